import { ApiError } from "./errors.ts";

/** Where the Web API lives; paths given to `api` are relative to it unless they start with a slash. */
export const apiRoot = "/api/data/v9.2/";

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Only if the record still has this ETag ("*": only if it exists). A mismatch is an ApiError that `isConflict` knows. */
  readonly ifMatch?: string;
  /** Values of the Prefer header, such as `odata.maxpagesize=50`. */
  readonly prefer?: readonly string[];
  /** Media types that do as an answer; JSON unless told. */
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Changes with the same id (of `newId`) are one operation, which can be taken back as one. */
  readonly operation?: string | undefined;
}

/** Formatted values and lookup targets beside the values. */
export const withAnnotations = 'odata.include-annotations="*"';
export const withRepresentation = "return=representation";

const connection = { csrfToken: "", onSignedOut: () => {} };

/** The session's token, sent with every change. */
export function setCsrfToken(token: string): void {
  connection.csrfToken = token;
}

/** The header that shows that a change comes from our own page, for requests that `api` cannot make. */
export function ownPageHeaders(): Readonly<Record<string, string>> {
  return { "x-csrf-token": connection.csrfToken, "accept-language": document.documentElement.lang };
}

/** Called when the server no longer knows who we are. */
export function onSignedOut(listener: () => void): void {
  connection.onSignedOut = listener;
}

/**
 * One request. Answers the JSON body, undefined when there is none, text when it is text. Throws ApiError with the server's
 * words; an AbortError when `signal` fires.
 */
export async function api<T>(path: string, request: ApiRequest = {}): Promise<T> {
  const response = await send(path, request);
  const body = await readBody(response);
  if (response.ok) {
    const operation = response.headers.get("leadwright-operation");
    if (operation !== null && typeof body === "object" && body !== null) operations.set(body, operation);
    return body as T;
  }
  throw toError(response, body);
}

const operations = new WeakMap<object, string>();

/** The operation that this answer of a change tells of; once, so that nobody offers to take back what is older. */
export function takeOperation(answer: object): string | undefined {
  const operation = operations.get(answer);
  operations.delete(answer);
  return operation;
}

/** The other object tells of the operation from now on. */
export function passOperation(from: object, to: object): void {
  const operation = takeOperation(from);
  if (operation !== undefined) operations.set(to, operation);
}

/** One request, answered as it comes, success or not. Throws ApiError when nothing is answered; an AbortError when `signal` fires. */
export async function send(path: string, request: ApiRequest): Promise<Response> {
  const { method = "GET", body, ifMatch, prefer, accept = "application/json", signal, operation } = request;
  const headers: Record<string, string> = { accept };
  if (!path.startsWith("/auth/")) headers["odata-version"] = "4.0";
  if (method !== "GET") headers["x-csrf-token"] = connection.csrfToken;
  if (body !== undefined) headers["content-type"] = "application/json";
  if (operation !== undefined) headers["leadwright-operation"] = operation;
  if (ifMatch !== undefined) headers["if-match"] = ifMatch;
  if (prefer?.length) headers.prefer = prefer.join(",");
  headers["accept-language"] = document.documentElement.lang;
  try {
    const response = await fetch(path.startsWith("/") ? path : apiRoot + path, {
      method,
      headers,
      credentials: "same-origin",
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (response.status === 401 && !path.startsWith("/auth/")) connection.onSignedOut();
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, "network", "The server cannot be reached.", { cause: error });
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (!isJson) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError(response.status, "network", "The server's answer was cut off.", { cause: error });
  }
}

/** What an answer that is no success says. */
export function toError({ status, statusText }: Pick<Response, "status" | "statusText">, body: unknown): ApiError {
  const error = (body as { error?: { code?: string; message?: string } } | undefined)?.error;
  return new ApiError(status, error?.code ?? "", error?.message ?? statusText);
}

/** nextLink is absolute; behind a proxy its host may not be the one this page came from, so only path and query count. */
export function localPath(link: string): string {
  const url = new URL(link, window.location.origin);
  return url.pathname + url.search;
}
