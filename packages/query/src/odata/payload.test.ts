import { describe, expect, test } from "vitest";
import type { Payload } from "../payload.ts";
import { id1, id2, refusal, schema, tableOf } from "../testing/parse.ts";
import { readReferenceBody } from "./bind.ts";
import { readPayload, readPropertyBody, readTypedPayload } from "./payload.ts";

const read = (table: string, json: unknown) => readPayload(schema, tableOf(table), json);
/** Payloads without what is empty, navigations by name. */
function plain({ table, id, values, links, parents, children }: Payload): object {
  return {
    table,
    ...(id !== undefined && { id }),
    ...(Object.keys(values).length > 0 && { values }),
    ...(Object.keys(links).length > 0 && { links }),
    ...(parents.length > 0 && {
      parents: Object.fromEntries(parents.map((each) => [each.navigation.name, plain(each.payload)])),
    }),
    ...(children.length > 0 && {
      children: Object.fromEntries(
        children.map((each) => [each.navigation.name, [...each.payloads.map(plain), ...each.links]]),
      ),
    }),
  };
}
const account = { table: "account", id: id1 };
const contact = { table: "contact", id: id2 };

test("columns pass as they are; annotations and client keys are passed over", () => {
  const json = {
    "@odata.context": "http://h/$metadata#leads/$entity",
    "@odata.etag": 'W/"1"',
    "@odata.type": "#Microsoft.Dynamics.CRM.lead",
    oDataContext: "x",
    leadid: id1.toUpperCase(),
    firstname: "Ann",
    "firstname@OData.Community.Display.V1.FormattedValue": "x",
    lastname: null,
    numberofemployees: 5,
    donotemail: true,
    revenue: "12345678901234567890.12",
  };
  expect(plain(read("lead", json))).toEqual({
    table: "lead",
    id: id1,
    values: { firstname: "Ann", lastname: null, numberofemployees: 5, donotemail: true, revenue: json.revenue },
  });
});

describe("binds", () => {
  test.each([`/accounts(${id1})`, `accounts(${id1})`, `https://h/api/data/v9.2/accounts(${id1})`])("%s", (url) => {
    expect(read("lead", { "parentaccountid@odata.bind": url }).links).toEqual({ parentaccountid: account });
  });

  test("alternate keys, null, nested references", () => {
    expect(read("lead", { "parentaccountid@odata.bind": "/accounts(accountnumber='A1')" }).links).toEqual({
      parentaccountid: { table: "account", key: { accountnumber: "A1" } },
    });
    expect(read("lead", { "parentaccountid@odata.bind": null }).values).toEqual({ parentaccountid: null });
    expect(read("lead", { parentaccountid: null }).values).toEqual({ parentaccountid: null });
    expect(read("lead", { parentaccountid: { "@odata.id": `accounts(${id1})` } }).links).toEqual({
      parentaccountid: account,
    });
  });

  test("polymorphic: the navigation names the table, the column keeps the link", () => {
    expect(read("opportunity", { "customerid_contact@odata.bind": `/contacts(${id2})` }).links).toEqual({
      customerid: contact,
    });
    expect(read("task", { "regardingobjectid_account_task@odata.bind": `/accounts(${id1})` }).links).toEqual({
      regardingobjectid: account,
    });
    expect(read("task", { "regardingobjectid_account@odata.bind": `/accounts(${id1})` }).links).toEqual({
      regardingobjectid: account,
    });
    expect(read("annotation", { "objectid_lead@odata.bind": `/leads(${id1})` }).links).toEqual({
      objectid: { table: "lead", id: id1 },
    });
  });

  test.each([
    ["systemusers", "systemuser", "ownerid"],
    ["teams", "team", "ownerid"],
    ["systemusers", "systemuser", "ownerid_task"],
  ])("owner %s by %s %s", (set, table, navigation) => {
    expect(read("task", { [`${navigation}@odata.bind`]: `/${set}(${id1})` }).links).toEqual({
      ownerid: { table, id: id1 },
    });
  });

  test("of one lookup, one may be set and the others cleared, in any order", () => {
    const set = { "customerid_account@odata.bind": `/accounts(${id1})` };
    const clear = { "customerid_contact@odata.bind": null };
    for (const json of [
      { ...set, ...clear },
      { ...clear, ...set },
    ])
      expect(plain(read("opportunity", json))).toEqual({ table: "opportunity", links: { customerid: account } });
  });

  test("a thousand nested rows and links at most, however they are spread", () => {
    const links = Array.from({ length: 900 }, () => `/tasks(${id1})`);
    const rows = Array.from({ length: 101 }, () => ({ subject: "T" }));
    expect(read("account", { "Account_Tasks@odata.bind": links, name: "A" }).children[0]?.links).toHaveLength(900);
    const spread = { primarycontactid: { "Contact_Tasks@odata.bind": links }, Account_Tasks: rows };
    expect(() => read("account", spread)).toThrow("1000 nested rows");
    expect(() => read("account", { Account_Tasks: Array.from({ length: 100_000 }, () => ({})) })).toThrow("1000");
  });

  test("a change set's rows", () => {
    const context = { contentIds: new Map([["1", account]]) };
    const json = { "regardingobjectid_account_task@odata.bind": "$1" };
    expect(readPayload(schema, tableOf("task"), json, context).links).toEqual({ regardingobjectid: account });
  });

  test("arrays for collections", () => {
    const json = { "Lead_Tasks@odata.bind": [`/tasks(${id1})`, `tasks(${id2})`] };
    expect(plain(read("lead", json))).toEqual({
      table: "lead",
      children: {
        Lead_Tasks: [
          { table: "task", id: id1 },
          { table: "task", id: id2 },
        ],
      },
    });
  });
});

