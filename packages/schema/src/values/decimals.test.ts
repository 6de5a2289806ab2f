import fc from "fast-check";
import { expect, test } from "vitest";
import { roundDecimal } from "./decimals.ts";

test("halves go away from zero", () => {
  expect(roundDecimal(1.005, 2)).toBe(1.01);
  expect(roundDecimal(-1.005, 2)).toBe(-1.01);
  expect(roundDecimal(2.5, 0)).toBe(3);
  expect(roundDecimal("-0.004", 2)).toBe(0);
  expect(roundDecimal(1e-7, 2)).toBe(0);
  expect(roundDecimal(5e-7, 6)).toBe(0.000001);
});

test("long text keeps digits that a number would lose", () => {
  expect(roundDecimal("922337203685477.5807", 4)).toBe("922337203685477.5807");
  expect(roundDecimal("922337203685477.58075", 4)).toBe("922337203685477.5808");
  expect(roundDecimal("00012.50", 4)).toBe(12.5);
});

test("what is no number is undefined", () => {
  for (const text of ["", "+", ".", "1.2.3", "1e", "1e1000", "NaN", "Infinity", " 1", "9".repeat(41)])
    expect(roundDecimal(text, 2)).toBeUndefined();
});

test("a number and its text agree, and rounding twice changes nothing", () => {
  const numbers = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 4 }), (value, precision) => {
      const rounded = roundDecimal(value, precision);
      expect(Number(roundDecimal(String(value), precision))).toBe(rounded);
      expect(roundDecimal(rounded!, precision)).toBe(rounded);
    }),
  );
});
