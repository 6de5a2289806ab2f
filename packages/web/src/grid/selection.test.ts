import { expect, test } from "vitest";
import { keepListed, nothingSelected, selectOnly, selectRange, toggle, toggleAll } from "./selection.ts";

const order = ["a", "b", "c", "d"];
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort();

test("toggling adds, then removes", () => {
  const once = toggle(nothingSelected, "b");
  expect(ids(once)).toEqual(["b"]);
  expect(ids(toggle(once, "b"))).toEqual([]);
});

test("a range goes both ways from where it started and keeps its start", () => {
  const start = selectOnly("c");
  expect(ids(selectRange(start, "a", order))).toEqual(["a", "b", "c"]);
  const down = selectRange(start, "d", order);
  expect(ids(down)).toEqual(["c", "d"]);
  expect(down.anchor).toBe("c");
});

test("a range whose start is gone selects the one row", () => {
  expect(ids(selectRange({ ids: new Set(), anchor: "gone" }, "b", order))).toEqual(["b"]);
});

test("all, then none", () => {
  const all = toggleAll(selectOnly("a"), order);
  expect(ids(all)).toEqual(order);
  expect(ids(toggleAll(all, order))).toEqual([]);
  expect(ids(toggleAll(nothingSelected, []))).toEqual([]);
});

test("rows that left the list leave the selection", () => {
  const selection = { ids: new Set(["a", "z"]) };
  expect(ids(keepListed(selection, order))).toEqual(["a"]);
  const same = selectOnly("a");
  expect(keepListed(same, order)).toBe(same);
});
