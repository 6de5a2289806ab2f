import { standardSchema } from "@leadwright/schema";
import { expect, test } from "vitest";
import { bind, lookupValue, propertyOf } from "./values.ts";

const schema = standardSchema();
const table = (name: string) => schema.tables.get(name)!;
const account = { table: "account", id: "4f6a" };

test("a lookup with several targets is bound by the target's own navigation", () => {
  expect(bind(schema, table("lead"), "customerid", account)).toEqual({
    "customerid_account@odata.bind": "/accounts(4f6a)",
  });
  expect(bind(schema, table("task"), "regardingobjectid", { table: "lead", id: "1" })).toEqual({
    "regardingobjectid_lead_task@odata.bind": "/leads(1)",
  });
});

test("an owner is bound by ownerid, whether user or team", () => {
  expect(bind(schema, table("lead"), "ownerid", { table: "team", id: "1" })).toEqual({
    "ownerid@odata.bind": "/teams(1)",
  });
});

test("null clears", () => {
  expect(bind(schema, table("lead"), "parentaccountid", null)).toEqual({ "parentaccountid@odata.bind": null });
});

test("a lookup is read with its name and the table it points at", () => {
  const column = table("lead").columns.get("ownerid")!;
  const record = {
    _ownerid_value: "1",
    "_ownerid_value@OData.Community.Display.V1.FormattedValue": "Łucja",
    "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
  };
  expect(propertyOf(column)).toBe("_ownerid_value");
  expect(lookupValue(record, column)).toEqual({ table: "systemuser", id: "1", name: "Łucja" });
  expect(lookupValue({ _ownerid_value: null }, column)).toBeNull();
});
