import { describe, expect, test } from "vitest";
import { changedColumns, draftsOf, payloadOf } from "./drafts.ts";
import { columnsOf, schema, tableNamed, warsaw } from "./testing/schema.ts";

const account = { table: "account", id: "0190a0b0-1111-7abc-8def-0123456789ab", name: "Acme" };
const person = { table: "contact", id: "0190a0b0-2222-7abc-8def-0123456789ab", name: "Ada" };

const row = {
  subject: "Deal",
  jobtitle: null,
  budgetamount: 1234.5,
  numberofemployees: 5000,
  leadsourcecode: 8,
  donotemail: false,
  estimatedclosedate: "2024-03-10",
  _parentaccountid_value: account.id,
  "_parentaccountid_value@OData.Community.Display.V1.FormattedValue": account.name,
};
const names = [
  "subject",
  "jobtitle",
  "budgetamount",
  "numberofemployees",
  "leadsourcecode",
  "donotemail",
  "estimatedclosedate",
  "parentaccountid",
];
const columns = columnsOf("lead", ...names);
const lead = tableNamed("lead");
const drafts = draftsOf(lead, columns, row, warsaw);

test("a record as its fields show it", () => {
  expect(drafts).toEqual({
    subject: "Deal",
    jobtitle: "",
    budgetamount: "1,234.50",
    numberofemployees: "5,000",
    leadsourcecode: 8,
    donotemail: false,
    estimatedclosedate: "2024-03-10",
    parentaccountid: account,
  });
  expect(draftsOf(lead, columnsOf("lead", "budgetamount"), row, { locale: "pl" }).budgetamount).toBe("1234,50");
});

describe("what changed", () => {
  const changed = (change: object) =>
    changedColumns(columns, drafts, { ...drafts, ...change }, warsaw).map((column) => column.name);

  test("nothing, however it is written", () => {
    expect(changed({})).toEqual([]);
    expect(changed({ budgetamount: "1234.5", jobtitle: "  ", parentaccountid: { ...account, name: "Other" } })).toEqual(
      [],
    );
  });

  test("values, and that they are empty now", () => {
    expect(changed({ budgetamount: "1234.51" })).toEqual(["budgetamount"]);
    expect(changed({ leadsourcecode: null, parentaccountid: null, subject: "" })).toEqual([
      "subject",
      "leadsourcecode",
      "parentaccountid",
    ]);
    expect(changed({ donotemail: true, estimatedclosedate: "2024-03-11" })).toEqual([
      "donotemail",
      "estimatedclosedate",
    ]);
  });
});

describe("what is sent", () => {
  const sent = (change: object) => {
    const now = { ...drafts, ...change };
    return payloadOf(schema, lead, changedColumns(columns, drafts, now, warsaw), now, warsaw);
  };

  test("only the changes, typed", () => {
    expect(sent({ subject: " Big deal ", numberofemployees: "6,000", leadsourcecode: 1 })).toEqual({
      subject: "Big deal",
      numberofemployees: 6000,
      leadsourcecode: 1,
    });
  });

  test("null for what was emptied, binds for lookups", () => {
    expect(sent({ budgetamount: "", parentaccountid: null })).toEqual({
      budgetamount: null,
      "parentaccountid@odata.bind": null,
    });
    expect(sent({ parentaccountid: { ...account, id: person.id } })).toEqual({
      "parentaccountid@odata.bind": `/accounts(${person.id})`,
    });
  });
});

describe("activities", () => {
  const call = tableNamed("phonecall");
  const fields = columnsOf("phonecall", "subject", "from", "to", "scheduledend", "regardingobjectid");
  const party = (mask: number, value: typeof account) => ({
    participationtypemask: mask,
    _partyid_value: value.id,
    "_partyid_value@Microsoft.Dynamics.CRM.lookuplogicalname": value.table,
    "_partyid_value@OData.Community.Display.V1.FormattedValue": value.name,
  });
  const stored = {
    scheduledend: "2024-07-10T09:30:00Z",
    phonecall_activity_parties: [party(2, account), party(2, person), party(8, account)],
  };

  test("parties by their role, moments on the user's clock", () => {
    const shown = draftsOf(call, fields, stored, warsaw);
    expect(shown.to).toEqual([account, person]);
    expect(shown.from).toEqual([]);
    expect(shown.scheduledend).toBe("2024-07-10T11:30");
  });

  test("a changed party sends all of them, for they are replaced as one", () => {
    const was = draftsOf(call, fields, stored, warsaw);
    const now = { ...was, from: [person], scheduledend: "2024-07-10T12:00" };
    expect(payloadOf(schema, call, changedColumns(fields, was, now, warsaw), now, warsaw)).toEqual({
      scheduledend: "2024-07-10T10:00:00Z",
      phonecall_activity_parties: [
        { "partyid_contact@odata.bind": `/contacts(${person.id})`, participationtypemask: 1 },
        { "partyid_account@odata.bind": `/accounts(${account.id})`, participationtypemask: 2 },
        { "partyid_contact@odata.bind": `/contacts(${person.id})`, participationtypemask: 2 },
      ],
    });
  });
});
