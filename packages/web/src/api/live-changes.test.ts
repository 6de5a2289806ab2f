import { standardSchema } from "@leadwright/schema";
import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { staleQueries } from "./live-changes.ts";

const schema = standardSchema();

function cache() {
  const client = new QueryClient();
  const lead = { leadid: "1", "@odata.etag": 'W/"7"' };
  client.setQueryData(["records", "leads", "pages", {}], { pages: [{ rows: [lead] }], pageParams: [] });
  client.setQueryData(["records", "leads", "list", {}], [lead]);
  client.setQueryData(["records", "leads", "one", "1", {}], lead);
  client.setQueryData(["records", "activitypointers", "pages", {}], { pages: [{ rows: [] }], pageParams: [] });
  return client;
}
const stale = (...notices: Parameters<typeof staleQueries>[2]) =>
  staleQueries(cache(), schema, notices).map(({ queryKey }) => `${queryKey[1]} ${queryKey[2]}`);

test("lists of the table are out of date, an open record is left to its form", () => {
  expect(stale({ table: "lead", message: "update", rows: [{ id: "1", version: "8" }] })).toEqual([
    "leads pages",
    "leads list",
  ]);
  expect(stale({ table: "lead", message: "create", rows: [{ id: "2", version: "1" }] })).toHaveLength(2);
});

test("one's own change that the list shows already is no news", () => {
  expect(stale({ table: "lead", message: "update", rows: [{ id: "1", version: "7" }] })).toEqual([]);
  expect(stale({ table: "lead", message: "delete", rows: [{ id: "9" }] })).toEqual([]);
});

test("very many changes have no rows and make every list of the table out of date", () => {
  expect(stale({ table: "lead", message: "update" })).toHaveLength(2);
});

test("an activity is in the common list too", () => {
  expect(stale({ table: "task", message: "create", rows: [{ id: "3", version: "1" }] })).toEqual([
    "activitypointers pages",
  ]);
});

test("unknown tables are nobody's news", () => {
  expect(stale({ table: "nothing", message: "update" })).toEqual([]);
});
