import { refusal, type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { earlierImports } from "./earlier-imports.ts";
import { readImport } from "./import-records.ts";
import { stopAbandoned, takeRun } from "./import-runs.ts";
import { previewImport } from "./preview-import.ts";
import { startImport } from "./start-import.ts";
import { resumeImport, stopImport } from "./stop-import.ts";
import { importText, outcomeOf, runJob, upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const map = { columns: { Topic: { to: "subject" }, Name: { to: "lastname" } } };

function rowsOf(topic: string, count: number): string {
  return `Topic,Name\n${Array.from({ length: count }, (_, i) => `${topic},L${i}\n`).join("")}`;
}

async function countOf(topic: string): Promise<{ rows: number; names: number }> {
  const [counts] = await organisation.store.sql<{ rows: number; names: number }>(
    "select count(*)::int as rows, count(distinct lastname)::int as names from crm.lead where subject = $1",
    [topic],
  );
  return counts ?? { rows: 0, names: 0 };
}

async function untilRows(id: string, rows: number): Promise<void> {
  await expect
    .poll(async () => (await outcomeOf(organisation.store, id)).rows, { interval: 5, timeout: 20_000 })
    .toBeGreaterThanOrEqual(rows);
}

describe("stopping", () => {
  it("takes effect at once: no row comes after it, its run ends soon, and it can go on to the end", async () => {
    const { store, seller } = organisation;
    const id = await upload(store, seller, rowsOf("stop", 12_000));
    await startImport(store, seller, id, { map });
    const run = runJob(store, seller, id);
    await untilRows(id, 2_000);
    await stopImport(store, seller, id);
    const stopped = await outcomeOf(store, id);
    const asked = performance.now();
    expect(stopped).toMatchObject({ status: 6, error: null });
    expect(stopped.rows).toBeLessThan(12_000);
    await run;
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(await outcomeOf(store, id)).toEqual(stopped);
    expect(await countOf("stop")).toEqual({ rows: stopped.created, names: stopped.created });

    await resumeImport(store, seller, id);
    expect(await outcomeOf(store, id)).toMatchObject({ status: 1 });
    await runJob(store, seller, id);
    expect(await outcomeOf(store, id)).toMatchObject({ status: 4, created: 12_000, rows: 12_000 });
    expect(await countOf("stop")).toEqual({ rows: 12_000, names: 12_000 });
  });

  it("also before its turn, and while the file is still being read", async () => {
    const { store, seller } = organisation;
    const id = await upload(store, seller, rowsOf("early", 100));
    await startImport(store, seller, id, { map });
    await stopImport(store, seller, id);
    await runJob(store, seller, id);
    expect(await outcomeOf(store, id)).toMatchObject({ status: 6, rows: 0 });
    const run = await takeRun(store, await started("reading"), "server");
    expect(run).toBeDefined();
    const halted = new Promise((resolve) => run?.signal.addEventListener("abort", resolve));
    const [record] = await store.sql<{ id: string }>(
      "select importfileid as id from crm.importfile where lw_run = $1",
      [run?.id],
    );
    await stopImport(store, seller, record?.id ?? "");
    await halted;
    run?.release();
  });

  async function started(topic: string): Promise<string> {
    const { store, seller } = organisation;
    const id = await upload(store, seller, rowsOf(topic, 10));
    await startImport(store, seller, id, { map });
    return id;
  }

  it("is refused to who may not, and where there is nothing to stop or to go on with", async () => {
    const { store, seller, southSeller } = organisation;
    const id = await started("refuse");
    expect((await refusal(stopImport(store, southSeller, id))).key).toBe("privilegeDenied");
    expect((await refusal(resumeImport(store, seller, id))).key).toBe("importNotStopped");
    await runJob(store, seller, id);
    expect((await refusal(stopImport(store, seller, id))).key).toBe("importNotRunning");
    expect((await refusal(resumeImport(store, southSeller, id))).key).toBe("privilegeDenied");
  });

  it("a run that another took over from writes nothing more; one that is alive is not taken over from", async () => {
    const { store, seller } = organisation;
    const id = await started("over");
    const first = await takeRun(store, id, "server");
    await expect(runJob(store, seller, id)).rejects.toThrow("Another run");
    await store.sql("update crm.importfile set lw_aliveon = now() - interval '16 seconds' where importfileid = $1", [
      id,
    ]);
    const halted = new Promise((resolve) => first?.signal.addEventListener("abort", resolve));
    await runJob(store, seller, id);
    await halted;
    first?.release();
    expect(await outcomeOf(store, id)).toMatchObject({ status: 4, created: 10 });
    expect(await takeRun(store, id, "server")).toBeUndefined();
  });
});

describe("what nobody works on any more", () => {
  async function abandoned(runner: string, aliveOn: string, topic: string): Promise<string> {
    const { store, seller } = organisation;
    const id = await upload(store, seller, rowsOf(topic, 20));
    await startImport(store, seller, id, { map });
    await store.sql("delete from pgboss.job where name = 'import' and data ->> 'importFileId' = $1", [id]);
    await store.sql(
      `update crm.importfile set statuscode = 3, lw_run = gen_random_uuid(), lw_runner = $2,
              lw_aliveon = now() - $3::interval where importfileid = $1`,
      [id, runner, aliveOn],
    );
    return id;
  }

  it("is stopped, and can go on; what is at work is left alone", async () => {
    const { store, seller } = organisation;
    const { hostname } = await import("node:os");
    const silent = await abandoned("command 1 elsewhere", "31 seconds", "silent");
    // No process has this number: it is above what any system gives.
    const dead = await abandoned(`command 4999999 ${hostname()}`, "1 second", "dead");
    const alive = await abandoned(`command ${process.pid} ${hostname()}`, "1 second", "alive");
    const elsewhere = await abandoned("command 4999999 elsewhere", "1 second", "elsewhere");
    const queued = await upload(store, seller, rowsOf("queued", 20));
    await startImport(store, seller, queued, { map });
    await store.sql("update crm.importfile set lw_aliveon = now() - interval '1 hour' where importfileid = $1", [
      queued,
    ]);

    await stopAbandoned(store);
    const statuses = await Promise.all(
      [silent, dead, alive, elsewhere, queued].map(async (id) => (await outcomeOf(store, id)).status),
    );
    expect(statuses).toEqual([6, 6, 3, 3, 1]);
    await resumeImport(store, seller, dead);
    await runJob(store, seller, dead);
    expect(await outcomeOf(store, dead)).toMatchObject({ status: 4, created: 20 });
  });
});

describe("the same file", () => {
  it("is noticed by its content, in the same table only, for whoever has it", async () => {
    const { store, seller, southSeller, administrator } = organisation;
    const text = rowsOf("same", 30);
    const first = await upload(store, seller, text);
    expect((await previewImport(store, seller, first)).earlier).toEqual([]);
    await startImport(store, seller, first, { map });
    await runJob(store, seller, first);

    const again = await upload(store, seller, text);
    const [earlier, ...others] = (await previewImport(store, seller, again)).earlier;
    expect(earlier).toMatchObject({ id: first, by: "Sam Seller", imported: 30, rows: 30, status: 4, name: "test.csv" });
    expect(others).toEqual([]);
    expect(Date.now() - Date.parse(earlier?.createdOn ?? "")).toBeLessThan(60_000);

    const colleague = await upload(store, southSeller, text);
    const told = (await previewImport(store, southSeller, colleague)).earlier;
    expect(told).toMatchObject([{ id: first, imported: 30 }]);
    expect(told[0]).not.toHaveProperty("by");
    expect((await previewImport(store, seller, await upload(store, seller, `${text}same,one more\n`))).earlier).toEqual(
      [],
    );
    const accounts = await upload(store, administrator, text, "account");
    expect((await previewImport(store, administrator, accounts)).earlier).toEqual([]);
  });

  it("counts only where rows came of it", async () => {
    const { store, seller } = organisation;
    const text = "Topic,Name\nonly,\n";
    const { id } = await importText(store, seller, text, map);
    const record = await store.change(seller, (work) => readImport(work, id));
    expect(record.contentHash).toMatch(/^[\da-f]{64}$/);
    expect(await earlierImports(store, seller, { table: "lead", contentHash: record.contentHash })).toEqual([]);
  });
});
