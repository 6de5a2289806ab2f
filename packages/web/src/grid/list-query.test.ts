import { standardSchema, viewsOf } from "@leadwright/schema";
import { expect, test } from "vitest";
import { keywordFilter, listOrder, listQuery } from "./list-query.ts";
import { readListSearch, readOrder, writeOrder } from "./list-search.ts";

const table = standardSchema().tables.get("lead")!;
const view = viewsOf("lead").find((each) => each.isDefault)!;

test("an address may hold anything: what does not fit is left out", () => {
  expect(readListSearch({ view: "x", sort: "a b", q: "  " })).toEqual({});
  expect(readListSearch({ view: { $ne: 1 }, sort: ["a"], q: null })).toEqual({});
  expect(readListSearch({ view: view.id, sort: "-createdon", q: 123 })).toEqual({
    view: view.id,
    sort: "-createdon",
    q: "123",
  });
});

test("an order goes into the address and back", () => {
  expect(readOrder(writeOrder({ column: "fullname", descending: true }))).toEqual({
    column: "fullname",
    descending: true,
  });
  expect(listOrder(view, table, { sort: "nonsense" })).toEqual(view.orderBy);
});

test("the query has the view's filter for me and the keyword, quotes doubled", () => {
  const query = listQuery(view, table, { q: "O'Neil" }, "4f6a");
  expect(query.filter).toContain("_ownerid_value eq 4f6a");
  expect(query.filter).toContain("startswith(fullname,'O''Neil')");
  expect(query.orderBy).toBe("createdon desc");
  expect(query.select).toContain("statecode");
});

test("lookups are selected and sorted by their property", () => {
  const query = listQuery(viewsOf("lead")[1]!, table, { sort: "ownerid" }, "");
  expect(query.select).toContain("_ownerid_value");
  expect(query.orderBy).toBe("_ownerid_value");
});

test("a leading star looks anywhere in the text, and alone does nothing", () => {
  expect(keywordFilter(view, table, "*soft")).toContain("contains(companyname,'soft')");
  expect(keywordFilter(view, table, "*")).toBe("");
});
