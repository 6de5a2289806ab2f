import { afterAll, beforeAll, expect, it } from "vitest";
import { silentLog as log } from "../testing/index.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import { type Recurring, repeat, runWhenDue } from "./recurring.ts";

let org: TestOrganisation;
beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));

function hourly(name: string): Recurring & { runs: number } {
  return {
    name,
    runs: 0,
    due: async (now) => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000),
    async run(work) {
      await work.enqueue("record-changed", { name });
      this.runs += 1;
    },
  };
}

it("what is due runs once each time, however many servers look, and a time that was missed is made up for once", async () => {
  const stores = [org.store, await org.another(), await org.another()];
  const each = hourly("often");
  const look = (now: Date) =>
    Promise.all(stores.flatMap((store) => [runWhenDue(store, each, now), runWhenDue(store, each, now)]));
  expect((await look(at(1))).filter(Boolean)).toHaveLength(1);
  expect((await look(at(1))).filter(Boolean)).toHaveLength(0);
  expect((await look(at(9))).filter(Boolean)).toHaveLength(1);
  // A clock that goes back does not make it run again.
  expect((await look(at(5))).filter(Boolean)).toHaveLength(0);
  const jobs = await org.store.sql("select from pgboss.job_common where data ->> 'name' = 'often'");
  expect(jobs).toHaveLength(2);
});

it("what could not be begun is tried again, and what is not due is left", async () => {
  const failing = { ...hourly("failing"), run: async () => Promise.reject(new Error("not now")) };
  await expect(runWhenDue(org.store, failing, at(1))).rejects.toThrow("not now");
  expect(await runWhenDue(org.store, hourly("failing"), at(1))).toBe(true);
  expect(await runWhenDue(org.store, { ...hourly("never"), due: async () => undefined }, at(1))).toBe(false);
});

it("goes on until it is stopped", async () => {
  let looks = 0;
  const counting: Recurring = {
    name: "counting",
    due: async () => {
      looks += 1;
      if (looks === 2) throw new Error("the database is away");
      return undefined;
    },
    run: async () => {},
  };
  const stop = repeat(org.store, counting, log, 5);
  await expect.poll(() => looks).toBeGreaterThan(3);
  await stop();
  const before = looks;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(looks).toBe(before);
});
