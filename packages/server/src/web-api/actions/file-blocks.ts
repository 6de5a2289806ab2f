/** Files and notes' documents in blocks: Initialize...Upload, UploadBlock, Commit...Upload, Initialize...Download, DownloadBlock. */
import { readTypedPayload } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import type { FilePlace } from "@leadwright/store";
import { type Answer, type Call, noContent, operationAnswer } from "../call.ts";
import { chunkSize } from "../files/chunks.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { requiredEntity, requiredText, requiredWhole } from "./parameters.ts";

type Body = Readonly<Record<string, unknown>>;

const downloadInfo = {
  FileContinuationToken: "Edm.String",
  FileSizeInBytes: "Edm.Int64",
  FileName: "Edm.String",
  IsChunkingSupported: "Edm.Boolean",
};

const initializeFileUpload: ApiAction = {
  name: "InitializeFileBlocksUpload",
  signature: {
    parameters: { Target: "crmbaseentity", FileAttributeName: "Edm.String", FileName: "Edm.String" },
    returns: { FileContinuationToken: "Edm.String" },
  },
  async run(call) {
    const place = filePlace(call);
    const names = { name: requiredText(call, "FileName"), mimeType: "application/octet-stream" };
    const token = await call.store.files(call.caller).begin(place, names);
    return operationAnswer(call, this.name, { FileContinuationToken: token });
  },
};

const initializeNoteUpload: ApiAction = {
  name: "InitializeAnnotationBlocksUpload",
  signature: { parameters: { Target: "annotation" }, returns: { FileContinuationToken: "Edm.String" } },
  async run(call) {
    const note = notePayload(call);
    const { filename, mimetype, ...values } = note.values;
    const names = { name: nameOr(filename, "file"), mimeType: nameOr(mimetype, "application/octet-stream") };
    const token = await call.store.files(call.caller).begin({ note: { ...note, values } }, names);
    return operationAnswer(call, this.name, { FileContinuationToken: token });
  },
};

const uploadBlock: ApiAction = {
  name: "UploadBlock",
  signature: {
    parameters: { BlockId: "Edm.String", BlockData: "Edm.Binary", FileContinuationToken: "Edm.String" },
  },
  async run(call) {
    const data = requiredText(call, "BlockData");
    if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) throw badRequest("'BlockData' is not base64.");
    const content = Buffer.from(data, "base64");
    if (content.length > chunkSize) throw badRequest(`A block has at most ${chunkSize} bytes.`);
    await call.store
      .files(call.caller)
      .addBlock(requiredText(call, "FileContinuationToken"), requiredText(call, "BlockId"), content);
    return noContent;
  },
};

const commitFileUpload: ApiAction = {
  name: "CommitFileBlocksUpload",
  signature: {
    parameters: {
      FileName: "Edm.String",
      MimeType: "Edm.String?",
      BlockList: "Collection(Edm.String)",
      FileContinuationToken: "Edm.String",
    },
    returns: { FileId: "Edm.Guid", FileSizeInBytes: "Edm.Int64" },
  },
  async run(call) {
    const body = objectBody(call);
    const { id, size } = await commit(call, {
      ...(typeof body.FileName === "string" ? { name: body.FileName } : {}),
      ...(typeof body.MimeType === "string" ? { mimeType: body.MimeType } : {}),
    });
    return operationAnswer(call, this.name, { FileId: id, FileSizeInBytes: size });
  },
};

const commitNoteUpload: ApiAction = {
  name: "CommitAnnotationBlocksUpload",
  signature: {
    parameters: {
      Target: "annotation",
      BlockList: "Collection(Edm.String)",
      FileContinuationToken: "Edm.String",
    },
    returns: { AnnotationId: "Edm.Guid", FileSizeInBytes: "Edm.Int64" },
  },
  async run(call) {
    const { filename, mimetype } = notePayload(call).values;
    const { id, size } = await commit(call, {
      ...(typeof filename === "string" ? { name: filename } : {}),
      ...(typeof mimetype === "string" ? { mimeType: mimetype } : {}),
    });
    return operationAnswer(call, this.name, { AnnotationId: id, FileSizeInBytes: size });
  },
};

