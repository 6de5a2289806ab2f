import { apiRoot, send, withAnnotations } from "../api/client.ts";

/** What was answered, with what there is to say of it. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  /** From sending to the last byte. */
  readonly milliseconds: number;
  readonly bytes: number;
  readonly body: AnswerBody;
}

export type AnswerBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string }
  /** A file's bytes, which are no text to read. */
  | { readonly kind: "bytes"; readonly type: string };

/** Rows of a page; more is no pleasure to read. A query's own $top or count stands. */
const pageSize = "odata.maxpagesize=50";

/** $metadata is XML, a file what it is. */
const anything = "application/json, */*";

/** Reads the address below the root of the Web API. A refusal is an answer too; ApiError where there is none. */
export async function runQuery(address: string, annotated: boolean, signal: AbortSignal): Promise<Answer> {
  const started = performance.now();
  const prefer = annotated ? [pageSize, withAnnotations] : [pageSize];
  const response = await send(apiRoot + address, { prefer, accept: anything, signal });
  const content = await response.blob();
  const milliseconds = Math.round(performance.now() - started);
  const { status, statusText } = response;
  return { status, statusText, milliseconds, bytes: content.size, body: await readContent(content) };
}

async function readContent(content: Blob): Promise<AnswerBody> {
  if (content.type.includes("json")) return { kind: "json", value: JSON.parse(await content.text()) };
  if (content.size === 0 || /^text\/|xml/.test(content.type)) return { kind: "text", text: await content.text() };
  return { kind: "bytes", type: content.type };
}
