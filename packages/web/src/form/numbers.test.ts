import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNumber, writeNumber } from "./numbers.ts";

test.each([
  ["1,234.5", "en", 1234.5],
  ["1.5", "en", 1.5],
  ["1,5", "en", 1.5],
  ["1,500", "en", 1500],
  ["12,34,567", "en", undefined],
  ["1 234,5", "pl", 1234.5],
  ["1\u00a0234,50", "pl", 1234.5],
  ["1.5", "pl", 1.5],
  ["1.500,25", "vi", 1500.25],
  ["1.500", "vi", 1500],
  ["1.5", "vi", 1.5],
  ["-3", "en", -3],
  ["\u22123", "pl", -3],
  [".5", "en", 0.5],
])("%s in %s", (text, locale, value) => {
  expect(parseNumber(text, locale)).toBe(value);
});

test.each(["", " ", "abc", "1.2.3", "1,2,3", "--1", "1e5", "0x10", "1-2", "∞", "9".repeat(50)])(
  "%s is no number",
  (text) => {
    for (const locale of ["en", "pl", "vi"]) expect(parseNumber(text, locale)).toBeUndefined();
  },
);

test("what is written is read as the same number, in every language", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
      fc.constantFrom("en", "pl", "vi", "de-CH"),
      (hundredths, locale) => {
        const value = hundredths / 100 + 0;
        expect(parseNumber(writeNumber(value, locale, 2), locale)).toBe(value);
      },
    ),
  );
});
