/** Publishers and solutions: the steps with which samples begin and end, and the header that names a solution. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] });
const crm = "Microsoft.Dynamics.CRM.";
const publisher = {
  ...{ friendlyname: "Example Publisher", uniquename: "examplepublisher", description: "An example publisher" },
  ...{ customizationprefix: "sample", customizationoptionvalueprefix: 72_700 },
};
const solution = { friendlyname: "Example Solution", uniquename: "examplesolution", version: "1.0.0.0" };
const table = {
  ...{ "@odata.type": `${crm}EntityMetadata`, SchemaName: "sample_BankAccount", OwnershipType: "UserOwned" },
  ...{ DisplayName: label("Bank Account"), DisplayCollectionName: label("Bank Accounts"), HasActivities: false },
  Attributes: [{ "@odata.type": `${crm}StringAttributeMetadata`, SchemaName: "sample_Name", IsPrimaryName: true }],
};

test("a publisher and its solution are made, named by what is customised, and deleted", async () => {
  const find =
    "publishers?$select=friendlyname&$filter=uniquename eq 'examplepublisher' and customizationprefix eq 'sample'";
  expect((await admin.get(find)).json.value).toEqual([]);
  const publisherid = await admin.create("publishers", publisher);
  expect((await admin.get(find)).json.value).toHaveLength(1);
  const bound = { ...solution, "publisherid@odata.bind": `publishers(${publisherid})` };
  const solutionid = await admin.create("solutions", bound);
  const read = await admin.get(`solutions(${solutionid})?$expand=publisherid($select=customizationprefix)`);
  expect(read.json).toMatchObject({ ...solution, ismanaged: false, publisherid: { customizationprefix: "sample" } });
  expect(read.json.installedon).toMatch(/^\d{4}-/);
  const header = { "mscrm.solutionuniquename": "ExampleSolution" };
  expect((await admin.post("EntityDefinitions", table, header)).status).toBe(204);
  expect((await admin.delete("EntityDefinitions(LogicalName='sample_bankaccount')", header)).status).toBe(204);
  expect((await admin.delete(`publishers(${publisherid})`)).json.error.message).toContain("1 Solution");
  expect((await admin.delete(`solutions(${solutionid})`)).status).toBe(204);
  expect((await admin.delete(`publishers(${publisherid})`)).status).toBe(204);
});

test.each(["examplesolution", "x\u00A0y", "' or 1=1"])("the solution %j is refused: there is none", async (name) => {
  const header = { "mscrm.solutionuniquename": name };
  const refused = await admin.post("EntityDefinitions", table, header);
  expect([refused.status, refused.json.error.message]).toEqual([400, expect.stringContaining("There is no solution")]);
  expect((await admin.get("EntityDefinitions(LogicalName='sample_bankaccount')")).status).toBe(404);
  const order = { EntityLogicalName: "account", AttributeLogicalName: "industrycode", Label: label("N") };
  expect((await admin.post("InsertOptionValue", { ...order, SolutionUniqueName: name })).status).toBe(400);
  const { client } = await app.addUser(`${crypto.randomUUID()}@example.com`);
  expect((await client.post("EntityDefinitions", table, header)).status).toBe(403);
});

test("the solution that holds everything is always there", async () => {
  const header = { "mscrm.solutionuniquename": "Default" };
  expect((await admin.post("EntityDefinitions", table, header)).status).toBe(204);
});

test.each([
  ["publishers", { uniquename: "1st" }],
  ["publishers", { uniquename: "a b" }],
  ["publishers", { uniquename: undefined }],
  ["publishers", { customizationprefix: "s" }],
  ["publishers", { customizationprefix: "s-p" }],
  ["publishers", { customizationprefix: "Sample" }],
  ["publishers", { customizationprefix: "mscrmx" }],
  ["publishers", { customizationprefix: "lw" }],
  ["publishers", { customizationprefix: undefined }],
  ["publishers", { customizationoptionvalueprefix: 1 }],
  ["solutions", { uniquename: "a.b" }],
  ["solutions", { version: "one" }],
  ["solutions", { version: "1" }],
  ["solutions", {}],
])("%s with %j are refused in words", async (set, more) => {
  const refused = await admin.post(set, { ...(set === "publishers" ? publisher : solution), ...more });
  expect([refused.status, typeof refused.json.error.message]).toEqual([400, "string"]);
});

test("names are given once, and only administrators make them", async () => {
  const id = await admin.create("publishers", publisher);
  expect((await admin.post("publishers", { ...publisher, uniquename: "ExamplePublisher" })).status).toBe(412);
  expect((await admin.patch(`publishers(${id})`, { customizationprefix: "x_y" })).status).toBe(400);
  const { client } = await app.addUser("sel@example.com");
  expect((await client.post("publishers", { ...publisher, uniquename: "other" })).status).toBe(403);
  expect((await client.get("publishers?$select=friendlyname")).json.value).toHaveLength(1);
  expect((await client.delete(`publishers(${id})`)).status).toBe(403);
});
