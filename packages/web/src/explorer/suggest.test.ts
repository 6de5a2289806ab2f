import { expect, test } from "vitest";
import { schema } from "../form/testing/schema.ts";
import { suggest } from "./suggest.ts";

test("entity sets that begin so come first, then those that have it", () => {
  const found = suggest(schema, "lead");
  expect(found[0]).toBe("leads");
  expect(suggest(schema, "Opport")[0]).toMatch(/^opport/);
  expect(suggest(schema, "who")).toContain("WhoAmI");
  expect(suggest(schema, "")).toHaveLength(40);
});

test("options, columns and navigation properties go on from what is there", () => {
  expect(suggest(schema, "leads?")).toContain("leads?$select=");
  expect(suggest(schema, "leads?$top=1&$f")).toEqual(["leads?$top=1&$filter="]);
  expect(suggest(schema, "leads?$select=subject,compan")[0]).toBe("leads?$select=subject,companyname");
  expect(suggest(schema, "leads?$filter=_parentacc")).toEqual(["leads?$filter=_parentaccountid_value"]);
  expect(suggest(schema, "leads?$expand=parentacc")).toContain("leads?$expand=parentaccountid");
});

test.each([
  "leads(",
  "leads/x",
  "nothings?$select=",
  "leads(1)/parentaccountid?$select=na",
  "leads?$top=",
  "?",
  "constructor?",
])("%s is gone on with by nothing", (typed) => expect(suggest(schema, typed)).toEqual([]));
