export { AppError, type ErrorDetails } from "./errors/app-error.ts";
export { catalogue, type ErrorKey } from "./errors/catalogue.ts";
export type * from "./types.ts";
