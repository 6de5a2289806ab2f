/** What PostgreSQL or the way to it suffers from, told apart from what a statement is guilty of. */
import { AppError } from "@leadwright/schema";
import { isPoolExhausted } from "./pool.ts";

/** The server is down, going down or coming up, or the way to it broke. */
const away: ReadonlySet<string> = new Set([
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "57P05", // idle_session_timeout
  "25P03", // idle_in_transaction_session_timeout
  "58030", // io_error
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT", // the socket is gone
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
]);
/** What the driver says without a code when a connection ends under it. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout expired$|Client was closed and is not queryable)/;

const busy: ReadonlySet<string> = new Set([
  "53000", // insufficient_resources
  "53200", // out_of_memory
  "53300", // too_many_connections
  "40P01", // deadlock_detected, after all tries
  "40001", // serialization_failure, after all tries
  "55P03", // lock_not_available
]);

/**
 * serverBusy, databaseAway or diskFull, when that is why something failed; undefined for any other error. For those who
 * answer people: inside, the error stays as it is, so that nobody takes it for a refusal. Whether a change was kept whose
 * commit met `databaseAway` nobody knows until the database is back.
 */
export function outage(error: unknown): AppError | undefined {
  if (isPoolExhausted(error)) return new AppError("serverBusy", {}, { cause: error });
  const { code, message } = told(error);
  if (code === "53100") return new AppError("diskFull", {}, { cause: error });
  if (busy.has(code)) return new AppError("serverBusy", {}, { cause: error });
  // Class 08: connection exceptions.
  if (away.has(code) || /^08/.test(code) || (code === "" && brokenConnection.test(message))) {
    return new AppError("databaseAway", {}, { cause: error });
  }
  return undefined;
}

/** pg-boss hands on copies of errors, which are no Errors any more. */
function told(error: unknown): { code: string; message: string } {
  const { code, message } = (typeof error === "object" && error !== null ? error : {}) as Record<string, unknown>;
  return { code: typeof code === "string" ? code : "", message: typeof message === "string" ? message : "" };
}
