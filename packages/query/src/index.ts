export type * from "./payload.ts";
export type * from "./tree.ts";
