import { type Caller, Depth } from "@leadwright/store";
import { refusal, type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { failedRows } from "./failed-rows.ts";
import { receiveImportContent } from "./import-content.ts";
import { previewImport } from "./preview-import.ts";
import { runImportJob } from "./run-import-job.ts";
import { startImport } from "./start-import.ts";
import { bytes, importText, upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const text = "Topic,Name,Extra\nA,B,C\n";
const columns = { Topic: { to: "subject" }, Name: { to: "lastname" } };

/** The caller, but without the right to create leads. */
function withoutCreate(caller: Caller): Caller {
  const { principal } = caller;
  const depth: typeof principal.depth = (table, right) =>
    table === "lead" && right === "create" ? Depth.None : principal.depth(table, right);
  return { ...caller, principal: { ...principal, depth } };
}

it("is refused before it starts to those who may not create such rows", async () => {
  const { store, seller } = organisation;
  const id = await upload(store, seller, text);
  const error = await refusal(startImport(store, withoutCreate(seller), id, { map: { columns } }));
  expect(error.key).toBe("privilegeDenied");
  expect(await store.sql("select 1 from pgboss.job where data ->> 'importFileId' = $1", [id])).toHaveLength(0);
});

it("adds columns and choices for administrators only, and says which", async () => {
  const { store, seller, administrator } = organisation;
  const id = await upload(store, seller, text);
  const error = await refusal(startImport(store, seller, id, { map: { columns, rest: "create" } }));
  expect(error.message).toBe("Only an administrator may add columns. These would be new: Extra.");

  const map = { columns: { ...columns, Extra: { to: "leadsourcecode", addChoices: true } } };
  expect(await importText(store, seller, text, map)).toMatchObject({
    status: 5,
    rows: 0,
    error: "Only an administrator may add choices. 'Extra' has values that are none yet: C.",
  });
  expect(await importText(store, administrator, text, map)).toMatchObject({ status: 4, created: 1 });
  // Now that it is one, anybody may use it.
  expect(await importText(store, seller, text, map)).toMatchObject({ status: 4, created: 1 });
});

it("suggests no new choices to those who may not add them", async () => {
  const { store, seller, administrator } = organisation;
  const file = "Lead Source\nX\n";
  const suggested = async (caller: Caller) => {
    const preview = await previewImport(store, caller, await upload(store, caller, file));
    return [preview.mayCustomise, preview.columns[0]?.suggestion?.target];
  };
  expect(await suggested(seller)).toEqual([false, { to: "leadsourcecode" }]);
  expect(await suggested(administrator)).toEqual([true, { to: "leadsourcecode", addChoices: true }]);
});

it("is nobody else's: not its content, its preview, its start, its failed rows", async () => {
  const { store, seller, southSeller, member } = organisation;
  const id = await upload(store, seller, text);
  for (const other of [southSeller, member]) {
    for (const action of [
      () => receiveImportContent(store, other, id, "theirs.csv", bytes("a\n1\n")),
      () => previewImport(store, other, id),
      () => startImport(store, other, id, { map: { columns } }),
      () => failedRows(store, other, id).next(),
    ]) {
      expect((await refusal(action())).key).toBe("privilegeDenied");
    }
  }
  expect((await previewImport(store, seller, id)).columns.map(({ heading }) => heading)).toEqual([
    "Topic",
    "Name",
    "Extra",
  ]);
});

it("does not let a caller point an import at another file of the database", async () => {
  const { store, seller } = organisation;
  const id = await upload(store, seller, text);
  const read = () => store.sql("select lw_fileid, lw_mapping from crm.importfile where importfileid = $1", [id]);
  const before = await read();
  const values = { lw_fileid: crypto.randomUUID(), lw_mapping: "{}", lw_encoding: "utf16le" };
  await store.change(seller, (work) => work.update("importfile", id, values));
  expect(await read()).toEqual(before);
});

it("fails with a word when its user is no more", async () => {
  const { store, seller } = organisation;
  const id = await upload(store, seller, text);
  await startImport(store, seller, id, { map: { columns } });
  await runImportJob(store, { importFileId: id, userId: crypto.randomUUID() }, { runner: "server" });
  const [record] = await store.sql<{ statuscode: number; lw_error: string }>(
    "select statuscode, lw_error from crm.importfile where importfileid = $1",
    [id],
  );
  expect(record).toMatchObject({ statuscode: 5, lw_error: expect.stringMatching(/.+/) });
});
