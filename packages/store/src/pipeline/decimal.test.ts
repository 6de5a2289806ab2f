import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideMoney } from "./decimal.ts";

describe("divideMoney", () => {
  it.each([
    ["100", "4", 2, "25.00"],
    ["10", "3", 4, "3.3333"],
    ["-10", "3", 2, "-3.33"],
    ["0.005", "1", 2, "0.01"],
    ["-0.005", "1", 2, "-0.01"],
    ["922337203685477.5807", "1.000000000001", 4, "922337203684555.2435"],
    [1e21, 1, 0, "1000000000000000000000"],
    ["1.5e2", "0.5", 1, "300.0"],
  ])("%s / %s to %i places is %s", (amount, rate, places, expected) => {
    expect(divideMoney(amount, rate, places)).toBe(expected);
  });

  it.each([
    ["x", "1"],
    ["1", "0"],
    ["1", "-2"],
    ["", "1"],
    [".", "1"],
  ])("has no answer for %s / %s", (amount, rate) => {
    expect(divideMoney(amount, rate, 2)).toBeUndefined();
  });

  it("agrees with floating point where that is exact enough", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (cents, rate) => {
          const exact = Number(divideMoney(cents / 100, rate / 100, 4));
          expect(Math.abs(exact - cents / rate)).toBeLessThanOrEqual(0.000051);
        },
      ),
    );
  });
});
