import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { startImport } from "./start-import.ts";
import { importText, outcomeOf, runJob, upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const map = { columns: { Topic: { to: "subject" }, Name: { to: "lastname" }, Staff: { to: "numberofemployees" } } };

/** Every 100th row is refused. */
function rowsOf(topic: string, count: number): string {
  const lines = Array.from({ length: count }, (_, i) => `${topic},L${i},${i % 100 === 7 ? "many" : i}`);
  return `Topic,Name,Staff\n${lines.join("\n")}\n`;
}

async function namesOf(topic: string): Promise<string[]> {
  const rows = await organisation.store.sql<{ lastname: string }>("select lastname from crm.lead where subject = $1", [
    topic,
  ]);
  return rows.map(({ lastname }) => lastname);
}

it("goes on where it was cut off: no row twice, none missing", async () => {
  const { store, seller } = organisation;
  const id = await upload(store, seller, rowsOf("cut", 4_500));
  await startImport(store, seller, id, { map });
  let cuts = 0;
  for (; ; cuts++) {
    const aborted = new AbortController();
    // Cut off somewhere behind the first batches of each run.
    const timer = setInterval(async () => {
      const { rows } = await outcomeOf(store, id);
      if (rows >= (cuts + 1) * 1000) aborted.abort(new Error("cut"));
    }, 5);
    try {
      await runJob(store, seller, id, aborted.signal);
      break;
    } catch (error) {
      expect(String(error)).toContain("cut");
    } finally {
      clearInterval(timer);
    }
  }
  expect(cuts).toBeGreaterThan(0);
  const result = await outcomeOf(store, id);
  expect(result).toMatchObject({ status: 4, created: 4_455, failed: 45, rows: 4_500 });
  expect(result.failures.map(({ row }) => row)).toEqual(Array.from({ length: 45 }, (_, i) => i * 100 + 9));
  const names = await namesOf("cut");
  expect(names).toHaveLength(4_455);
  expect(new Set(names).size).toBe(4_455);
});

it("stays whole when two runs of it cross", async () => {
  const { store, seller } = organisation;
  const id = await upload(store, seller, rowsOf("twice", 3_000));
  await startImport(store, seller, id, { map });
  const other = await organisation.another();
  const ends = await Promise.allSettled([runJob(store, seller, id), runJob(other, seller, id)]);
  // Whichever is behind stops with an error, and its next try has nothing left to do.
  await runJob(store, seller, id);
  expect(ends.some(({ status }) => status === "fulfilled")).toBe(true);
  expect(await outcomeOf(store, id)).toMatchObject({ status: 4, created: 2_970, failed: 30 });
  expect(new Set(await namesOf("twice")).size).toBe(2_970);
  expect(await namesOf("twice")).toHaveLength(2_970);
});

it("done once, it is not done again, nor when it was deleted before its turn", async () => {
  const { store, seller } = organisation;
  const { id } = await importText(store, seller, rowsOf("once", 10), map);
  await runJob(store, seller, id);
  expect(await namesOf("once")).toHaveLength(9 + 1 - 1);
  const gone = await upload(store, seller, rowsOf("gone", 10));
  await startImport(store, seller, gone, { map });
  await store.change(seller, (work) => work.remove("importfile", gone, { asSystem: true }));
  await runJob(store, seller, gone);
  expect(await namesOf("gone")).toHaveLength(0);
});

it("a second click finds it started", async () => {
  const { store, seller } = organisation;
  const id = await upload(store, seller, rowsOf("click", 10));
  const clicks = await Promise.allSettled([1, 2, 3].map(() => startImport(store, seller, id, { map })));
  expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const jobs = await store.sql("select 1 from pgboss.job where name = 'import' and data ->> 'importFileId' = $1", [id]);
  expect(jobs).toHaveLength(1);
});
