import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";

/** One code for all that can be wrong with a file: with one that is imported, with a backup. */
const shared: ReadonlySet<string> = new Set(["0x8F000009", "0x8F000018"]);

test("a code of our own means one thing", () => {
  const keys = new Map<string, string[]>();
  for (const [key, { code }] of Object.entries(catalogue)) keys.set(code, [...(keys.get(code) ?? []), key]);
  const twice = [...keys].filter(([code, used]) => code.startsWith("0x8F") && !shared.has(code) && used.length > 1);
  expect(twice).toEqual([]);
});
