import type { Call } from "../call.ts";

/** The options of the URL that are no OData: sessiontoken, size, x-ms-file-name. */
export function queryOf({ path }: Call): URLSearchParams {
  const question = path.indexOf("?");
  return new URLSearchParams(question < 0 ? "" : path.slice(question + 1));
}
