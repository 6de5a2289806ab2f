import { propertyContextUrl } from "@leadwright/query";
import { AppError, type Column } from "@leadwright/schema";
import type { FileInfo } from "@leadwright/store";
import type { Answer, Call, Of } from "../call.ts";
import { noContent } from "../call.ts";
import { resolveTarget } from "../resolve-target.ts";
import { recordUrl } from "../shape.ts";
import { chunkSize, readRange } from "./chunks.ts";

/**
 * GET accounts(id)/new_contract: a piece of the file as base64 in JSON, from `Range` or the first; with `/$value` the bytes
 * themselves. An image comes in one size, whatever is asked for. Nothing is a 204.
 */
export async function downloadColumn(call: Call, { table, target, column, rawValue }: Of<"property">): Promise<Answer> {
  const { id } = await resolveTarget(call, table, target);
  const place = { table: table.name, id, column: column.name };
  const files = call.store.files(call.caller);
  const file = await findFile(() => files.find(place));
  if (file === undefined) return noContent;
  const { range } = call.headers;
  const headers = { ...describe(file), location: locationOf(call, table.name, id, column) };
  if (rawValue && range === undefined) {
    const type = { "content-type": "application/octet-stream", "content-length": String(file.size) };
    return { status: 200, headers: { ...headers, ...type }, body: wholeFile(call, file) };
  }
  const { from, to } =
    range === undefined ? { from: 0, to: Math.min(file.size, chunkSize) } : readRange(range, file.size);
  const content = await files.read(file, from, to - from);
  const contentRange = { "content-range": `bytes ${from}-${Math.max(from, to - 1)}/${file.size}` };
  const status = range === undefined && to === file.size ? 200 : 206;
  if (rawValue) {
    const type = { "content-type": "application/octet-stream" };
    return { status, headers: { ...headers, ...contentRange, ...type }, body: content };
  }
  const context = propertyContextUrl(call.schema, call.baseUrl, { table: table.name, id }, column);
  const value = content.toString("base64");
  return {
    status,
    headers: { ...headers, ...contentRange },
    body: `{"@odata.context":${JSON.stringify(context)},"value":"${value}"}`,
  };
}

async function* wholeFile(call: Call, file: FileInfo): AsyncGenerator<Buffer> {
  const files = call.store.files(call.caller);
  for (let from = 0; from < file.size; from += chunkSize) yield files.read(file, from, chunkSize);
}

/** Undefined when the column is empty. */
async function findFile(find: () => Promise<FileInfo>): Promise<FileInfo | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof AppError && error.key === "fileMissing") return undefined;
    throw error;
  }
}

function describe({ name, size, mimeType }: FileInfo): Record<string, string> {
  const encoded = encodeURIComponent(name.toWellFormed());
  return {
    "content-disposition": `attachment; filename*=UTF-8''${encoded}`,
    "x-ms-file-name": /^[\x20-\x7e]*$/.test(name) ? name : encoded,
    "x-ms-file-size": String(size),
    // Never shown as a page: what others uploaded is for saving.
    "x-ms-file-type": /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : "application/octet-stream",
    "access-control-expose-headers": "x-ms-file-name, x-ms-file-size, Location",
  };
}

function locationOf(call: Call, table: string, id: string, column: Column): string {
  return `${recordUrl(call, table, id)}/${column.name}`;
}
