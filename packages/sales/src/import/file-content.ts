import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";

/** Bytes a row of app.filechunk holds: large enough to be few, small enough for constant memory. */
const chunkSize = 1024 * 1024;

export interface NewFile {
  readonly name: string;
  readonly mimeType: string;
  /** Bytes; more is fileTooLarge. */
  readonly maxSize: number;
}

/**
 * Keeps a stream as a file in the database, in chunks; returns its id. A file that is cut short is removed again and never
 * seen. `onRead` hears of the bytes as they come. Throws fileTooLarge, and what the source and `finish` throw; `finish` is
 * called when all bytes are there and may still refuse them.
 */
export async function writeFileContent(
  store: Store,
  caller: Caller,
  { name, mimeType, maxSize }: NewFile,
  source: AsyncIterable<Buffer>,
  { onRead, finish }: { onRead?: (bytes: Buffer) => void; finish?: () => void } = {},
): Promise<string> {
  await removeAbandoned(store);
  const id = crypto.randomUUID();
  await store.sql("insert into app.file (fileid, name, mimetype, createdby) values ($1, $2, $3, $4)", [
    id,
    name,
    mimeType,
    caller.principal.userId,
  ]);
  try {
    let size = 0;
    let position = 0;
    for await (const chunk of chunks(source)) {
      size += chunk.length;
      if (size > maxSize) throw new AppError("fileTooLarge", { max: maxSize });
      onRead?.(chunk);
      await store.sql("insert into app.filechunk (fileid, position, data) values ($1, $2, $3)", [
        id,
        position++,
        chunk,
      ]);
    }
    finish?.();
    await store.sql("update app.file set size = $2, complete = true where fileid = $1", [id, size]);
    return id;
  } catch (error) {
    await removeFileContent(store, id);
    throw error;
  }
}

/** The content of a kept file, chunk by chunk. The next chunk is fetched while one is looked at. */
export async function* readFileContent(store: Store, fileId: string): AsyncGenerator<Buffer> {
  const fetchChunk = async (position: number) => {
    const [chunk] = await store.sql<{ data: Buffer }>(
      "select data from app.filechunk where fileid = $1 and position = $2",
      [fileId, position],
    );
    return chunk?.data;
  };
  let next = fetchChunk(0);
  for (let position = 1; ; position++) {
    const chunk = await next;
    if (!chunk) return;
    next = fetchChunk(position);
    // Whoever stops reading leaves it unawaited.
    next.catch(() => {});
    yield chunk;
  }
}

/** Its chunks go with it. */
export async function removeFileContent(store: Pick<Store, "sql">, fileId: string): Promise<void> {
  await store.sql("delete from app.file where fileid = $1", [fileId]);
}

/** What a crash left half written. No upload takes a day. */
async function removeAbandoned(store: Store): Promise<void> {
  await store.sql("delete from app.file where not complete and createdat < now() - interval '1 day'");
}

/** The same bytes in pieces of the size that is kept. */
async function* chunks(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    for (let at = 0; at < part.length; ) {
      const piece = part.subarray(at, at + chunkSize - size);
      parts.push(piece);
      size += piece.length;
      at += piece.length;
      if (size < chunkSize) continue;
      yield Buffer.concat(parts);
      parts = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(parts);
}
