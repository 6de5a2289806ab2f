import { type AppliedPreference, type FetchPaging, preferenceApplied, type QueryTree } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import type { Shape } from "@leadwright/store";
import type { Call } from "./call.ts";

/** Rows of a page when the client does not say, and at most. */
export const largestPage = 5000;

/** How the rows of this call are written; `$top` and the count of FetchXML take the place of a page size. */
export function shapeOf(call: Call, query: QueryTree, paging?: FetchPaging): Shape {
  const size = query.top === undefined ? (paging?.size ?? call.preferences.maxPageSize) : undefined;
  return { annotations: call.preferences.annotations, baseUrl: call.baseUrl, pageSize: size ?? largestPage };
}

/** `Preference-Applied` for the preferences that this kind of answer makes use of. */
export function appliedHeader(call: Call, ...used: readonly AppliedPreference[]): Readonly<Record<string, string>> {
  const applied = preferenceApplied(call.preferences, used);
  return applied === undefined ? {} : { "preference-applied": applied };
}

/** The URL that names a row. */
export function recordUrl(call: Call, table: string, id: string): string {
  return `${call.baseUrl}${call.schema.tables.get(table)?.entitySet ?? table}(${id})`;
}

/** `W/"501097"` for the version 501097. */
export function etagOf(version: string): string {
  return `W/"${version}"`;
}

/** What `If-Match` asks of the row that is changed. `null`, which some clients send, asks nothing. Throws badRequest. */
export function readIfMatch(call: Call): { readonly mustExist: boolean; readonly version: string | undefined } {
  const header = call.headers["if-match"]?.trim();
  if (header === undefined || header === "" || header === "null") return { mustExist: false, version: undefined };
  if (header === "*") return { mustExist: true, version: undefined };
  const version = /^(?:W\/)?"(\d{1,19})"$/.exec(header)?.[1];
  if (version !== undefined) return { mustExist: true, version };
  throw new AppError("badRequest", { reason: `The If-Match header is neither * nor an ETag such as W/"123".` });
}

/** The body as an object. Throws badRequest. */
export function objectBody(call: Call): Readonly<Record<string, unknown>> {
  const { body } = call;
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new AppError("badRequest", { reason: "A JSON object is expected in the body." });
}
