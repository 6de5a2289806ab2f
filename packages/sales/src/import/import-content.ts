import { createHash } from "node:crypto";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import type { Dialect } from "./dialect.ts";
import { DialectProbe } from "./dialect-probe.ts";
import { removeFileContent, writeFileContent } from "./file-content.ts";
import { dialectValues, importStatus, readImportRecord } from "./import-records.ts";

/** Bytes; what a file may have at most. */
export const largestImport = 4 * 1024 * 1024 * 1024;

/**
 * Takes the content of an import's file, in constant memory, and notes how it is written; content that was there before is
 * replaced. Throws privilegeDenied without the right to write the importfile, importStarted, fileTooLarge, importEmpty,
 * importNotText.
 */
export async function receiveImportContent(
  store: Store,
  caller: Caller,
  id: string,
  name: string,
  source: AsyncIterable<Buffer>,
): Promise<Dialect> {
  // Asked before the first byte is taken, and again when all are here.
  await store.change(caller, async (work) => {
    await work.update("importfile", id, { source: name.slice(0, 500) }, { useCase: "import" });
    const { status } = await readImportRecord(work, id);
    if (status !== importStatus.submitted) throw new AppError("importStarted");
  });
  const { fileId, dialect, hash } = await storeImportContent(store, caller, name, source);
  try {
    const old = await store.change(caller, async (work) => {
      const record = await readImportRecord(work, id, { lock: true });
      if (record.status !== importStatus.submitted) throw new AppError("importStarted");
      const values = { lw_fileid: fileId, lw_contenthash: hash, ...dialectValues(dialect) };
      // As the system: callers may not set which file of the database is theirs.
      await work.update("importfile", id, values, { asSystem: true, useCase: "import" });
      return record.fileId;
    });
    if (old) await removeFileContent(store, old);
    return dialect;
  } catch (error) {
    await removeFileContent(store, fileId);
    throw error;
  }
}

export interface StoredContent {
  readonly fileId: string;
  readonly dialect: Dialect;
  /** SHA-256, in hex. */
  readonly hash: string;
}

/** Keeps a file that is going to be imported. Throws fileTooLarge, importEmpty, importNotText. */
export async function storeImportContent(
  store: Store,
  caller: Caller,
  name: string,
  source: AsyncIterable<Buffer>,
): Promise<StoredContent> {
  const probe = new DialectProbe();
  const hash = createHash("sha256");
  let dialect: Dialect | undefined;
  const file = { name: name.slice(0, 500), mimeType: "text/csv", maxSize: largestImport };
  const fileId = await writeFileContent(store, caller, file, source, {
    onRead: (bytes) => {
      probe.add(bytes);
      hash.update(bytes);
    },
    finish: () => {
      dialect = probe.dialect;
    },
  });
  return { fileId, dialect: dialect ?? probe.dialect, hash: hash.digest("hex") };
}
