import { expect, test } from "vitest";
import { runEach } from "./run-each.ts";

test("a failure does not keep the others from being done", async () => {
  const progress: number[] = [];
  const result = await runEach(
    [1, 2, 3],
    async (item) => {
      if (item === 2) throw new Error("two");
    },
    { onProgress: (finished) => progress.push(finished) },
  );
  expect(result.done).toEqual([1, 3]);
  expect(result.failed).toEqual([{ item: 2, error: new Error("two") }]);
  expect(result.left).toBe(0);
  expect(progress).toEqual([1, 2, 3]);
});

test("stopping lets the one under way finish and leaves the rest", async () => {
  const stop = new AbortController();
  const result = await runEach(
    [1, 2, 3],
    async (item) => {
      if (item === 1) stop.abort();
    },
    { signal: stop.signal },
  );
  expect(result).toEqual({ done: [1], failed: [], left: 2 });
});
