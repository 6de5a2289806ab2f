import { standardSchema } from "@leadwright/schema";
import { expect, test } from "vitest";
import { searchFilter } from "./search-records.ts";

const schema = standardSchema();
const table = (name: string) => schema.tables.get(name)!;

test("a person is found by each word of the name, company or e-mail, quotes doubled", () => {
  expect(searchFilter(table("lead"), " O'Neil ")).toBe(
    "(startswith(fullname,'O''Neil') or contains(fullname,' O''Neil') or startswith(companyname,'O''Neil') or startswith(emailaddress1,'O''Neil'))",
  );
});

test("other tables are searched by their name", () => {
  expect(searchFilter(table("campaign"), "spring")).toBe("(startswith(name,'spring'))");
});

test("what every row must pass is added, and stands alone when nothing is typed", () => {
  expect(searchFilter(table("campaign"), "a", "statecode eq 0")).toBe("(startswith(name,'a')) and (statecode eq 0)");
  expect(searchFilter(table("campaign"), "  ", "statecode eq 0")).toBe("statecode eq 0");
  expect(searchFilter(table("campaign"), "")).toBe("");
});
