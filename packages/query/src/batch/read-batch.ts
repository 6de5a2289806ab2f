/** The body of `POST $batch`: requests, alone or in change sets, that are done one after the other. */

import { badRequest, shorten } from "../odata/problems.ts";
import { afterServiceRoot } from "../odata/target.ts";
import { boundaryOf, type Part, readPart, readParts } from "./parts.ts";

export interface BatchRequest {
  readonly method: string;
  /** What follows `/api/data/v9.x/`, still encoded; `$1/nav` as it is. */
  readonly path: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty when there is none. */
  readonly body: string;
  readonly contentId: string | undefined;
}

export type BatchItem =
  | { readonly kind: "request"; readonly request: BatchRequest }
  /** All of them or none. */
  | { readonly kind: "changeSet"; readonly requests: readonly BatchRequest[] };

/** Requests in a batch, those in change sets counted one by one. */
const maxBatchRequests = 1_000;

/**
 * Reads the whole body, so that nothing is done of a batch that is not well formed. Throws badRequest, and says which part
 * is at fault: too many requests, a GET or a change set in a change set, a part that is no request.
 */
export function readBatch(text: string, boundary: string): BatchItem[] {
  let left = maxBatchRequests;
  const spend = (requests: number): void => {
    left -= requests;
    if (left < 0) throw badRequest(`The batch holds more than ${maxBatchRequests} requests.`);
  };
  return readParts(text, boundary, "the batch", maxBatchRequests).map((part, index): BatchItem => {
    const label = `Part ${index + 1} of the batch`;
    const inner = boundaryOf(part.headers["content-type"]);
    if (inner === undefined) {
      spend(1);
      return { kind: "request", request: readRequest(part, label) };
    }
    const requests = readChangeSet(part.content, inner, label);
    spend(requests.length);
    return { kind: "changeSet", requests };
  });
}

function readChangeSet(text: string, boundary: string, label: string): BatchRequest[] {
  const name = `the change set in ${label.replace(/^P/, "p")}`;
  const ids = new Set<string>();
  return readParts(text, boundary, name, maxBatchRequests).map((part, index) => {
    const place = `Part ${index + 1} of ${name}`;
    if (boundaryOf(part.headers["content-type"]) !== undefined)
      throw badRequest(`${place} is a change set: a change set cannot hold another one.`);
    const request = readRequest(part, place);
    if (request.method === "GET" || request.method === "HEAD")
      throw badRequest(`${place} is a ${request.method}: a change set holds changes only.`);
    const { contentId } = request;
    if (contentId !== undefined && ids.has(contentId))
      throw badRequest(`${place}: the Content-ID '${shorten(contentId)}' is given twice.`);
    if (contentId !== undefined) ids.add(contentId);
    return request;
  });
}

/** `POST URL HTTP/1.1`, headers, an empty line, the body. */
function readRequest({ headers: outer, content }: Part, label: string): BatchRequest {
  const type = outer["content-type"];
  if (type === undefined || !/^application\/http\s*(;|$)/i.test(type))
    throw badRequest(`${label} has the Content-Type '${shorten(type ?? "")}': application/http is expected.`);
  const text = content.replace(/^[\r\n]+/, "");
  const feed = text.indexOf("\n");
  const line = (feed < 0 ? text : text.slice(0, feed)).trim();
  const [, method, url] = /^([A-Za-z]+)[ \t]+(\S.*?)[ \t]+HTTP\/\d(?:\.\d)?$/.exec(line) ?? [];
  if (method === undefined || url === undefined)
    throw badRequest(`${label}: '${shorten(line)}' is no request line, such as GET leads HTTP/1.1.`);
  const { headers, content: body } = readPart(feed < 0 ? "" : text.slice(feed + 1), `${label}, its request`);
  const contentId = outer["content-id"] ?? headers["content-id"];
  return { method: method.toUpperCase(), path: pathOf(url, label), headers, body: body.trim(), contentId };
}

/** URLs are absolute, rooted, or relative to the service. */
function pathOf(url: string, label: string): string {
  const path = afterServiceRoot(url) ?? url;
  if (path === url && /^(\/|[a-z][a-z\d+.-]*:)/i.test(url))
    throw badRequest(`${label}: the URL '${shorten(url)}' does not lead to this service.`);
  return path.replaceAll(" ", "%20");
}
