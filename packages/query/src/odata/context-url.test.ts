import { expect, test } from "vitest";
import { get, id1, schema, tableOf, urlOf } from "../testing/parse.ts";
import { contextUrl, propertyContextUrl, referenceContextUrl } from "./context-url.ts";

const base = "http://host/api/data/v9.2/";
const context = (options: Record<string, string>, shape: "set" | "entity" = "set") =>
  contextUrl(schema, base, get("entitySet", urlOf("leads", options)).query, shape);

test.each([
  [{}, "#leads"],
  [{ $select: "fullname,ownerid" }, "#leads(fullname,_ownerid_value)"],
  [{ $select: "fullname", $expand: "parentaccountid($select=name)" }, "#leads(fullname,parentaccountid(name))"],
  [{ $expand: "parentaccountid" }, "#leads(parentaccountid())"],
  [{ $expand: "Lead_Tasks/$ref" }, "#leads(Lead_Tasks/$ref)"],
  [
    { $select: "fullname", $expand: "parentaccountid($select=name;$expand=primarycontactid($select=fullname))" },
    "#leads(fullname,parentaccountid(name,primarycontactid(fullname)))",
  ],
])("%o", (options, fragment) => {
  expect(context(options as Record<string, string>)).toBe(`${base}$metadata${fragment}`);
});

test("of one row, one property, references", () => {
  expect(context({ $select: "fullname" }, "entity")).toBe(`${base}$metadata#leads(fullname)/$entity`);
  expect(context({}, "entity")).toBe(`${base}$metadata#leads/$entity`);
  const column = tableOf("contact").columns.get("telephone1")!;
  const target = { table: "contact", id: id1 };
  expect(propertyContextUrl(schema, base, target, column)).toBe(`${base}$metadata#contacts(${id1})/telephone1`);
  expect(referenceContextUrl(base, "entity")).toBe(`${base}$metadata#$ref`);
  expect(referenceContextUrl(base, "set")).toBe(`${base}$metadata#Collection($ref)`);
});
