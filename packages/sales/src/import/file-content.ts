import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";

/** Bytes a row of app.filechunk holds: large enough to be few, small enough for constant memory. */
const chunkSize = 1024 * 1024;

/**
 * Keeps a stream as a file in the database, in chunks; returns its size. A file that is cut short is removed again and
 * never seen. Throws fileTooLarge past `maxSize`.
 */
export async function writeFileContent(
  store: Store,
  caller: Caller,
  fileId: string,
  name: string,
  source: AsyncIterable<Buffer>,
  maxSize: number,
): Promise<number> {
  await store.sql("insert into app.file (fileid, name, mimetype, createdby) values ($1, $2, 'text/csv', $3)", [
    fileId,
    name,
    caller.principal.userId,
  ]);
  let size = 0;
  let position = 0;
  let pending: Buffer[] = [];
  let pendingSize = 0;
  const flush = async () => {
    if (pendingSize === 0) return;
    await store.sql("insert into app.filechunk (fileid, position, data) values ($1, $2, $3)", [
      fileId,
      position++,
      Buffer.concat(pending),
    ]);
    pending = [];
    pendingSize = 0;
  };
  try {
    for await (const part of source) {
      size += part.length;
      if (size > maxSize) throw new AppError("fileTooLarge", { max: maxSize });
      pending.push(part);
      pendingSize += part.length;
      if (pendingSize >= chunkSize) await flush();
    }
    await flush();
    await store.sql("update app.file set size = $2, complete = true where fileid = $1", [fileId, size]);
    return size;
  } catch (error) {
    await store.sql("delete from app.filechunk where fileid = $1", [fileId]);
    await store.sql("delete from app.file where fileid = $1", [fileId]);
    throw error;
  }
}

/** The content of a kept file, chunk by chunk. `onRead` hears how many bytes have been read so far. */
export async function* readFileContent(
  store: Store,
  fileId: string,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for (let position = 0; ; position++) {
    const [chunk] = await store.sql<{ content: string }>(
      "select encode(data, 'base64') as content from app.filechunk where fileid = $1 and position = $2",
      [fileId, position],
    );
    if (!chunk) return;
    const data = Buffer.from(chunk.content, "base64");
    bytes += data.length;
    onRead?.(bytes);
    yield data;
  }
}
