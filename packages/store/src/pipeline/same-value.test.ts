import type { Column, ColumnType, Value } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameStored } from "./same-value.ts";

const column = (type: ColumnType): Column => ({
  name: "c",
  schemaName: "C",
  type,
  label: "C",
  required: "None",
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
});

describe("sameStored", () => {
  it.each<[ColumnType, Value, Value, boolean]>([
    ["Money", 10.5, "10.50", true],
    ["Money", "0010", 10, true],
    ["Money", "-0.00", 0, true],
    ["Money", "922337203685477.5807", "922337203685477.5808", false],
    ["Decimal", "1.05", "1.5", false],
    ["BigInt", "7", 7, true],
    ["DateTime", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", true],
    ["DateTime", "2026-01-01", "2026-01-02", false],
    ["String", "a", "A", false],
    ["String", null, "", false],
    ["Boolean", false, null, false],
    ["Lookup", { table: "a", id: "1" }, { table: "a", id: "1" }, true],
    ["Customer", { table: "a", id: "1" }, { table: "b", id: "1" }, false],
    ["Lookup", { table: "a", id: "1" }, null, false],
  ])("%s: %o and %o", (type, a, b, expected) => {
    expect(sameStored(column(type), a, b)).toBe(expected);
    expect(sameStored(column(type), b, a)).toBe(expected);
  });

  it("takes what is left out as empty", () => {
    expect(sameStored(column("String"), undefined, null)).toBe(true);
    expect(sameStored(column("Integer"), undefined, 0)).toBe(false);
  });

  it("tells amounts of money apart by their cents", () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const text = `${b < 0 ? "-" : ""}${Math.floor(Math.abs(b) / 100)}.${String(Math.abs(b) % 100).padStart(2, "0")}`;
        expect(sameStored(column("Money"), a / 100, text)).toBe(a === b || (a === 0 && b === 0));
      }),
    );
  });
});
