/** CreateMultiple, UpdateMultiple, UpsertMultiple and DeleteMultiple. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

const type = "Microsoft.Dynamics.CRM.account";
const act = (name: string, Targets: unknown, client = admin) =>
  client.post(`accounts/Microsoft.Dynamics.CRM.${name}`, { Targets });
const nameOf = async (id: string) => (await admin.get(`accounts(${id})?$select=name`)).json?.name;
const count = async (name: string) => (await admin.get(`accounts/$count?$filter=name eq '${name}'`)).text;

test("many are created, changed, created or changed, and deleted", async () => {
  const parent = await admin.create("accounts", { name: "Parent", accountnumber: "P1" });
  const made = await act("CreateMultiple", [
    { "@odata.type": type, name: "One", "parentaccountid@odata.bind": "/accounts(accountnumber='P1')" },
    { name: "Two" },
  ]);
  expect(made.status).toBe(200);
  expect(made.json["@odata.context"]).toBe(`${admin.base}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`);
  const [one, two] = made.json.Ids;
  expect((await admin.get(`accounts(${one})?$select=_parentaccountid_value`)).json._parentaccountid_value).toBe(parent);

  const changed = await act("UpdateMultiple", [
    { "@odata.type": type, accountid: one, name: "Eins" },
    { "@odata.id": `${admin.base}accounts(${two})`, name: "Zwei" },
    { "@odata.id": "accounts(accountnumber='P1')", name: "Eltern" },
  ]);
  expect(changed.status).toBe(204);
  expect([await nameOf(one), await nameOf(two), await nameOf(parent)]).toEqual(["Eins", "Zwei", "Eltern"]);

  const three = crypto.randomUUID();
  const upserted = await act("UpsertMultiple", [
    { accountid: one, name: "Uno" },
    { accountid: three, name: "Tres", Account_Tasks: [{ subject: "Call" }] },
    { name: "Nobody's id" },
  ]);
  expect(upserted.status).toBe(204);
  expect([await nameOf(one), await nameOf(three), await count("Nobody's id".replaceAll("'", "''"))]).toEqual([
    "Uno",
    "Tres",
    "1",
  ]);

  expect((await act("DeleteMultiple", [{ accountid: one }, { accountid: three }])).status).toBe(204);
  expect((await admin.get(`accounts(${one})`)).status).toBe(404);
});

test("UpsertMultiple takes rows by their keys", async () => {
  const key = "accounts(accountnumber='K1')";
  for (const name of ["Made", "Changed"])
    expect((await act("UpsertMultiple", [{ "@odata.id": key, name }])).status).toBe(204);
  expect((await admin.get(`${key}?$select=name`)).json.name).toBe("Changed");
  expect(await count("Made")).toBe("0");
});

test("nested rows come along", async () => {
  const { json } = await act("CreateMultiple", [{ name: "Nest", primarycontactid: { lastname: "Egg" } }]);
  const row = await admin.get(`accounts(${json.Ids[0]})?$expand=primarycontactid($select=fullname)`);
  expect(row.json.primarycontactid.fullname).toBe("Egg");
});

test("all or none", async () => {
  const good = { name: "Lonely" };
  for (const bad of [{ name: "x".repeat(500) }, { name: "B", "parentaccountid@odata.bind": "/accounts(nope)" }]) {
    expect((await act("CreateMultiple", [good, bad])).status).toBe(400);
  }
  expect((await act("UpsertMultiple", [good, { name: "x".repeat(500) }])).status).toBe(400);
  expect(await count("Lonely")).toBe("0");
});

test("rights are those of single writes", async () => {
  const mine = await admin.create("accounts", { name: "Mine" });
  const { client } = await app.addUser("member@example.com", "Sales Team Member");
  expect((await act("UpdateMultiple", [{ accountid: mine, name: "Theirs" }], client)).status).toBe(403);
  expect((await act("DeleteMultiple", [{ accountid: mine }], client)).status).toBe(403);
  expect(await nameOf(mine)).toBe("Mine");
});

test.each([
  ["CreateMultiple", undefined],
  ["CreateMultiple", []],
  ["CreateMultiple", {}],
  ["CreateMultiple", [null]],
  ["CreateMultiple", [{ "@odata.type": "Microsoft.Dynamics.CRM.lead", subject: "S" }]],
  ["CreateMultiple", Array.from({ length: 1001 }, () => ({ name: "A" }))],
  ["CreateMultiple", Array.from({ length: 600 }, () => ({ name: "A", primarycontactid: { lastname: "B" } }))],
  ["UpdateMultiple", [{ name: "No id" }]],
  ["UpdateMultiple", [{ "@odata.id": "leads(0195c0de-0000-7000-8000-0000000000ff)", name: "Lead" }]],
  ["DeleteMultiple", [{}]],
])("%s refuses what is no list of rows", async (name, targets) => {
  expect((await act(name, targets)).status).toBe(400);
});

test("they are there for sets only", async () => {
  const id = crypto.randomUUID();
  expect((await admin.post(`accounts(${id})/Microsoft.Dynamics.CRM.CreateMultiple`, { Targets: [] })).status).toBe(404);
  expect((await admin.post("CreateMultiple", { Targets: [] })).status).toBe(404);
  expect((await act("UpdateMultiple", [{ accountid: id, name: "Missing" }])).status).toBe(404);
});