const initializeFileDownload: ApiAction = {
  name: "InitializeFileBlocksDownload",
  signature: { parameters: { Target: "crmbaseentity", FileAttributeName: "Edm.String" }, returns: downloadInfo },
  async run(call) {
    const { fileId, size, name } = await call.store.files(call.caller).find(filePlace(call));
    return downloadAnswer(call, this.name, fileId, size, name);
  },
};

const initializeNoteDownload: ApiAction = {
  name: "InitializeAnnotationBlocksDownload",
  signature: { parameters: { Target: "annotation" }, returns: downloadInfo },
  async run(call) {
    const note = requiredEntity(call, "Target", ["annotation"]);
    const { content, name } = await noteDocument(call, note.id);
    return downloadAnswer(call, this.name, `${notePrefix}${note.id}`, content.length, name);
  },
};

const downloadBlock: ApiAction = {
  name: "DownloadBlock",
  signature: {
    parameters: { Offset: "Edm.Int64", BlockLength: "Edm.Int64", FileContinuationToken: "Edm.String" },
    returns: { Data: "Edm.Binary" },
  },
  async run(call) {
    const [offset, length] = [
      requiredWhole(call, "Offset", 0),
      Math.min(requiredWhole(call, "BlockLength", 0), chunkSize),
    ];
    const token = requiredText(call, "FileContinuationToken");
    const data = await readBlock(call, token, offset, length);
    return operationAnswer(call, this.name, { Data: data.toString("base64") });
  },
};

const deleteFile: ApiAction = {
  name: "DeleteFile",
  signature: { parameters: { FileId: "Edm.Guid" } },
  async run(call) {
    const place = await call.store.files(call.caller).placeOf(requiredText(call, "FileId").toLowerCase());
    await call.store.change(call.caller, (work) => work.update(place.table, place.id, { [place.column]: null }));
    return noContent;
  },
};

export const fileBlockActions: readonly ApiAction[] = [
  initializeFileUpload,
  initializeNoteUpload,
  uploadBlock,
  commitFileUpload,
  commitNoteUpload,
  initializeFileDownload,
  initializeNoteDownload,
  downloadBlock,
  deleteFile,
];

/** Of a note; a file's token is its id. Rights are asked for each block anew. */
const notePrefix = "note-";

async function readBlock(call: Call, token: string, offset: number, length: number): Promise<Buffer> {
  if (token.startsWith(notePrefix)) {
    const { content } = await noteDocument(call, token.slice(notePrefix.length));
    return content.subarray(offset, offset + length);
  }
  const files = call.store.files(call.caller);
  return files.read(await files.find(await files.placeOf(token)), offset, length);
}

async function noteDocument(call: Call, id: string): Promise<{ content: Buffer; name: string }> {
  const columns = ["documentbody", "filename"];
  const note = await call.store.change(call.caller, (work) => work.retrieve("annotation", id, columns));
  if (typeof note.documentbody !== "string")
    throw new AppError("fileMissing", { table: "annotation", column: "documentbody" });
  return { content: Buffer.from(note.documentbody, "base64"), name: nameOr(note.filename ?? null, "file") };
}

function commit(call: Call, names: { name?: string; mimeType?: string }) {
  const { BlockList: list } = objectBody(call);
  if (!Array.isArray(list) || !list.every((each) => typeof each === "string"))
    throw badRequest("'BlockList' is the list of the ids of the blocks, in order.");
  return call.store.files(call.caller).finish(requiredText(call, "FileContinuationToken"), list, names);
}

/** The note that is to be made or changed, without its document. */
function notePayload(call: Call) {
  const { documentbody: _, ...target } = objectOf(objectBody(call).Target);
  const payload = readTypedPayload(call.schema, call.schema.tables.get("annotation"), target, call.context);
  if (payload.table !== "annotation") throw badRequest("The Target is an annotation.");
  return payload;
}

function filePlace(call: Call): FilePlace {
  const { table, id } = requiredEntity(call, "Target", []);
  return { table, id, column: requiredText(call, "FileAttributeName") };
}

function downloadAnswer(call: Call, action: string, token: string, size: number, name: string): Answer {
  return operationAnswer(call, action, {
    FileContinuationToken: token,
    FileSizeInBytes: size,
    FileName: name,
    IsChunkingSupported: true,
  });
}

function nameOr(value: unknown, otherwise: string): string {
  return typeof value === "string" && value.trim() !== "" ? value : otherwise;
}

function objectOf(value: unknown): Body {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Body;
  throw badRequest("'Target' is an entity.");
}

function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}
