import { expect, test } from "vitest";
import { gridKey, within } from "./grid-keys.ts";

const size = { rows: 100, columns: 5, page: 10 };
const at = { row: 3, column: 1 };
const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const placeAfter = (key: string, place = at, more = {}) => {
  const action = gridKey(place, press(key, more), size);
  return action?.kind === "move" ? action.place : undefined;
};

test("arrows move by one and stop at the edges", () => {
  expect(placeAfter("ArrowDown")).toEqual({ row: 4, column: 1 });
  expect(placeAfter("ArrowUp", { row: 0, column: 1 })).toEqual({ row: -1, column: 1 });
  expect(placeAfter("ArrowUp", { row: -1, column: 1 })).toEqual({ row: -1, column: 1 });
  expect(placeAfter("ArrowDown", { row: 99, column: 1 })).toEqual({ row: 99, column: 1 });
  expect(placeAfter("ArrowLeft", { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
  expect(placeAfter("ArrowRight", { row: 0, column: 4 })).toEqual({ row: 0, column: 4 });
});

test("Home and End go along the row, with Ctrl to the corners", () => {
  expect(placeAfter("Home")).toEqual({ row: 3, column: 0 });
  expect(placeAfter("End")).toEqual({ row: 3, column: 4 });
  expect(placeAfter("Home", at, { ctrlKey: true })).toEqual({ row: 0, column: 0 });
  expect(placeAfter("End", at, { metaKey: true })).toEqual({ row: 99, column: 4 });
});

test("pages never land in the head", () => {
  expect(placeAfter("PageDown")).toEqual({ row: 13, column: 1 });
  expect(placeAfter("PageUp")).toEqual({ row: 0, column: 1 });
});

test("Enter opens a row and sorts in the head, Space selects", () => {
  expect(gridKey(at, press("Enter"), size)).toEqual({ kind: "open", place: at });
  expect(gridKey({ row: -1, column: 2 }, press("Enter"), size)?.kind).toBe("sort");
  expect(gridKey({ row: -1, column: 0 }, press(" "), size)?.kind).toBe("selectAll");
  expect(gridKey(at, press(" "), size)).toEqual({ kind: "toggle", place: at });
  expect(gridKey(at, press(" ", { shiftKey: true }), size)?.kind).toBe("toggleRange");
});

test("Shift extends the selection only where the row changes", () => {
  expect(gridKey(at, press("ArrowDown", { shiftKey: true }), size)).toMatchObject({ extend: true });
  expect(gridKey(at, press("ArrowRight", { shiftKey: true }), size)).toMatchObject({ extend: false });
});

test("other keys are left to others", () => {
  expect(gridKey(at, press("n"), size)).toBeUndefined();
  expect(gridKey(at, press("a"), size)).toBeUndefined();
  expect(gridKey(at, press("ArrowDown", { altKey: true }), size)).toBeUndefined();
});

test("a place beyond an emptied list falls back to the head", () => {
  expect(within({ row: 40, column: 9 }, { rows: 0, columns: 5 })).toEqual({ row: -1, column: 4 });
});