describe("deep insert", () => {
  test("objects under single navigations, arrays under collections, mixed with binds", () => {
    const json = {
      name: "Fourth Coffee",
      primarycontactid: {
        firstname: "Susie",
        Contact_Tasks: [{ subject: "a", scheduledstart: "2024-01-01T10:00:00+07:00" }, { subject: "b" }],
      },
      Account_Tasks: [{ subject: "c" }],
      "Account_Tasks@odata.bind": [`/tasks(${id1})`],
      "transactioncurrencyid@odata.bind": `/transactioncurrencies(${id2})`,
    };
    expect(plain(read("account", json))).toEqual({
      table: "account",
      values: { name: "Fourth Coffee" },
      links: { transactioncurrencyid: { table: "transactioncurrency", id: id2 } },
      parents: {
        primarycontactid: {
          table: "contact",
          values: { firstname: "Susie" },
          children: {
            Contact_Tasks: [
              { table: "task", values: { subject: "a", scheduledstart: "2024-01-01T10:00:00+07:00" } },
              { table: "task", values: { subject: "b" } },
            ],
          },
        },
      },
      children: {
        Account_Tasks: [
          { table: "task", values: { subject: "c" } },
          { table: "task", id: id1 },
        ],
      },
    });
  });

  test("parties of an e-mail", () => {
    const parties = [
      { "partyid_lead@odata.bind": `/leads(${id1})`, participationtypemask: 2 },
      { "partyid_systemuser@odata.bind": `/systemusers(${id2})`, participationtypemask: 1 },
    ];
    expect(plain(read("email", { subject: "Hi", email_activity_parties: parties }))).toEqual({
      table: "email",
      values: { subject: "Hi" },
      children: {
        email_activity_parties: [
          {
            table: "activityparty",
            values: { participationtypemask: 2 },
            links: { partyid: { table: "lead", id: id1 } },
          },
          {
            table: "activityparty",
            values: { participationtypemask: 1 },
            links: { partyid: { table: "systemuser", id: id2 } },
          },
        ],
      },
    });
  });

  test("under a general navigation the row says what it is", () => {
    const task = { "@odata.type": "Microsoft.Dynamics.CRM.task", subject: "a" };
    const { children } = read("lead", { Lead_ActivityPointers: [task] });
    expect(children[0]?.payloads[0]?.table).toBe("task");
    const wrong = { Lead_ActivityPointers: [{ "@odata.type": "#Microsoft.Dynamics.CRM.account" }] };
    expect(refusal(() => read("lead", wrong))).toContain("targetTable");
    expect(refusal(() => read("lead", { ownerid: { fullname: "x" } }))).toContain("needs its '@odata.type'");
  });

  test("ten deep and no deeper", () => {
    const deep = (depth: number): object => (depth === 1 ? {} : { masterid: deep(depth - 1) });
    expect(() => read("lead", deep(10))).not.toThrow();
    expect(refusal(() => read("lead", deep(11)))).toContain("nested 10 deep");
    expect(refusal(() => read("lead", deep(5000)))).toContain("nested 10 deep");
  });
});

