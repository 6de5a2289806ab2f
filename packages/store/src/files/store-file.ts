import { newId } from "../pipeline/uuid.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import type { FileNames, FilePlace } from "./types.ts";

/** A file for a column of a row, whose value it then can become; its blocks are yet to come. Returns its id. */
export async function storeFile(
  work: PipelineWork,
  place: FilePlace,
  { name, mimeType }: FileNames,
  size: number,
): Promise<string> {
  const fileId = newId();
  await work.sql(
    `insert into app.columnfile (fileid, tablename, recordid, columnname, name, mimetype, size, createdby)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [fileId, place.table, place.id, place.column, name, mimeType, size, work.caller.principal.userId],
  );
  return fileId;
}
