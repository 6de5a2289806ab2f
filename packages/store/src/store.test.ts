import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, openStoreOn } from "./store.ts";
import { systemCaller } from "./system-caller.ts";
import { refusal } from "./testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "./testing/test-organisation.ts";
import { silentLog as log } from "./testing/test-server.ts";
import type { RecordChanged, Store } from "./types.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const payload = (table: string, values = {}) => ({
  table,
  id: undefined,
  values,
  links: {},
  parents: [],
  children: [],
});
const open = () => openStoreOn(org.database.config, { rules: [], log, kind: "server" });

async function within<Result>(milliseconds: number, action: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("It took too long")), milliseconds);
  });
  try {
    return await Promise.race([action, late]);
  } finally {
    clearTimeout(timer);
  }
}

describe("a store", () => {
  it("reads what it wrote, under the caller's rights", async () => {
    const { id, version } = await org.store.create(org.seller, payload("lead", { subject: "s", lastname: "Nowak" }));
    const lead = org.store.schema.tables.get("lead");
    const column = lead?.columns.get("fullname");
    if (!column) throw new Error("No such column");
    const tree = {
      table: "lead",
      select: [column],
      filter: undefined,
      orderBy: [],
      top: undefined,
      count: true,
      expand: [],
    };
    const annotations = { formattedValue: false, lookupLogicalName: false, navigationProperty: false };
    const shape = { annotations, baseUrl: "http://localhost/api/data/v9.2/", pageSize: 10 };
    const record = await org.store.readRecord(org.seller, tree, id, shape);
    expect(record.version).toBe(version);
    expect(JSON.parse(record.json)).toMatchObject({ leadid: id, fullname: "Nowak", "@odata.etag": `W/"${version}"` });
    const page = await org.store.readPage(org.seller, tree, shape);
    expect(page.count).toBeGreaterThan(0);
    expect((await org.store.readPage(org.southSeller, tree, shape)).rows).toEqual([]);
  });

  it("runs the job that follows a change, and only when it was committed", async () => {
    const store = await open();
    const seen: RecordChanged[] = [];
    const done = new Promise<void>((resolve) => {
      void store.jobs.work<RecordChanged>("record-changed", async (change) => {
        seen.push(change);
        if (change.columns.includes("telephone3")) resolve();
      });
    });
    const undone = store.change(org.seller, async (work) => {
      await work.create("lead", { subject: "s", lastname: "l", telephone2: "never" });
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await store.create(org.seller, payload("lead", { subject: "s", lastname: "l", telephone3: "now" }));
    await within(10_000, done);
    expect(seen.some(({ columns }) => columns.includes("telephone2"))).toBe(false);
    await store.close();
  });

  it("lets requests end when it is closed, takes no new ones, and closes once", async () => {
    const store = await open();
    let slow: Promise<unknown> = Promise.resolve();
    await new Promise<void>((started) => {
      slow = store.change(org.seller, async (work) => {
        const made = await work.create("lead", { subject: "s", lastname: "Slow" });
        started();
        await work.sql("select pg_sleep(0.3)");
        return made;
      });
    });
    const closing = Promise.all([store.close(), store.close()]);
    expect(await slow).toMatchObject({ id: expect.any(String) });
    await within(5_000, closing);
    await expect(store.create(org.seller, payload("lead", { subject: "s", lastname: "l" }))).rejects.toThrow();
  });

  it("tells a caller's errors in SQL that is no record's business", async () => {
    expect((await refusal(org.store.sql("select $1::uuid", ["x"]))).key).toBe("invalidArgument");
    await expect(org.store.sql("select nothing")).rejects.toThrow("nothing");
  });

  it("holds up against more changes at once than it has connections", async () => {
    const store = await openStoreOn(org.database.config, { rules: [], log, kind: "command", connections: 2 });
    const changes = Array.from({ length: 40 }, (_, index) =>
      store.change(org.seller, async (work) => {
        const { id } = await work.create("account", { name: `A${index}`, revenue: index });
        return work.create("lead", { subject: "s", lastname: "l", parentaccountid: { table: "account", id } });
      }),
    );
    expect(await within(20_000, Promise.all(changes))).toHaveLength(40);
    await store.close();
  });
});

describe("a data folder", () => {
  it("is opened by a server, joined by a command, and opened again", async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), "leadwright-store-"));
    const opened: Store[] = [];
    const openFolder = async (kind: "server" | "command") => {
      const store = await openStore({ dataFolder, kind, rules: [], log });
      opened.push(store);
      return store;
    };
    try {
      const server = await openFolder("server");
      const command = await openFolder("command");
      const { id } = await command.create(systemCaller, payload("competitor", { name: "Rival" }));
      expect(await server.sql("select name from crm.competitor where competitorid = $1", [id])).toEqual([
        { name: "Rival" },
      ]);
      await command.close();
      await server.close();
      const again = await openFolder("server");
      expect(await again.sql("select 1 as one from crm.competitor")).toHaveLength(1);
    } finally {
      for (const store of opened) await store.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  }, 60_000);
});
