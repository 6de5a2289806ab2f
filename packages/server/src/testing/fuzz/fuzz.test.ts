import { expect, it } from "vitest";
import { startSetUpApp } from "../test-app.ts";
import { fuzzRun } from "./fuzz-run.ts";
import { goodReads } from "./good-reads.ts";
import { goodAdministration, goodWrites } from "./good-writes.ts";
import { buildWorld, type FuzzTarget } from "./world.ts";

const requests = Number(process.env.LEADWRIGHT_FUZZ_REQUESTS ?? 3_000);
const seed = Number(process.env.LEADWRIGHT_FUZZ_SEED ?? Date.now() % 1_000_000);

async function withTarget(test: (target: FuzzTarget) => Promise<void>): Promise<void> {
  const app = await startSetUpApp();
  const { origin, admin, addUser } = app;
  try {
    await test({ origin, admin, addUser, lastLog: () => JSON.stringify(app.logged.at(-1)) });
  } finally {
    await app.close();
  }
}

it("what is mutated is good", () =>
  withTarget(async (target) => {
    const { reader, writer, admin, ids } = await buildWorld(target, 1);
    const refused: string[] = [];
    for (const { path, options } of goodReads(ids)) {
      const query = new URLSearchParams(options).toString();
      const { status, text } = await reader.get(`${path}${query === "" ? "" : `?${query}`}`);
      if (status >= 300) refused.push(`${path} ${JSON.stringify(options)} -> ${status} ${text}`);
    }
    const writes = goodWrites(ids);
    for (const [n, { method, path, body, headers = {} }] of [...writes, ...goodAdministration(ids)].entries()) {
      const { status, text } = await (n < writes.length ? writer : admin).send(method, path, { body, headers });
      if (status >= 300) refused.push(`${method} ${path} -> ${status} ${text}`);
    }
    expect(refused).toEqual([]);
  }));

it(
  `${requests} mutated requests find no fault and show no hidden row (LEADWRIGHT_FUZZ_SEED=${seed})`,
  () =>
    withTarget(async (target) => {
      const { faults, ...figures } = await fuzzRun(target, { requests, seed });
      expect(faults).toEqual([]);
      expect(figures.requests).toBe(requests);
      // Mutations leave much that is right.
      expect(figures.statuses[200]).toBeGreaterThan(requests / 10);
      expect(figures.statuses[204]).toBeGreaterThan(requests / 100);
      console.log(`fuzz test: ${JSON.stringify({ seed, ...figures })}`);
    }),
  5 * 60_000,
);
