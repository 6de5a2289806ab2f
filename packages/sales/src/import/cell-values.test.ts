import { AppError, type Column, standardSchema, type Table } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellReader, readDate, readNumber } from "./cell-values.ts";

const lead = standardSchema().tables.get("lead") as Table;
const reader = (column: string) => cellReader(lead, lead.columns.get(column) as Column, {});

describe("readNumber", () => {
  it.each([
    ["5", 5],
    ["-2.50", -2.5],
    ["1,234.56", 1234.56],
    ["1.234,56", 1234.56],
    ["1 234,56", 1234.56],
    ["1\u00a0234,56 zł", 1234.56],
    ["$1,000", 1000],
    ["1,5", 1.5],
    ["1.125", 1.125],
    ["1.234.567", 1234567],
    ["€ 12", 12],
    ["PLN 12,5", 12.5],
    ["1e3", 1000],
  ])("%s", (text, value) => {
    expect(readNumber(text, ".")).toBe(value);
  });

  it.each([
    ["1,234", 1234, 1.234],
    ["1.234", 1.234, 1234],
    ["-12,345", -12345, -12.345],
  ])("asks what %s means", (text, withDot, withComma) => {
    expect([readNumber(text, undefined), readNumber(text, "."), readNumber(text, ",")]).toEqual([
      "open",
      withDot,
      withComma,
    ]);
  });

  it.each(["1,5", "1.5", "0,123", "1,234.5", "1.234.567", "1234,567"])("reads %s in one way only", (text) => {
    const read = readNumber(text, undefined);
    expect(read).toEqual(expect.any(Number));
    expect([readNumber(text, "."), readNumber(text, ",")]).toEqual([read, read]);
  });

  it.each(["", "abc", "1-2", "--1", "1,2,x", ".", "NaN", "Infinity", "0x10"])("refuses %j", (text) => {
    expect(readNumber(text, ".")).toBeUndefined();
  });

  it("reads back any number that JavaScript writes", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (n) => readNumber(String(n), ".") === n || n === 0,
      ),
    );
  });
});

describe("readDate", () => {
  it.each([
    ["2024-02-29", "2024-02-29"],
    ["2024/2/29", "2024-02-29"],
    ["29.02.2024", "2024-02-29"],
    ["1.3.2024", "2024-03-01"],
    ["29/02/2024", "2024-02-29"],
    ["12/31/2024", "2024-12-31"],
    ["5/5/2024", "2024-05-05"],
    ["45351", "2024-02-29"],
    ["45351.75", "2024-02-29"],
    ["2024-02-29T23:30:00+05:00", "2024-02-29"],
  ])("day of %s", (text, day) => {
    expect(readDate(text, true, undefined)).toBe(day);
  });

  it.each([
    ["2024-02-29 10:20", "2024-02-29T10:20:00Z"],
    ["2024-02-29T01:00:00+07:00", "2024-02-28T18:00:00Z"],
    ["29.02.2024 10:20:30", "2024-02-29T10:20:30Z"],
    ["12/31/2024 5:30 PM", "2024-12-31T17:30:00Z"],
    ["12/31/2024 12:05 am", "2024-12-31T00:05:00Z"],
    ["45351.75", "2024-02-29T18:00:00Z"],
  ])("time of %s", (text, time) => {
    expect(readDate(text, false, undefined)).toBe(time);
  });

  it("asks whether the day or the month comes first, and holds on to the answer", () => {
    expect(["03/04/2025", "3-4-2025"].map((text) => readDate(text, true, undefined))).toEqual(["open", "open"]);
    expect(readDate("03/04/2025", true, "dmy")).toBe("2025-04-03");
    expect(readDate("03/04/2025", true, "mdy")).toBe("2025-03-04");
    expect(readDate("31/12/2025", true, "mdy")).toBeUndefined();
    expect(readDate("12/31/2025", true, "dmy")).toBeUndefined();
    expect(readDate("03.04.2025", true, "mdy")).toBe("2025-04-03");
  });

  it.each(["31.02.2024", "2023-02-29", "13/13/2024", "12.31.2024", "soon", "2024", "99999-01-01", "1/2/2024 13:00 PM"])(
    "refuses %s",
    (text) => {
      expect(readDate(text, true, "dmy")).toBeUndefined();
    },
  );

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readDate(text, true, undefined);
      }),
    );
  });
});

describe("cellReader", () => {
  it("takes choices by label in three languages and by number", () => {
    const read = reader("leadsourcecode");
    expect([read("Web"), read("web "), read("8")]).toEqual([8, 8, 8]);
    expect(read("Trade Show")).toBe(read("Targi"));
    expect(() => read("Carrier pigeon")).toThrow(AppError);
  });

  it("takes yes and no in three languages, and the labels of the column", () => {
    const read = reader("donotemail");
    expect(["Yes", "tak", "có", "1", "Do Not Allow"].map(read)).toEqual([true, true, true, true, true]);
    expect(["No", "nie", "không", "0", "Allow"].map(read)).toEqual([false, false, false, false, false]);
    expect(() => read("maybe")).toThrow(/maybe/);
  });

  it("names what does not fit", () => {
    expect(() => reader("numberofemployees")("2.5")).toThrow(/2\.5/);
    expect(() => reader("revenue")("a lot")).toThrow(/a lot/);
    expect(reader("subject")(" kept as it is ")).toBe(" kept as it is ");
  });
});
