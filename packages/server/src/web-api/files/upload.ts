import { AppError } from "@leadwright/schema";
import type { Answer, Call, Of } from "../call.ts";
import { noContent } from "../call.ts";
import { recordUrl } from "../shape.ts";
import { chunkSize, readContentRange } from "./chunks.ts";
import { queryOf } from "./query-of.ts";

type Resource = Of<"property">;

/**
 * PATCH accounts(id)/new_contract: the bytes at once; or with `x-ms-transfer-mode: chunked` the begin of an upload, whose
 * pieces then come to the URL in Location, the last one of which ends it.
 */
export async function uploadToColumn(call: Call, { target, column }: Resource): Promise<Answer> {
  const { id } = await call.store.change(call.caller, (work) => work.resolve(target));
  const query = queryOf(call);
  const token = query.get("sessiontoken");
  if (token !== null) return uploadChunk(call, token);
  const name = query.get("x-ms-file-name") ?? decoded(header(call, "x-ms-file-name")) ?? "file";
  const files = call.store.files(call.caller);
  const names = { name, mimeType: mimeType(call) };
  if (header(call, "x-ms-transfer-mode")?.toLowerCase() !== "chunked") {
    const content = bytes(call);
    const upload = await files.begin({ table: target.table, id, column: column.name }, names);
    await files.addBlock(upload, blockId(0), content);
    await files.finish(upload);
    return noContent;
  }
  const upload = await files.begin({ table: target.table, id, column: column.name }, names);
  const location = `${recordUrl(call, target.table, id)}/${column.name}?sessiontoken=${upload}`;
  return {
    status: 200,
    headers: {
      location,
      "x-ms-chunk-size": String(chunkSize),
      "access-control-expose-headers": "x-ms-chunk-size, Location",
    },
  };
}

/** Pieces come in order; one that comes again takes the place of the first. */
async function uploadChunk(call: Call, token: string): Promise<Answer> {
  const { from, to, total } = readContentRange(header(call, "content-range") ?? "");
  const content = bytes(call);
  if (content.length !== to - from)
    throw badRequest(`The body has ${content.length} bytes, and Content-Range names ${to - from}.`);
  const files = call.store.files(call.caller);
  // Some clients send an empty piece behind the last one, when the upload is done.
  if (content.length === 0 && total > 0 && from >= total) return noContent;
  const before = await files.received(token);
  if (from > before) throw badRequest(`The next piece begins at byte ${before}, not ${from}.`);
  await files.addBlock(token, blockId(from), content);
  if ((await files.received(token)) < total) return { status: 206 };
  await files.finish(token);
  return noContent;
}

/** In the order of the offsets, as text. */
function blockId(offset: number): string {
  return String(offset).padStart(15, "0");
}

function bytes({ body }: Call): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  throw badRequest("The bytes of a file come with Content-Type: application/octet-stream.");
}

function mimeType(call: Call): string {
  const type = header(call, "x-ms-content-type") ?? header(call, "content-type") ?? "";
  return type === "" || type.startsWith("application/json") ? "application/octet-stream" : type.slice(0, 255);
}

function header({ headers }: Call, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Names come percent-encoded where they hold other than ASCII. */
function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}

function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}
