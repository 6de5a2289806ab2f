import { describe, expect, it } from "vitest";
import { isId, newId } from "./uuid.ts";

describe("newId", () => {
  it("has the shape of a UUIDv7 that holds the time", () => {
    const now = Date.now() + 10_000;
    const id = newId(now);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isId(id)).toBe(true);
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now);
  });

  it("rises strictly, also past 4,096 in a millisecond and when the clock goes back", () => {
    const start = Date.now() + 20_000;
    const ids = Array.from({ length: 10_000 }, (_, index) => newId(start - (index % 7)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });
});
