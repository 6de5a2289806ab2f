import { refusal, type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { emptyBin } from "./empty-bin.ts";
import { firstFailures } from "./failed-rows.ts";
import { previewImport } from "./preview-import.ts";
import { resumeImport } from "./stop-import.ts";
import { importText, outcomeOf, upload } from "./testing/import-text.ts";
import { importUndo, undoImport } from "./undo-import.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const columns = { Topic: { to: "subject" }, Name: { to: "lastname" } };

it("takes back what was created and changed, keeps what was changed since, and says so", async () => {
  const { store, seller } = organisation;
  const make = (lastname: string) =>
    store.change(seller, async (work) => (await work.create("lead", { subject: "before", lastname })).id);
  const [plain, touched] = [await make("Plain"), await make("Touched")];
  const text = `Id,Topic,Name\n${plain},after,Plain\n${touched},after,Touched\n,new,One\n,new,Two\n,new,Used\n`;
  const map = { columns: { ...columns, Id: { to: "leadid" } } };
  const { id } = await importText(store, seller, text, map);
  expect(await outcomeOf(store, id)).toMatchObject({ status: 4, created: 3, updated: 2 });
  await store.change(seller, (work) => work.update("lead", touched, { subject: "mine" }));

  const undo = await undoImport(store, seller, id);
  expect(undo).toMatchObject({ isRunning: false, undone: 4, keptCount: 1, kept: [{ id: touched, code: "changed" }] });
  expect(await importUndo(store, seller, id)).toEqual(undo);
  const leads = await store.sql("select subject, lastname from crm.lead order by lastname");
  expect(leads).toEqual([
    { subject: "before", lastname: "Plain" },
    { subject: "mine", lastname: "Touched" },
  ]);
  expect(await outcomeOf(store, id)).toMatchObject({ status: 8 });

  // It is no obstacle to importing the file once more, and nothing is taken back twice.
  expect((await previewImport(store, seller, await upload(store, seller, text))).earlier).toEqual([]);
  expect((await refusal(undoImport(store, seller, id))).key).toBe("importNotUndoable");
  expect((await refusal(resumeImport(store, seller, id))).key).toBe("importNotStopped");
});

it("takes a large one back as a job, all of its transactions", async () => {
  const { store, seller } = organisation;
  const rows = Array.from({ length: 2_500 }, (_, i) => `large,L${i}\n`).join("");
  const { id } = await importText(store, seller, `Topic,Name\n${rows}`, { columns });
  const undo = await undoImport(store, seller, id);
  expect(undo).toMatchObject({ isRunning: true, undone: 0, total: 2_500 });
  expect(await outcomeOf(store, id)).toMatchObject({ status: 7 });
  await store.runUndo({ undoId: undo.undoId }, new AbortController().signal);
  expect(await importUndo(store, seller, id)).toMatchObject({ isRunning: false, undone: 2_500, keptCount: 0 });
  expect(await store.sql("select 1 from crm.lead where subject = 'large' limit 1")).toEqual([]);
  expect(await outcomeOf(store, id)).toMatchObject({ status: 8 });
});

it("is refused to others, and leaves the import as it was", async () => {
  const { store, seller, southSeller } = organisation;
  const { id } = await importText(store, seller, "Topic,Name\nnot yours,A\n", { columns });
  expect((await refusal(undoImport(store, southSeller, id))).key).toBe("privilegeDenied");
  expect((await refusal(importUndo(store, seller, id))).key).toBe("importNotUndoable");
  const none = await importText(store, seller, "Topic,Name\nnothing,\n", { columns });
  expect((await refusal(undoImport(store, seller, none.id))).key).toBe("undoUnknown");
  expect(await outcomeOf(store, none.id)).toMatchObject({ status: 4, failed: 1 });
});

it("comes back out of the bin with its file and its failed rows, until the bin forgets it", async () => {
  const { store, seller } = organisation;
  const { id } = await importText(store, seller, "Topic,Name\nkept,A\nfails,\n", { columns });
  const operation = crypto.randomUUID();
  const remove = () => store.change({ ...seller, operation }, (work) => work.remove("importfile", id));
  const files = () =>
    store.sql("select 1 from app.file f join crm.importfile i on i.lw_fileid = f.fileid where importfileid = $1", [id]);
  await remove();
  await emptyBin(store);
  await store.undo(seller).undo({ operation, mode: "all" });
  expect(await files()).toHaveLength(1);
  expect(await firstFailures(store, seller, id, 10)).toHaveLength(1);

  const [before] = await store.sql<{ files: number }>("select count(*)::int as files from app.file");
  await store.change(seller, (work) => work.remove("importfile", id));
  await store.sql("update app.bin set at = now() - interval '31 days' where recordid = $1", [id]);
  await emptyBin(store);
  expect(await store.sql("select count(*)::int as files from app.file")).toEqual([{ files: (before?.files ?? 0) - 1 }]);
  expect(await store.sql("select 1 from app.importerror where importfileid = $1", [id])).toEqual([]);
});
