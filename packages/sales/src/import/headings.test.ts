import { expect, it } from "vitest";
import { nameHeadings } from "./headings.ts";

const names = (...cells: string[]) => nameHeadings(cells).map(({ name }) => name);

it("keeps words, trimmed and in one line", () => {
  expect(names(" Lead Source ", "Two\nlines", "nul\0")).toEqual(["Lead Source", "Two lines", "nul"]);
});

it("tells headings apart that are alike, whatever they are called", () => {
  expect(names("A", "A", "A (2)", "A", "a")).toEqual(["A", "A (2)", "A (2) (2)", "A (3)", "a"]);
  expect(names("", "#1", " ")).toEqual(["#1", "#1 (2)", "#3"]);
});

it("gives names that it would give again", () => {
  const once = names("B", "B", "", "B (2)");
  expect(names(...once)).toEqual(once);
});
