/** File and image columns, and notes' documents, in pieces. */
import type { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamicsClient } from "../../testing/dynamics-client.ts";
import type { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
let client: DynamicsWebApi;
let account: string;

beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  client = dynamicsClient(app);
  for (const [kind, name] of [
    ["File", "new_Contract"],
    ["Image", "new_Logo"],
  ]) {
    const made = await admin.post("EntityDefinitions(LogicalName='account')/Attributes", {
      "@odata.type": `Microsoft.Dynamics.CRM.${kind}AttributeMetadata`,
      SchemaName: name,
      DisplayName: { LocalizedLabels: [{ Label: name, LanguageCode: 1033 }] },
      MaxSizeInKB: 9_000,
    });
    expect(made.status).toBe(204);
  }
  account = await admin.create("accounts", { name: "Files" });
});
afterAll(() => app.close());

const octets = { "content-type": "application/octet-stream" };
const column = () => `accounts(${account})/new_contract`;
/** More than two chunks. */
const large = Buffer.alloc(9_000_000);
for (let at = 0; at < large.length; at++) large[at] = (at * 7 + (at >> 8)) & 255;

describe("a file column", () => {
  test.each([
    ["small", Buffer.from("Zażółć")],
    ["of several chunks", large],
    ["of exactly one chunk", large.subarray(0, 4 * 1024 * 1024)],
  ])("takes and gives a file with uploadFile and downloadFile: %s", async (name, content) => {
    const key = { collection: "accounts", key: account, property: "new_contract" as const };
    await client.uploadFile({ ...key, fieldName: "new_contract", fileName: `${name}.pdf`, data: content } as never);
    const file = await client.downloadFile({ ...key, fieldName: "new_contract" } as never);
    expect([file.fileName, file.fileSize]).toEqual([`${name}.pdf`, content.length]);
    expect(Buffer.from(file.data as Uint8Array).equals(content)).toBe(true);
  });

  test("takes all at once, and gives the bytes themselves", async () => {
    const sent = await fetch(`${admin.base}${column()}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${admin.token}`, ...octets, "x-ms-file-name": "umowa%20%C4%85.txt" },
      body: "0123456789",
    });
    expect(sent.status).toBe(204);
    const whole = await admin.get(`${column()}/$value`);
    expect([whole.status, whole.text, whole.headers.get("x-ms-file-size")]).toEqual([200, "0123456789", "10"]);
    expect(whole.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''umowa%20%C4%85.txt");
    const part = await admin.get(`${column()}/$value`, { range: "bytes=3-5" });
    expect([part.status, part.text, part.headers.get("content-range")]).toEqual([206, "345", "bytes 3-5/10"]);
    const row = await admin.get(`accounts(${account})?$select=new_contract`);
    expect(row.json.new_contract).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is emptied, and undo brings the file back", async () => {
    const cleared = await admin.delete(column());
    expect(cleared.status).toBe(204);
    expect((await admin.get(column())).status).toBe(204);
    const OperationId = cleared.headers.get("leadwright-operation");
    expect((await admin.post("lw_UndoOperation", { OperationId, Mode: "all" })).status).toBe(200);
    expect((await admin.get(`${column()}/$value`)).text).toBe("0123456789");
  });

  test("takes blocks by the actions, in the order of the list", async () => {
    const Target = { "@odata.type": "Microsoft.Dynamics.CRM.account", accountid: account };
    const begun = await admin.post("InitializeFileBlocksUpload", {
      Target,
      FileAttributeName: "new_contract",
      FileName: "blocks.txt",
    });
    const { FileContinuationToken } = begun.json;
    for (const [BlockId, word] of [
      ["two", "World"],
      ["one", "Hello "],
    ] as const) {
      const BlockData = Buffer.from(word).toString("base64");
      expect((await admin.post("UploadBlock", { BlockId, BlockData, FileContinuationToken })).status).toBe(204);
    }
    const commit = { FileContinuationToken, FileName: "hello.txt", MimeType: "text/plain", BlockList: ["one", "two"] };
    const done = await admin.post("CommitFileBlocksUpload", commit);
    expect(done.json).toMatchObject({ FileSizeInBytes: 11, FileId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect((await admin.post("CommitFileBlocksUpload", commit)).status).toBe(404);
    const down = await admin.post("InitializeFileBlocksDownload", { Target, FileAttributeName: "new_contract" });
    expect(down.json).toMatchObject({ FileSizeInBytes: 11, FileName: "hello.txt", IsChunkingSupported: true });
    const token = down.json.FileContinuationToken;
    const block = await admin.post("DownloadBlock", { Offset: 6, BlockLength: 50, FileContinuationToken: token });
    expect(Buffer.from(block.json.Data, "base64").toString()).toBe("World");
    expect((await admin.post("DeleteFile", { FileId: done.json.FileId })).status).toBe(204);
    expect((await admin.get(column())).status).toBe(204);
  });

  test("is guarded by the rights on its row, and its limits", async () => {
    const { client: other } = await app.addUser("dan@example.com", "Sales Team Member");
    const begin = { "x-ms-transfer-mode": "chunked" };
    expect((await other.send("PATCH", `${column()}?x-ms-file-name=a`, { headers: begin })).status).toBe(403);
    const begun = await admin.send("PATCH", `${column()}?x-ms-file-name=a`, { headers: begin });
    const location = begun.headers.get("location") ?? "";
    const chunk = (range: string, by = admin) =>
      by.send("PATCH", location, { headers: { ...octets, "content-range": range }, body: "0123" });
    expect((await chunk("bytes 0-3/8", other)).status).toBe(404);
    expect((await chunk("bytes 4-7/8")).json.error.message).toBe("The next piece begins at byte 0, not 4.");
    expect((await chunk("bytes 0-9/10")).status).toBe(400);
    expect((await chunk("nonsense")).status).toBe(400);
    expect((await chunk("bytes 0-3/8")).status).toBe(206);
    expect((await admin.get(column())).status).toBe(204);
    expect((await chunk("bytes 4-7/8")).status).toBe(204);
    expect((await chunk("bytes 4-7/8")).status).toBe(404);
    expect((await admin.get(`${column()}/$value`)).text).toBe("01230123");
    const tooLarge = await admin.send("PATCH", column(), { headers: octets, body: "x".repeat(9_216_001) });
    expect([tooLarge.status, tooLarge.json.error.code]).toEqual([413, "0x80044a02"]);
    const { json } = await admin.get(`accounts(${account})?$select=new_contract`);
    const second = await admin.post("accounts", { name: "Thief", new_contract: json.new_contract });
    expect(second.status).toBe(400);
    expect((await admin.send("PATCH", `accounts(${account})/name`, { headers: octets, body: "x" })).status).toBe(405);
  });
});

test("an image is written and read as base64, where it is asked for", async () => {
  const image = Buffer.from("not really a picture").toString("base64");
  const id = await admin.create("accounts", { name: "Logo", new_logo: image });
  expect((await admin.get(`accounts(${id})?$select=new_logo`)).json.new_logo).toBe(image);
  expect((await admin.get(`accounts(${id})`)).json).not.toHaveProperty("new_logo");
  expect((await admin.get(`accounts(${id})/new_logo/$value?size=full`)).text).toBe("not really a picture");
  expect((await admin.patch(`accounts(${id})`, { new_logo: null })).status).toBe(204);
  expect((await admin.get(`accounts(${id})?$select=new_logo`)).json.new_logo).toBeNull();
  expect((await admin.post("accounts", { name: "Logo", new_logo: "%%%" })).status).toBe(400);
});

test("a note's document comes and goes in blocks", async () => {
  const begun = await admin.post("InitializeAnnotationBlocksUpload", {
    Target: {
      "@odata.type": "Microsoft.Dynamics.CRM.annotation",
      subject: "In blocks",
      filename: "note.txt",
      mimetype: "text/plain",
      "objectid_account@odata.bind": `/accounts(${account})`,
    },
  });
  const { FileContinuationToken } = begun.json;
  const BlockData = Buffer.from("Document").toString("base64");
  await admin.post("UploadBlock", { BlockId: "a", BlockData, FileContinuationToken });
  const done = await admin.post("CommitAnnotationBlocksUpload", {
    Target: { "@odata.type": "Microsoft.Dynamics.CRM.annotation", filename: "note.txt", mimetype: "text/plain" },
    BlockList: ["a"],
    FileContinuationToken,
  });
  const annotationid = done.json.AnnotationId;
  const note = await admin.get(`annotations(${annotationid})?$select=documentbody,filename,filesize,_objectid_value`);
  expect(note.json).toMatchObject({
    documentbody: BlockData,
    filename: "note.txt",
    filesize: 8,
    _objectid_value: account,
  });
  const Target = { "@odata.type": "Microsoft.Dynamics.CRM.annotation", annotationid };
  const down = await admin.post("InitializeAnnotationBlocksDownload", { Target });
  const token = down.json.FileContinuationToken;
  const block = await admin.post("DownloadBlock", { Offset: 0, BlockLength: 4, FileContinuationToken: token });
  expect(Buffer.from(block.json.Data, "base64").toString()).toBe("Docu");
});
