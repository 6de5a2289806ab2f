/** Every method of the npm client `dynamics-web-api`, called as its documentation calls it. */
import { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let client: DynamicsWebApi;
let account: string;
let task: string;

beforeAll(async () => {
  app = await startSetUpApp();
  client = new DynamicsWebApi({
    serverUrl: app.origin,
    dataApi: { version: "9.2" },
    onTokenRefresh: async () => app.admin.token ?? "",
  });
  account = await app.admin.create("accounts", { name: "Every", accountnumber: "E1" });
  task = await app.admin.create("tasks", { subject: "Every" });
  const made = await app.admin.post("EntityDefinitions(LogicalName='account')/Attributes", {
    "@odata.type": "Microsoft.Dynamics.CRM.FileAttributeMetadata",
    SchemaName: "new_File",
    DisplayName: { LocalizedLabels: [{ Label: "File", LanguageCode: 1033 }] },
  });
  expect(made.status).toBe(204);
});
afterAll(() => app.close());

const collection = "accounts";
const fetchXml = '<fetch><entity name="account"><attribute name="name"/></entity></fetch>';
const byName = { collection, filter: "accountnumber eq 'E1'", select: ["name"] };
const guid = /^[0-9a-f-]{36}$/;

/** Method -> a call of it and what it gives. */
const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  create: async () => expect(await client.create({ collection, data: { name: "Created" } as never })).toMatch(guid),
  retrieve: async () =>
    expect(await client.retrieve({ collection, key: account, select: ["name"] })).toMatchObject({ name: "Every" }),
  retrieveMultiple: async () => expect((await client.retrieveMultiple(byName)).value).toHaveLength(1),
  retrieveAll: async () => expect((await client.retrieveAll(byName)).value).toHaveLength(1),
  fetch: async () => expect((await client.fetch({ collection, fetchXml })).value?.length).toBeGreaterThan(0),
  fetchAll: async () => expect((await client.fetchAll({ collection, fetchXml })).value?.length).toBeGreaterThan(0),
  count: async () => expect(await client.count({ collection, filter: byName.filter })).toBe(1),
  countAll: async () => expect(await client.countAll({ collection, filter: byName.filter })).toBe(1),
  update: async () =>
    expect(await client.update({ collection, key: account, data: { telephone1: "1" } as never })).toBe(true),
  updateSingleProperty: async () => {
    await client.updateSingleProperty({ collection, key: account, fieldValuePair: { telephone1: "2" } });
    expect((await app.admin.get(`accounts(${account})/telephone1`)).json.value).toBe("2");
  },
  upsert: async () =>
    expect(await client.upsert({ collection, key: "accountnumber='E1'", data: { telephone1: "3" } as never })).toBe(
      account,
    ),
  associate: async () =>
    client.associate({
      collection,
      primaryKey: account,
      relationshipName: "Account_Tasks",
      relatedCollection: "tasks",
      relatedKey: task,
    }),
  disassociate: async () =>
    client.disassociate({ collection, primaryKey: account, relationshipName: "Account_Tasks", relatedKey: task }),
  associateSingleValued: async () => {
    const contact = await app.admin.create("contacts", { lastname: "C" });
    await client.associateSingleValued({
      collection,
      primaryKey: account,
      navigationProperty: "primarycontactid",
      relatedCollection: "contacts",
      relatedKey: contact,
    });
  },
  disassociateSingleValued: async () =>
    client.disassociateSingleValued({ collection, primaryKey: account, navigationProperty: "primarycontactid" }),
  callFunction: async () => expect(await client.callFunction("WhoAmI")).toMatchObject({ UserId: app.adminId }),
  callAction: async () => {
    const opportunity = await app.admin.create("opportunities", { name: "Every" });
    const close = { subject: "Won", "opportunityid@odata.bind": `/opportunities(${opportunity})` };
    await client.callAction({ actionName: "WinOpportunity", action: { Status: 3, OpportunityClose: close } });
  },
  uploadFile: async () =>
    client.uploadFile({
      collection,
      key: account,
      property: "new_file",
      fileName: "every.txt",
      data: Buffer.from("Every") as never,
    } as never),
  downloadFile: async () => {
    const file = await client.downloadFile({ collection, key: account, property: "new_file" } as never);
    expect([file.fileName, Buffer.from(file.data as Uint8Array).toString()]).toEqual(["every.txt", "Every"]);
  },
  executeBatch: async () => {
    client.startBatch();
    client.retrieve({ collection, key: account, select: ["name"] });
    client.create({ collection, data: { name: "In a batch" } as never });
    expect(await client.executeBatch()).toMatchObject([{ name: "Every" }, expect.stringMatching(guid)]);
  },
  retrieveEntities: async () =>
    expect((await client.retrieveEntities({ select: ["LogicalName"] } as never)).value?.length).toBeGreaterThan(40),
  retrieveEntity: async () =>
    expect(
      await client.retrieveEntity({ key: "LogicalName='account'", select: ["EntitySetName"] } as never),
    ).toMatchObject({
      EntitySetName: collection,
    }),
  retrieveAttributes: async () =>
    expect(
      (await client.retrieveAttributes({ entityKey: "LogicalName='account'" } as never)).value?.length,
    ).toBeGreaterThan(50),
  retrieveAttribute: async () =>
    expect(
      await client.retrieveAttribute({
        entityKey: "LogicalName='account'",
        attributeKey: "LogicalName='name'",
      } as never),
    ).toMatchObject({ LogicalName: "name" }),
  retrieveRelationships: async () =>
    expect((await client.retrieveRelationships({ select: ["SchemaName"] } as never)).value?.length).toBeGreaterThan(50),
  retrieveRelationship: async () =>
    expect(await client.retrieveRelationship({ key: "SchemaName='Lead_Tasks'" } as never)).toMatchObject({
      SchemaName: "Lead_Tasks",
    }),
  retrieveGlobalOptionSets: async () => client.retrieveGlobalOptionSets(),
  retrieveCsdlMetadata: async () => expect(await client.retrieveCsdlMetadata()).toContain("<edmx:Edmx"),
  deleteRecord: async () => expect(await client.deleteRecord({ collection: "tasks", key: task })).toBe(true),
};

/** Tested with the metadata they change: what they make stays. */
const ofMetadata = [
  ...["createEntity", "updateEntity", "createAttribute", "updateAttribute"],
  ...["createRelationship", "updateRelationship", "deleteRelationship", "retrieveGlobalOptionSet"],
  ...["createGlobalOptionSet", "updateGlobalOptionSet", "deleteGlobalOptionSet"],
];
/** The search service and background operations are services of their own, beside the Web API. */
const ofOtherServices = [
  ...["search", "query", "suggest", "autocomplete"],
  ...["getBackgroundOperationStatus", "cancelBackgroundOperation"],
];
/** They send nothing. */
const local = ["setConfig", "initializeInstance", "startBatch"];

test.each(Object.keys(calls))("%s", async (name) => {
  await calls[name]?.();
});

test("there is no other method", () => {
  const methods = Object.entries(client).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  const known = [...Object.keys(calls), ...ofMetadata, ...ofOtherServices, ...local];
  expect(methods.filter((name) => !known.includes(name))).toEqual([]);
  expect(methods.length).toBeGreaterThan(40);
});
