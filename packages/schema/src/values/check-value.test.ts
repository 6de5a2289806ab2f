import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { standardSchema } from "../standard.ts";
import type { Column, Value } from "../types.ts";
import { checkValue } from "./check-value.ts";

const schema = standardSchema();
const id = "0190a0b0-1111-7abc-8def-0123456789ab";

/** Checks a value against table.column. */
function check(name: string, value: unknown): Value {
  const [tableName = "", columnName = ""] = name.split(".");
  const table = schema.tables.get(tableName)!;
  return checkValue(table, table.columns.get(columnName)!, value as Value);
}

function refusal(name: string, value: unknown): string {
  try {
    return `accepted as ${JSON.stringify(check(name, value))}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.key;
  }
}

describe("text", () => {
  test("is measured in characters, not in code units", () => {
    expect(check("lead.firstname", "Ł".repeat(50))).toBe("Ł".repeat(50));
    expect(check("lead.firstname", "😀".repeat(50))).toBe("😀".repeat(50));
    expect(refusal("lead.firstname", "😀".repeat(51))).toBe("stringTooLong");
    expect(refusal("lead.firstname", "x".repeat(51))).toBe("stringTooLong");
  });

  test("is null when empty, kept when blank", () => {
    expect(check("lead.firstname", "")).toBeNull();
    expect(check("lead.firstname", " ")).toBe(" ");
  });

  test("holds no NUL and no half characters", () => {
    expect(refusal("lead.firstname", "a\0b")).toBe("payloadError");
    expect(refusal("lead.firstname", "a\ud800b")).toBe("payloadError");
    expect(check("lead.firstname", "🙂")).toBe("🙂");
  });

  test("is not made from other things", () => {
    for (const value of [1, true, {}, [], { table: "account", id }])
      expect(refusal("lead.firstname", value)).toBe("wrongType");
  });
});

describe("numbers", () => {
  test("are whole where they must be, and within range", () => {
    expect(check("lead.numberofemployees", 50)).toBe(50);
    expect(refusal("lead.numberofemployees", -1)).toBe("valueOutOfRange");
    expect(refusal("lead.numberofemployees", 1.5)).toBe("wrongType");
    expect(refusal("lead.numberofemployees", "5")).toBe("wrongType");
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(refusal("lead.revenue", value)).toBe("wrongType");
  });

  test("of money are rounded half away from zero and may come as text", () => {
    expect(check("lead.revenue", 1.005)).toBe(1.01);
    expect(check("lead.revenue", 0.1 + 0.2)).toBe(0.3);
    expect(check("lead.revenue", "12.345")).toBe(12.35);
    expect(check("lead.revenue", "7e2")).toBe(700);
    expect(check("lead.revenue", -0)).toBe(0);
    expect(refusal("lead.revenue", -1)).toBe("valueOutOfRange");
    expect(refusal("lead.revenue", "1e999")).toBe("valueOutOfRange");
    for (const value of ["", ".", "1,5", "abc", "1e1000", "0x10", true, {}])
      expect(refusal("lead.revenue", value)).toBe("wrongType");
  });

  test("of eight bytes keep all digits", () => {
    const column: Column = { ...schema.tables.get("lead")!.columns.get("versionnumber")! };
    const big = (value: Value) => checkValue({ name: "lead" }, column, value);
    expect(big("9223372036854775807")).toBe("9223372036854775807");
    expect(() => big("9223372036854775808")).toThrow(AppError);
    expect(big(12)).toBe(12);
  });

  test("with few enough digits come back as they were", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (hundredths) => {
        const value = hundredths / 100;
        expect(check("lead.revenue", value)).toBe(value);
        expect(check("lead.revenue", String(value))).toBe(value);
      }),
    );
  });

  test("are never further from what was given than half the last digit", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        expect(Math.abs(Number(check("lead.revenue", value)) - value)).toBeLessThanOrEqual(0.005 + 1e-6);
      }),
    );
  });
});

describe("dates", () => {
  test("become UTC in whole seconds", () => {
    expect(check("task.scheduledstart", "2024-03-10T09:30:15Z")).toBe("2024-03-10T09:30:15Z");
    expect(check("task.scheduledstart", "2024-03-10T09:30:15.987+07:00")).toBe("2024-03-10T02:30:15Z");
    expect(check("task.scheduledstart", "2024-03-10T23:30-0130")).toBe("2024-03-11T01:00:00Z");
    expect(check("task.scheduledstart", "2024-03-10")).toBe("2024-03-10T00:00:00Z");
  });

  test("without time of day stay as written", () => {
    expect(check("lead.estimatedclosedate", "2024-02-29")).toBe("2024-02-29");
    expect(check("lead.estimatedclosedate", "2024-02-29T23:00:00-08:00")).toBe("2024-02-29");
  });

  test("that are none are refused", () => {
    const wrong = [
      "",
      " ",
      "2023-02-29",
      "2024-13-01",
      "2024-00-10",
      "2024-04-31",
      "2024-1-1",
      "10/03/2024",
      "now",
      0,
      {},
    ];
    const times = ["2024-01-01T24:00:00Z", "2024-01-01T10:60Z", "2024-01-01T10:00+15:00", "2024-01-01T10:00:00ZZ"];
    for (const value of [...wrong.slice(1), ...times]) expect(refusal("task.scheduledstart", value)).toBe("wrongType");
    expect(refusal("task.scheduledstart", `2024-01-01T00:00:00.${"0".repeat(10_000)}Z`)).toBe("wrongType");
  });

  test("before 1753 or after 9999 are out of range", () => {
    expect(refusal("lead.estimatedclosedate", "1752-12-31")).toBe("valueOutOfRange");
    expect(refusal("task.scheduledstart", "1753-01-01T00:00:00+01:00")).toBe("valueOutOfRange");
    expect(refusal("task.scheduledstart", "9999-12-31T23:00:00-05:00")).toBe("valueOutOfRange");
    expect(check("task.scheduledstart", "9999-12-31T23:59:59Z")).toBe("9999-12-31T23:59:59Z");
  });

  test("of any moment and offset are that moment", () => {
    const moments = fc.date({ min: new Date("1800-01-01"), max: new Date("9000-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: -840, max: 840 }), (date, offset) => {
        const size = Math.abs(offset);
        const two = (part: number) => String(part).padStart(2, "0");
        const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        const local = new Date(date.getTime() + offset * 60_000).toISOString().replace("Z", zone);
        const read = check("task.scheduledstart", local);
        expect(read).toBe(`${date.toISOString().slice(0, 19)}Z`);
        expect(check("task.scheduledstart", read)).toBe(read);
      }),
    );
  });
});

describe("choices, ids and lookups", () => {
  test("choices are numbers that the column knows", () => {
    expect(check("lead.leadqualitycode", 1)).toBe(1);
    expect(refusal("lead.leadqualitycode", 99)).toBe("choiceUnknown");
    expect(refusal("lead.leadqualitycode", "1")).toBe("wrongType");
    expect(refusal("lead.donotemail", 1)).toBe("wrongType");
  });

  test("ids are lower case and well formed", () => {
    expect(check("lead.leadid", id.toUpperCase())).toBe(id);
    for (const value of [`{${id}}`, id.slice(1), "", 5]) expect(refusal("lead.leadid", value)).toBe("wrongType");
  });

  test("a link over a plain id is that id", () => {
    expect(check("lead.stageid", { table: "processstage", id })).toBe(id);
  });

  test("lookups point at tables they may point at", () => {
    expect(check("lead.parentaccountid", { table: "account", id: id.toUpperCase() })).toEqual({ table: "account", id });
    expect(check("lead.ownerid", { table: "team", id })).toEqual({ table: "team", id });
    expect(refusal("lead.parentaccountid", { table: "contact", id })).toBe("targetTable");
    expect(refusal("lead.parentaccountid", { table: "__proto__", id })).toBe("targetTable");
    expect(refusal("lead.parentaccountid", { table: "account", id: "1" })).toBe("wrongType");
    expect(refusal("lead.parentaccountid", id)).toBe("wrongType");
  });
});

test("whatever is sent, the answer is a clean value or an AppError", () => {
  const columns = [...schema.tables.get("lead")!.columns.values()];
  fc.assert(
    fc.property(fc.constantFrom(...columns), fc.anything(), (column, value) => {
      try {
        const clean = checkValue({ name: "lead" }, column, value as Value);
        expect(checkValue({ name: "lead" }, column, clean)).toEqual(clean);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect((error as Error).message.length).toBeLessThan(400);
      }
    }),
    { numRuns: 2_000 },
  );
});
