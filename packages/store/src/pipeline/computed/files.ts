import { AppError, type Column, isFile } from "@leadwright/schema";
import { storeFile } from "../../files/store-file.ts";
import type { Draft, Phase } from "../draft.ts";
import { isId } from "../uuid.ts";

/** A file column holds a file of its own row and column; an image that comes as base64 becomes one. */
export const checkFiles: Phase = (draft) => {
  const given = Object.keys(draft.values).flatMap((name) => {
    const column = draft.table.columns.get(name);
    return column !== undefined && isFile(column) && typeof draft.values[name] === "string" ? [column] : [];
  });
  return given.length > 0 ? check(draft, given) : undefined;
};

async function check(draft: Draft, columns: readonly Column[]): Promise<void> {
  for (const column of columns) {
    const value = String(draft.values[column.name]);
    if (isId(value)) await checkOwn(draft, column, value);
    else draft.values[column.name] = await storeImage(draft, column, value);
  }
}

async function checkOwn({ work, table, id }: Draft, { name }: Column, fileId: string): Promise<void> {
  const [own] = await work.transaction.run<{ fileid: string }>({
    text: "select fileid from app.columnfile where fileid = $1 and recordid = $2 and tablename = $3 and columnname = $4",
    values: [fileId, id, table.name, name],
  });
  if (own) return;
  const reason = `'${name}' is set by uploading a file to it.`;
  throw new AppError("payloadError", { table: table.name, reason });
}

async function storeImage({ work, table, id }: Draft, column: Column, base64: string): Promise<string> {
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new AppError("payloadError", { table: table.name, reason: `'${column.name}' is not base64.` });
  const content = Buffer.from(base64, "base64");
  const max = (column.maxSize ?? 0) * 1024;
  if (content.length > max) throw new AppError("fileTooLarge", { max });
  const place = { table: table.name, id, column: column.name };
  const names = { name: `${column.name}.bin`, mimeType: "application/octet-stream" };
  const fileId = await storeFile(work, place, names, content.length);
  await work.sql("insert into app.columnfileblock (fileid, start, content) values ($1, 0, $2)", [fileId, content]);
  return fileId;
}
