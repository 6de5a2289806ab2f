import { expect, test } from "vitest";
import { tableNamed } from "../form/testing/schema.ts";
import { historyEntries, lookupIds, withName } from "./read-history.ts";

const answer = {
  AuditDetailCollection: {
    AuditDetails: [
      {
        AuditRecord: {
          createdon: "2024-03-10T12:00:00Z",
          operation: 2,
          "_userid_value@OData.Community.Display.V1.FormattedValue": "Łucja",
          useradditionalinfo: "web",
          callinguseraction: null,
        },
        OldValue: { "@odata.type": "#x", jobtitle: null, revenue_base: 1, address1_composite: "Warsaw" },
        NewValue: {
          "@odata.type": "#x",
          jobtitle: "CTO",
          revenue_base: 2,
          _parentaccountid_value: "a",
          "_parentaccountid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
        },
      },
    ],
  },
};

test("who changed what; what follows from other columns is left out", () => {
  const [entry] = historyEntries(tableNamed("lead"), answer);
  expect(entry).toMatchObject({ who: "Łucja", door: "web", operation: "update", useCase: undefined });
  expect(entry?.changes.map((change) => change.column.name).sort()).toEqual(["jobtitle", "parentaccountid"]);
});

test("names of lookups are asked for by table and written beside their ids", () => {
  const entries = historyEntries(tableNamed("lead"), answer);
  expect([...lookupIds(entries)]).toEqual([["account", ["a"]]]);
  const change = entries[0]?.changes.find((each) => each.column.name === "parentaccountid");
  expect(change && withName(change.after, change.column, new Map([["a", "Acme"]]))).toMatchObject({
    "_parentaccountid_value@OData.Community.Display.V1.FormattedValue": "Acme",
  });
});
