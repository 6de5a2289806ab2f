import { expect, test } from "vitest";
import type { SignedIn } from "../api/session.ts";
import { defaultDrafts, prefillDrafts, prefillLink, readPrefill } from "./new-record.ts";
import { columnsOf, schema, tableNamed } from "./testing/schema.ts";

const session = {
  user: { id: "u", name: "Łucja" },
  organisation: { baseCurrency: { id: "c", code: "EUR" } },
} as SignedIn;
const me = { table: "systemuser", id: "u", name: "Łucja" };

test("a new lead is mine, in the base currency, with the columns' defaults", () => {
  const columns = columnsOf("lead", "ownerid", "transactioncurrencyid", "statuscode", "followemail", "subject");
  expect(defaultDrafts(tableNamed("lead"), columns, session)).toEqual({
    ownerid: me,
    transactioncurrencyid: { table: "transactioncurrency", id: "c", name: "EUR" },
    statuscode: 1,
    followemail: true,
    subject: "",
  });
});

test("a new call is from me, a new appointment organised by me", () => {
  expect(defaultDrafts(tableNamed("phonecall"), columnsOf("phonecall", "from", "to"), session)).toEqual({
    from: [me],
    to: [],
  });
  expect(defaultDrafts(tableNamed("appointment"), columnsOf("appointment", "organizer"), session)).toEqual({
    organizer: [me],
  });
});

test("an address brings values along, and nothing but values", async () => {
  expect(readPrefill({ subject: "A", revenue: 5, x: { y: 1 }, "On Click": "b" })).toEqual({
    subject: "A",
    revenue: "5",
  });
  const drafts = await prefillDrafts(schema, tableNamed("lead"), {
    subject: "Training",
    leadsourcecode: "8",
    leadqualitycode: "99",
    nonsense: "x",
    createdon: "2020-01-01",
    parentaccountid: "contact(0190a0b0-1111-7abc-8def-0123456789ab)",
  });
  expect(drafts).toEqual({ subject: "Training", leadsourcecode: 8 });
  expect(prefillLink({ table: "account", id: "1" })).toBe("account(1)");
});