describe("what is wrong is named", () => {
  test.each([
    ["lead", null, "payloadError", "A JSON object is expected"],
    ["lead", [], "payloadError", "A JSON object is expected"],
    ["lead", "x", "payloadError", "A JSON object is expected"],
    ["lead", { nothere: 1 }, "noProperty", "'nothere' on type 'Microsoft.Dynamics.CRM.lead'"],
    ["lead", { FirstName: "x" }, "noProperty", "'FirstName'"],
    ["lead", JSON.parse('{"__proto__":{"x":1}}'), "noProperty", "'__proto__'"],
    ["lead", { constructor: 1 }, "noProperty", "'constructor'"],
    ["lead", { "__proto__@odata.bind": "x" }, "noProperty", "'__proto__'"],
    ["lead", { "ParentAccountId@odata.bind": `/accounts(${id1})` }, "noProperty", "'ParentAccountId'"],
    ["lead", { _parentaccountid_value: id1 }, "payloadError", "Use 'parentaccountid@odata.bind'"],
    ["opportunity", { _customerid_value: null }, "payloadError", "Use 'customerid_account@odata.bind'"],
    ["lead", { parentaccountid: id1 }, "payloadError", "Use 'parentaccountid@odata.bind'"],
    ["lead", { "parentaccountid@odata.bind": `/contacts(${id1})` }, "targetTable", "'contact'"],
    ["lead", { "ownerid@odata.bind": `/contacts(${id1})` }, "targetTable", "'contact'"],
    ["lead", { "parentaccountid@odata.bind": 5 }, "payloadError", "takes the URL of a record"],
    ["lead", { "parentaccountid@odata.bind": "x" }, "badRequest", "does not name a record"],
    ["lead", { "Lead_Tasks@odata.bind": `/tasks(${id1})` }, "payloadError", "takes an array"],
    ["lead", { "Lead_Tasks@odata.bind": [5] }, "payloadError", "takes the URL"],
    ["lead", { "firstname@odata.bind": "/x" }, "noProperty", "'firstname'"],
    ["lead", { Lead_Tasks: {} }, "payloadError", "an array is expected"],
    ["lead", { Lead_Tasks: null }, "payloadError", "an array is expected"],
    ["lead", { Lead_Tasks: [5] }, "payloadError", "A JSON object is expected"],
    ["lead", { firstname: { a: 1 } }, "wrongType", "'firstname'"],
    ["lead", { firstname: [1] }, "wrongType", "'firstname'"],
    ["lead", { leadid: "x" }, "wrongType", "'leadid'"],
    ["lead", { leadid: 5 }, "wrongType", "'leadid'"],
    ["email", { to: "x" }, "noProperty", "'to'"],
    [
      "opportunity",
      { "customerid_account@odata.bind": `/accounts(${id1})`, "customerid_contact@odata.bind": `/contacts(${id2})` },
      "payloadError",
      "'customerid', which is set already",
    ],
    ["lead", { masterid: {}, "masterid@odata.bind": `/leads(${id1})` }, "payloadError", "set already"],
  ])("%s %j", (table, json, key, reason) => {
    const said = refusal(() => read(table, json));
    expect(said).toContain(`${key}: `);
    expect(said).toContain(reason);
  });
});

test("typed bodies say which table they are of", () => {
  const typed = { "@odata.type": "#Microsoft.Dynamics.CRM.account", accountid: id1, name: "A" };
  expect(plain(readTypedPayload(schema, undefined, typed))).toEqual({ ...account, values: { name: "A" } });
  expect(readTypedPayload(schema, tableOf("contact"), { firstname: "x" }).table).toBe("contact");
  expect(refusal(() => readTypedPayload(schema, undefined, {}))).toContain("'@odata.type' is expected");
  expect(refusal(() => readTypedPayload(schema, undefined, { "@odata.type": "x" }))).toContain("'x' is unknown");
  expect(refusal(() => readTypedPayload(schema, undefined, { "@odata.type": [[]] }))).toContain("is unknown");
});

test("a single property", () => {
  const table = tableOf("lead");
  const column = table.columns.get("firstname")!;
  expect(readPropertyBody(table, column, { value: "Z" })).toBe("Z");
  expect(readPropertyBody(table, column, { value: null })).toBeNull();
  expect(refusal(() => readPropertyBody(table, column, {}))).toContain('{"value": ...}');
  expect(refusal(() => readPropertyBody(table, column, "Z"))).toContain('{"value": ...}');
  expect(refusal(() => readPropertyBody(table, column, { value: {} }))).toContain("wrongType");
});

test("a reference", () => {
  expect(readReferenceBody(schema, { "@odata.id": `http://h/api/data/v9.2/accounts(${id1})` })).toEqual(account);
  expect(readReferenceBody(schema, { "@odata.id": `/accounts(${id1})` })).toEqual(account);
  for (const json of [null, {}, [], { "@odata.id": 5 }])
    expect(refusal(() => readReferenceBody(schema, json))).toContain('{"@odata.id": "..."}');
});
