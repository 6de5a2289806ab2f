/** Undo and the bin over the Web API. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
});
afterAll(() => app.close());

const operationOf = (answer: { headers: Headers }) => answer.headers.get("leadwright-operation") ?? "";

test("a change is taken back, and the taking back too", async () => {
  const { admin } = app;
  const id = await admin.create("accounts", { name: "One" });
  const OperationId = operationOf(await admin.patch(`accounts(${id})`, { name: "Two" }));
  const nameNow = async () => (await admin.get(`accounts(${id})?$select=name`)).json.name;
  const back = await admin.post("lw_UndoOperation", { OperationId });
  expect(back.json).toMatchObject({ Undone: 1, Left: 0, Kept: [] });
  expect(await nameNow()).toBe("One");
  expect((await admin.post("lw_UndoOperation", { OperationId })).status).toBe(409);
  await admin.post("lw_UndoOperation", { OperationId: back.json.UndoOperationId });
  expect(await nameNow()).toBe("Two");
  const target = encodeURIComponent(`{'@odata.id':'accounts(${id})'}`);
  const history = await admin.get(`RetrieveRecordChangeHistory(Target=@p1)?@p1=${target}`);
  const [redone] = history.json.AuditDetailCollection.AuditDetails;
  expect(redone.AuditRecord).toMatchObject({ lw_records: 1, lw_undoneby: null });
});

test("the bin is read page by page, and rows come back", async () => {
  const { admin } = app;
  for (let place = 0; place < 53; place++)
    await admin.delete(`accounts(${await admin.create("accounts", { name: `Bin ${place}` })})`);
  const search = encodeURIComponent("'bin'");
  const first = (await admin.get(`lw_RetrieveBin(Search=@s)?@s=${search}`)).json;
  expect(first.Rows).toHaveLength(50);
  expect(first.Rows[0]).toMatchObject({
    Name: "Bin 52",
    Table: "account",
    DeletedByName: "Ada Admin",
    Others: [],
    Together: 1,
  });
  const second = (await admin.get(`lw_RetrieveBin(Search=@s,After=@a)?@s=${search}&@a='${first.Next}'`)).json;
  expect(second.Rows.map(({ Name }: { Name: string }) => Name)).toEqual(["Bin 2", "Bin 1", "Bin 0"]);
  expect(second.Next).toBeNull();
  const { BinId, Id } = first.Rows[0];
  expect((await admin.post("lw_RestoreFromBin", { BinIds: [BinId] })).json).toMatchObject({ Undone: 1, Kept: [] });
  expect((await admin.get(`accounts(${Id})?$select=name`)).json.name).toBe("Bin 52");
});

test("what makes no sense is refused in words", async () => {
  const { admin } = app;
  const OperationId = crypto.randomUUID();
  for (const body of [
    {},
    { OperationId: 1 },
    { OperationId, Mode: "some" },
    { OperationId, Target: "x" },
    { OperationId, Without: ["x"] },
  ]) {
    expect((await admin.post("lw_UndoOperation", body)).status).toBe(400);
  }
  expect((await admin.post("lw_UndoOperation", { OperationId })).status).toBe(404);
  for (const BinIds of [undefined, [], [1], "x"])
    expect((await admin.post("lw_RestoreFromBin", { BinIds })).status).toBe(400);
  expect((await admin.post("lw_RestoreFromBin", { BinIds: ["x"] })).status).toBe(404);
  expect((await admin.get(`lw_UndoProgress(UndoOperationId=${OperationId})`)).status).toBe(404);
  expect((await admin.get("lw_RetrieveBin(After=@a)?@a='x'")).status).toBe(404);
  expect((await admin.get("lw_RetrieveUndoRuns()")).json.Runs).toEqual([]);
});
