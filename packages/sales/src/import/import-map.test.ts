import { expect, it } from "vitest";
import { readImportMap } from "./import-map.ts";

it("reads the map of the README", () => {
  const map = readImportMap({
    columns: {
      "Lead Source": { to: "leadsourcecode", addChoices: true },
      Converted: { to: "statecode", values: { "1": 1, "0": 2 } },
      TotalVisits: { to: "new_totalvisits", create: "integer" },
      Tags: "ignore",
    },
    constants: { leadqualitycode: 2 },
    rest: "create",
  });
  expect(map.rest).toBe("create");
  expect(map.columns.Tags).toBe("ignore");
});

it("leaves out what is not named, by default", () => {
  expect(readImportMap({})).toEqual({ columns: {}, constants: {}, rest: "ignore" });
});

it.each([
  [{ columns: { Tags: "skip" } }, /columns > Tags/],
  [{ columns: { A: { to: "a", create: "colour" } } }, /columns > A/],
  [{ rest: "keep" }, /rest/],
  [{ column: {} }, /column/],
  [null, /map/],
  ["text", /map/],
])("names the place of what is wrong: %j", (json, place) => {
  expect(() => readImportMap(json)).toThrow(place);
});
