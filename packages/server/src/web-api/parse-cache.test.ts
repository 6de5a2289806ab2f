import { standardSchema } from "@leadwright/schema";
import { describe, expect, test } from "vitest";
import { ParseCache } from "./parse-cache.ts";

const schema = standardSchema();
const one = "0195c0de-0000-7000-8000-000000000001";
const other = "0195C0DE-0000-7000-8000-00000000000F";

describe("ParseCache", () => {
  test("gives the same tree for the same list", () => {
    const cache = new ParseCache();
    const path = "leads?$select=fullname&$filter=statecode eq 0";
    expect(cache.parse(schema, "GET", path)).toBe(cache.parse(schema, "GET", path));
  });

  test("gives records of one shape the same tree and each its own id", () => {
    const cache = new ParseCache();
    const a = cache.parse(schema, "GET", `leads(${one})?$select=fullname`);
    const b = cache.parse(schema, "GET", `leads(${other})?$select=fullname`);
    expect(a).toMatchObject({ kind: "record", target: { table: "lead", id: one } });
    expect(b).toMatchObject({ kind: "record", target: { table: "lead", id: other.toLowerCase() } });
    expect(a.kind === "record" && b.kind === "record" && a.query === b.query).toBe(true);
  });

  test("forgets when the schema changes", () => {
    const cache = new ParseCache();
    const before = cache.parse(schema, "GET", "leads");
    expect(cache.parse(standardSchema(undefined, 1), "GET", "leads")).not.toBe(before);
  });

  test("names what was asked for when it refuses, not what it looked up", () => {
    const cache = new ParseCache();
    expect(() => cache.parse(schema, "GET", `foos(${one})`)).toThrow(`'foos(${one})'`);
    expect(() => cache.parse(schema, "GET", `leads(${one})?$select=nix`)).toThrow("'nix'");
  });

  test("does not grow without end", () => {
    const cache = new ParseCache();
    const kept = cache.parse(schema, "GET", "leads");
    for (let index = 0; index < 1999; index++) cache.parse(schema, "GET", `leads?$top=${index}`);
    expect(cache.parse(schema, "GET", "leads")).toBe(kept);
    for (let index = 0; index < 2000; index++) cache.parse(schema, "GET", `contacts?$top=${index}`);
    expect(cache.parse(schema, "GET", "leads")).not.toBe(kept);
  });
});
