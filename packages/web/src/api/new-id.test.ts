import { expect, test } from "vitest";
import { newId } from "./new-id.ts";

test("an id is a UUID of version 7 that begins with its time, and no two are the same", () => {
  const ids = Array.from({ length: 500 }, () => newId(0x0190a0b01111));
  for (const id of ids) expect(id).toMatch(/^0190a0b0-1111-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});
