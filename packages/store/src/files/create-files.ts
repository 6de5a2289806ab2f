import type { Payload } from "@leadwright/query";
import { AppError, type Column, isFile } from "@leadwright/schema";
import { isId, newId } from "../pipeline/uuid.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import type { Caller } from "../types.ts";
import { storeFile } from "./store-file.ts";
import type { FileInfo, FileNames, FilePlace, Files, FinishedUpload, UploadTarget } from "./types.ts";

type Change = <Result>(caller: Caller, action: (work: PipelineWork) => Promise<Result>) => Promise<Result>;

/** Uploads that one user may have begun and not finished. */
const mostUploads = 50;
const mostBlocks = 5_000;
const longestBlockId = 128;

interface Upload {
  readonly target: UploadTarget;
  readonly name: string;
  readonly mimetype: string;
  readonly mostbytes: string;
}

/** Files as one caller has them; `change` opens a transaction. */
export function createFiles(change: Change, caller: Caller): Files {
  return {
    begin: (target, names) => change(caller, (work) => begin(work, target, names)),
    addBlock: (uploadId, blockId, content) => change(caller, (work) => addBlock(work, uploadId, blockId, content)),
    received: (uploadId) =>
      change(caller, async (work) => {
        await findUpload(work, uploadId);
        return received(work, uploadId);
      }),
    finish: (uploadId, blockIds, names) => change(caller, (work) => finish(work, uploadId, blockIds, names)),
    find: (place) => change(caller, (work) => find(work, place)),
    placeOf: (fileId) => change(caller, (work) => placeOf(work, fileId)),
    read: (file, offset, length) => change(caller, (work) => read(work, file, offset, length)),
  };
}

async function begin(work: PipelineWork, target: UploadTarget, { name, mimeType }: FileNames): Promise<string> {
  const mostBytes = "note" in target ? (await work.settings()).maxUploadFileSize : await checkWritable(work, target);
  const [open] = await work.sql<{ count: number }>("select count(*)::int as count from app.upload where userid = $1", [
    work.caller.principal.userId,
  ]);
  if ((open?.count ?? 0) >= mostUploads)
    refuse(`You have ${mostUploads} unfinished uploads: finish some of them first.`);
  const uploadId = newId();
  await work.sql(
    "insert into app.upload (uploadid, userid, target, name, mimetype, mostbytes) values ($1, $2, $3, $4, $5, $6)",
    [
      uploadId,
      work.caller.principal.userId,
      JSON.stringify(targetJson(target)),
      clean(name),
      clean(mimeType),
      mostBytes,
    ],
  );
  return uploadId;
}

/** Navigations of a note's payload are found again by their names. */
function targetJson(target: UploadTarget): object {
  if (!("note" in target)) return target;
  const { table, id, values, links, parents, children } = target.note;
  if (parents.length + children.length > 0) refuse("A note that is uploaded has no nested rows.");
  return { note: { table, id, values, links } };
}

/** Bytes that the column takes. */
async function checkWritable(work: PipelineWork, { table: tableName, id, column: name }: FilePlace): Promise<number> {
  const table = work.table(tableName);
  const column = fileColumn(work, tableName, name);
  const allowed = (await work.targets(table.name, "write", [id], false)).get(id);
  if (allowed === undefined) throw new AppError("objectDoesNotExist", { table: table.name, id });
  if (!allowed) {
    const { userId: user } = work.caller.principal;
    throw new AppError("privilegeDenied", { user, privilege: "Write", table: table.name });
  }
  return (column.maxSize ?? 0) * 1024;
}

function fileColumn(work: PipelineWork, table: string, name: string): Column {
  const column = work.table(table).columns.get(name);
  if (column === undefined) throw new AppError("noAttribute", { table, column: name.slice(0, 80) });
  if (!isFile(column)) refuse(`'${name}' of '${table}' holds no file.`);
  return column;
}

async function findUpload(work: PipelineWork, uploadId: string): Promise<Upload> {
  const [upload] = isId(uploadId)
    ? await work.sql<Upload>(
        "select target, name, mimetype, mostbytes::text from app.upload where uploadid = $1 and userid = $2 for update",
        [uploadId, work.caller.principal.userId],
      )
    : [];
  if (!upload) throw new AppError("uploadUnknown");
  return upload;
}

async function received(work: PipelineWork, uploadId: string): Promise<number> {
  const [row] = await work.sql<{ size: string }>(
    "select coalesce(sum(length(content)), 0)::text as size from app.uploadblock where uploadid = $1",
    [uploadId],
  );
  return Number(row?.size ?? 0);
}

async function addBlock(work: PipelineWork, uploadId: string, blockId: string, content: Buffer): Promise<void> {
  const { mostbytes } = await findUpload(work, uploadId);
  if (blockId === "" || blockId.length > longestBlockId || blockId.includes("\0"))
    refuse(`A block's id has 1 to ${longestBlockId} characters.`);
  await work.sql(
    `insert into app.uploadblock (uploadid, blockid, content) values ($1, $2, $3)
     on conflict (uploadid, blockid) do update set content = excluded.content`,
    [uploadId, blockId, content],
  );
  if ((await received(work, uploadId)) > Number(mostbytes))
    throw new AppError("fileTooLarge", { max: Number(mostbytes) });
  const [blocks] = await work.sql<{ count: number }>(
    "select count(*)::int as count from app.uploadblock where uploadid = $1",
    [uploadId],
  );
  if ((blocks?.count ?? 0) > mostBlocks) refuse(`An upload has at most ${mostBlocks} blocks.`);
}

