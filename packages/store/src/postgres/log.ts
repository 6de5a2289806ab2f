import type { Logger } from "pino";

/** What this package needs of a logger; pino's is one. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;
