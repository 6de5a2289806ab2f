export type * from "./types.ts";
export { Depth } from "./types.ts";