async function finish(
  work: PipelineWork,
  uploadId: string,
  blockIds: readonly string[] | undefined,
  names: Partial<FileNames> = {},
): Promise<FinishedUpload> {
  const { target, name, mimetype } = await findUpload(work, uploadId);
  const blocks = await chosenBlocks(work, uploadId, blockIds);
  const ids = blocks.map(({ blockid }) => blockid);
  const size = blocks.reduce((sum, block) => sum + block.size, 0);
  const called = { name: clean(names.name ?? name), mimeType: clean(names.mimeType ?? mimetype) };
  const id =
    "note" in target
      ? await writeNote(work, target.note, called, await contentOf(work, uploadId, ids))
      : await writeColumn(work, target, called, uploadId, ids, size);
  await work.sql("delete from app.upload where uploadid = $1", [uploadId]);
  return { id, size };
}

interface Block {
  readonly blockid: string;
  readonly size: number;
}

async function chosenBlocks(work: PipelineWork, uploadId: string, blockIds: readonly string[] | undefined) {
  const rows = await work.sql<Block>(
    `select blockid, length(content) as size from app.uploadblock where uploadid = $1 order by blockid collate "C"`,
    [uploadId],
  );
  if (blockIds === undefined) return rows;
  const byId = new Map(rows.map((block) => [block.blockid, block]));
  if (new Set(blockIds).size !== blockIds.length) refuse("A block is named twice.");
  return blockIds.map(
    (blockId) => byId.get(blockId) ?? refuse(`The block '${blockId.slice(0, 80)}' was not uploaded.`),
  );
}

const inOrder = "unnest($2::text[]) with ordinality as l (blockid, place) join app.uploadblock b using (blockid)";

async function writeColumn(
  work: PipelineWork,
  place: FilePlace,
  called: FileNames,
  uploadId: string,
  blockIds: readonly string[],
  size: number,
): Promise<string> {
  const fileId = await storeFile(work, place, called, size);
  const before = "sum(length(content)) over (order by place rows between unbounded preceding and 1 preceding)";
  await work.sql(
    `insert into app.columnfileblock (fileid, start, content)
     select $3, coalesce(${before}, 0), content from ${inOrder} where uploadid = $1 and length(content) > 0`,
    [uploadId, blockIds, fileId],
  );
  await work.update(place.table, place.id, { [place.column]: fileId });
  return fileId;
}

async function contentOf(work: PipelineWork, uploadId: string, blockIds: readonly string[]): Promise<Buffer> {
  const rows = await work.sql<{ content: Buffer }>(
    `select content from ${inOrder} where uploadid = $1 order by place`,
    [uploadId, blockIds],
  );
  return Buffer.concat(rows.map(({ content }) => content));
}

async function writeNote(work: PipelineWork, note: Payload, called: FileNames, content: Buffer): Promise<string> {
  const file = { documentbody: content.toString("base64"), filename: called.name, mimetype: called.mimeType };
  const payload: Payload = { ...note, parents: [], children: [], values: { ...note.values, ...file } };
  const [existing] =
    note.id === undefined ? [] : await work.sql("select 1 from crm.annotation where annotationid = $1", [note.id]);
  if (note.id !== undefined && existing !== undefined) return (await work.updatePayload(note.id, payload)).id;
  return (await work.createPayload(payload)).id;
}

interface Row {
  readonly fileid: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: string;
}

async function find(work: PipelineWork, { table, id, column }: FilePlace): Promise<FileInfo> {
  fileColumn(work, table, column);
  const fileId = (await work.retrieve(table, id, [column]))[column];
  const [row] = fileId
    ? await work.sql<Row>("select fileid::text, name, mimetype, size::text from app.columnfile where fileid = $1", [
        fileId,
      ])
    : [];
  if (!row) throw new AppError("fileMissing", { table, column });
  return { fileId: row.fileid, name: row.name, mimeType: row.mimetype, size: Number(row.size) };
}

async function placeOf(work: PipelineWork, fileId: string): Promise<FilePlace> {
  const [place] = isId(fileId)
    ? await work.sql<FilePlace>(
        `select tablename as "table", recordid::text as id, columnname as "column" from app.columnfile where fileid = $1`,
        [fileId],
      )
    : [];
  if (!place || (await find(work, place)).fileId !== fileId)
    throw new AppError("fileMissing", { table: "", column: "" });
  return place;
}

async function read(work: PipelineWork, { fileId }: FileInfo, offset: number, length: number): Promise<Buffer> {
  const rows = await work.sql<{ content: Buffer }>(
    `select substring(content from greatest($2::bigint - start, 0)::int + 1
                      for (least(start + length(content), $2::bigint + $3) - greatest(start, $2::bigint))::int) as content
       from app.columnfileblock where fileid = $1 and start < $2::bigint + $3 and start + length(content) > $2::bigint order by start`,
    [fileId, offset, length],
  );
  return Buffer.concat(rows.map(({ content }) => content));
}

function clean(name: string): string {
  const text = name.replaceAll(/\p{Cc}/gu, " ").trim();
  if (text === "" || text.length > 255) return refuse("The name of a file and its type have 1 to 255 characters.");
  return text;
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}
