import { customColumn } from "@leadwright/schema";
import { afterAll, beforeAll, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";

let org: TestOrganisation;
let id: string;
beforeAll(async () => {
  org = await testOrganisation();
  const table = org.store.schema.tables.get("lead");
  if (!table) throw new Error("lead");
  const column = customColumn(table, { name: "new_file", kind: "file", maxSize: 1 });
  await org.store.addColumn(org.administrator, "lead", column);
  ({ id } = await org.store.change(org.seller, (work) => work.create("lead", { subject: "s", lastname: "l" })));
});
afterAll(() => org?.close());

const place = () => ({ table: "lead", id, column: "new_file" });
const names = { name: "a.txt", mimeType: "text/plain" };

async function upload(...blocks: string[]): Promise<string> {
  const files = org.store.files(org.seller);
  const token = await files.begin(place(), names);
  for (const [index, block] of blocks.entries()) await files.addBlock(token, `b${index}`, Buffer.from(block));
  return (await files.finish(token)).id;
}

async function kept(): Promise<string[]> {
  await org.store.sql("update app.columnfile set seenat = seenat - interval '31 days'");
  await org.store.purgeBin();
  return (await org.store.sql<{ fileid: string }>("select fileid::text from app.columnfile")).map((row) => row.fileid);
}

it("reads any piece across the blocks", async () => {
  await upload("abc", "", "defg", "h");
  const files = org.store.files(org.seller);
  const file = await files.find(place());
  expect(file).toMatchObject({ ...names, size: 8 });
  for (let from = 0; from < 10; from++)
    for (let length = 0; length < 10; length++)
      expect((await files.read(file, from, length)).toString()).toBe("abcdefgh".slice(from, from + length));
});

it("refuses what is too large, blocks that did not come, columns without files, and other people's uploads", async () => {
  const files = org.store.files(org.seller);
  const token = await files.begin(place(), names);
  await files.addBlock(token, "a", Buffer.alloc(1_000));
  expect((await refusal(files.addBlock(token, "b", Buffer.alloc(25)))).key).toBe("fileTooLarge");
  await files.addBlock(token, "a", Buffer.alloc(1_024));
  expect((await refusal(files.finish(token, ["a", "c"]))).key).toBe("invalidArgument");
  expect((await refusal(files.finish(token, ["a", "a"]))).key).toBe("invalidArgument");
  expect((await refusal(org.store.files(org.administrator).finish(token))).key).toBe("uploadUnknown");
  expect((await refusal(files.begin({ ...place(), column: "subject" }, names))).key).toBe("invalidArgument");
  expect((await refusal(files.begin({ ...place(), column: "nothing" }, names))).key).toBe("noAttribute");
});

it("is kept while it is a value, or its row is in the bin; one that was replaced goes when the bin's time is over", async () => {
  const first = await upload("first");
  const second = await upload("second");
  expect(await org.store.sql("select 1 from app.columnfile where fileid = $1", [first])).toHaveLength(1);
  expect(await kept()).toEqual([second]);
  await org.store.change(org.administrator, (work) => work.remove("lead", id));
  expect(await kept()).toEqual([second]);
  await org.store.sql("update app.bin set at = at - interval '31 days'");
  expect(await kept()).toEqual([]);
});
