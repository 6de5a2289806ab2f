/** How FetchXML is refused: Dataverse's code, and the position in the text. */
import { AppError, type ErrorKey } from "@leadwright/schema";
import { place } from "../odata/problems.ts";

export type FetchError = Extract<ErrorKey, `fetch${string}`>;

/** `problem` is a sentence without its full stop. */
export function fetchError(key: FetchError, problem: string, position: number): AppError {
  return new AppError(key, { reason: `${problem}${place(position, "fetchXml")}.` });
}
