import { expect, test } from "vitest";
import { keyName, noKeys, pressKey } from "./key-sequence.ts";

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const known = ["n", "?", "g l", "g a", "Ctrl+Enter"];

test("a single key matches at once", () => {
  expect(pressKey(noKeys, press("n"), 0, known)).toEqual({ match: "n", memory: noKeys });
});

test("two keys in a row make a sequence", () => {
  const first = pressKey(noKeys, press("g"), 1000, known);
  expect(first.match).toBeUndefined();
  expect(pressKey(first.memory, press("l"), 1500, known).match).toBe("g l");
});

test("the first key of a sequence is forgotten after a while, and by another key", () => {
  const { memory } = pressKey(noKeys, press("g"), 1000, known);
  expect(pressKey(memory, press("l"), 5000, known).match).toBeUndefined();
  expect(pressKey(memory, press("x"), 1100, known)).toEqual({ memory: noKeys });
});

test("Cmd counts as Ctrl, and a letter with Ctrl is not the letter", () => {
  expect(keyName(press("Enter", { metaKey: true }))).toBe("Ctrl+Enter");
  expect(pressKey(noKeys, press("n", { ctrlKey: true }), 0, known).match).toBeUndefined();
});
