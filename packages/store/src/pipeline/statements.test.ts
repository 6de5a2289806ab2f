import { describe, expect, it } from "vitest";
import { StatementCache } from "./statements.ts";

describe("StatementCache", () => {
  it("names what comes back, the same each time, and nothing that is asked for once", () => {
    const cache = new StatementCache();
    const shapes = [1, 2, 3, 4].map(() => cache.get("a", () => "select 1"));
    expect(shapes.map(({ name }) => name !== undefined)).toEqual([false, false, true, true]);
    expect(shapes[3]).toBe(shapes[2]);
    expect(cache.get("b", () => "select 2").name).toBeUndefined();
  });

  it("names a bounded number, however many shapes a caller thinks up", () => {
    const cache = new StatementCache();
    const names = new Set<string>();
    for (let key = 0; key < 5_000; key++) {
      for (let time = 0; time < 4; time++) {
        const { name, text } = cache.get(String(key), () => `select ${key}`);
        expect(text).toBe(`select ${key}`);
        if (name) names.add(name);
      }
    }
    expect(names.size).toBe(400);
  });
});
