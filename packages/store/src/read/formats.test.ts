import { describe, expect, test } from "vitest";
import { Formats, formatsFor } from "./formats.ts";
import { schema } from "./testing/fixture.ts";

const english = formatsFor("en", "America/New_York");
const polish = formatsFor("pl", "Europe/Warsaw");
const vietnamese = formatsFor("vi", "Asia/Ho_Chi_Minh");
const lead = schema.tables.get("lead")!;
/** Numbers are grouped with no-break spaces in some languages. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("numbers", () => {
  test("grouped, with as many digits as the column has", () => {
    expect(english.number("9500", 0)).toBe("9,500");
    expect(english.number("1234.5", 2)).toBe("1,234.50");
    expect(plain(polish.number("12345.678", 2))).toBe("12 345,68");
    expect(vietnamese.number("12345", 0)).toBe("12.345");
  });
  test("exact beyond what a number can hold", () => {
    expect(english.number("12345678901234567890.12", 2)).toBe("12,345,678,901,234,567,890.12");
  });
});

describe("money", () => {
  test("symbol and precision are the currency's", () => {
    expect(english.money("100000", 4, "2 $")).toBe("$100,000.00");
    expect(english.money("-5.5", 2, "2 $")).toBe("-$5.50");
    expect(plain(polish.money("-1234.5", 2, "2 zł"))).toBe("-1234,50 zł");
    expect(plain(vietnamese.money("250000", 2, "0 ₫"))).toBe("250.000 ₫");
  });
  test("without a currency or a symbol: the amount", () => {
    expect(english.money("5", 2, null)).toBe("5.00");
    expect(english.money("5", 2, "3 ")).toBe("5.000");
  });
});

describe("dates", () => {
  test("times in the user's zone, days as they are", () => {
    const text = "2016-09-28 02:57:53+00";
    expect(english.dateTime(text)).toBe("9/27/2016 10:57 PM");
    expect(polish.dateTime(text)).toBe("28.09.2016 04:57");
    expect(plain(vietnamese.dateTime(text))).toContain("28/09/2016");
    expect(english.date("2016-09-28")).toBe("9/28/2016");
    expect(polish.date("2016-09-28")).toBe("28.09.2016");
  });
});

test("choices, two options and tables by their labels", () => {
  const column = (name: string) => lead.columns.get(name)!;
  expect(english.choice(lead, column("statecode"), 1)).toBe("Qualified");
  expect(polish.choice(lead, column("statecode"), 1)).not.toBe("Qualified");
  expect(english.choice(lead, column("statecode"), 77)).toBe("77");
  expect(english.boolean(lead, column("donotemail"), false)).toBe("Allow");
  expect(polish.boolean(lead, { ...column("donotemail"), choices: [] }, true)).toBe("Tak");
  expect(english.table(schema, "lead")).toBe("Lead");
  expect(english.table(schema, "nothing")).toBeUndefined();
});

test("many different dates do not fill the memory", () => {
  const formats = new Formats("en", "UTC");
  for (let minute = 0; minute < 6_000; minute++) {
    const time = new Date(minute * 60_000).toISOString();
    formats.dateTime(`${time.slice(0, 10)} ${time.slice(11, 19)}+00`);
  }
  expect(formats.dateTime("1970-01-01 00:00:00+00")).toBe("1/1/1970 12:00 AM");
});
