import { AppError } from "@leadwright/schema";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Attempts, addressKey } from "./attempts.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function tries(attempts: Attempts, key: string, limit: number): number {
  for (let made = 0; ; made++) {
    try {
      attempts.count(key, limit);
    } catch {
      return made;
    }
  }
}

describe("Attempts", () => {
  test("allows so many in a window, and says when the next may be made", () => {
    const attempts = new Attempts();
    expect(tries(attempts, "a", 10)).toBe(10);
    vi.advanceTimersByTime(5 * 60_000);
    expect(() => attempts.count("a", 10)).toThrow(new AppError("tooManyAttempts", { seconds: 600 }));
    vi.advanceTimersByTime(10 * 60_000);
    expect(tries(attempts, "a", 10)).toBe(10);
  });

  test("keeps keys apart and forgets what it is told to", () => {
    const attempts = new Attempts();
    expect(tries(attempts, "a", 3)).toBe(3);
    expect(tries(attempts, "b", 3)).toBe(3);
    attempts.forget("a");
    expect(tries(attempts, "a", 3)).toBe(3);
  });

  test("takes back a try that was no guess", () => {
    const attempts = new Attempts();
    attempts.count("office", 1);
    attempts.giveBack("office");
    attempts.giveBack("office");
    attempts.giveBack("nobody");
    expect(tries(attempts, "office", 1)).toBe(1);
  });

  test("holds a bounded number of keys, the oldest going first", () => {
    const attempts = new Attempts();
    expect(tries(attempts, "first", 1)).toBe(1);
    for (let index = 0; index < 19_999; index++) attempts.count(`key ${index}`, 1);
    expect(tries(attempts, "first", 1)).toBe(0);
    attempts.count("one more", 1);
    expect(tries(attempts, "first", 1)).toBe(1);
  });
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "::ffff:192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
])("tries from %s count for %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});
