/** Every method of the npm client `dynamics-web-api`, called as its documentation calls it. */
import type { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dynamicsClient } from "../testing/dynamics-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let client: DynamicsWebApi;
let account: string;
let task: string;

beforeAll(async () => {
  app = await startSetUpApp();
  client = dynamicsClient(app);
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

const accounts = "LogicalName='account'";
const pairs = "new_accounts_leads";
const cast = (type: string) => `Microsoft.Dynamics.CRM.${type}`;
const crm = (type: string) => ({ "@odata.type": cast(type) });
const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] });
const wordColumn = (): Promise<object> =>
  client.retrieveAttribute({
    ...{ entityKey: accounts, attributeKey: "LogicalName='new_word'" },
    castType: cast("StringAttributeMetadata"),
  });
const sizes = (): Promise<object> =>
  client.retrieveGlobalOptionSet({ key: "Name='new_size'", castType: cast("OptionSetMetadata") });

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
  createAttribute: async () => {
    const data = {
      ...crm("StringAttributeMetadata"),
      SchemaName: "new_Word",
      MaxLength: 50,
      DisplayName: label("Word"),
    };
    const id = await client.createAttribute({ entityKey: accounts, data: data as never });
    expect(await wordColumn()).toMatchObject({ MetadataId: id, MaxLength: 50 });
  },
  updateAttribute: async () => {
    const data = { ...(await wordColumn()), MaxLength: 80 };
    await client.updateAttribute({
      entityKey: accounts,
      data: data as never,
      castType: cast("StringAttributeMetadata"),
    });
    expect(await wordColumn()).toMatchObject({ MaxLength: 80 });
  },
  updateEntity: async () => {
    const read = () => client.retrieveEntity({ key: accounts, select: ["MetadataId", "Description"] } as never);
    await client.updateEntity({ data: { ...(await read()), Description: label("Whom we sell to") } as never });
    expect(await read()).toMatchObject({ Description: { UserLocalizedLabel: { Label: "Whom we sell to" } } });
  },
  createEntity: async () => {
    const name = { ...crm("StringAttributeMetadata"), SchemaName: "new_Name", IsPrimaryName: true, MaxLength: 100 };
    const data = {
      ...crm("EntityMetadata"),
      ...{ SchemaName: "new_Machine", DisplayName: label("Machine"), DisplayCollectionName: label("Machines") },
      ...{ OwnershipType: "UserOwned", HasNotes: false, HasActivities: true },
      Attributes: [{ ...name, DisplayName: label("Name") }],
    };
    const id = await client.createEntity({ data: data as never });
    expect(await client.retrieveEntity({ key: "LogicalName='new_machine'" })).toMatchObject({ MetadataId: id });
    const key = await client.create({ collection: "new_machines", data: { new_name: "Lathe" } as never });
    expect(await client.retrieve({ collection: "new_machines", key: String(key) })).toMatchObject({
      new_name: "Lathe",
    });
    expect(await client.deleteRecord({ collection: "EntityDefinitions", key: String(id) })).toBe(true);
    await expect(client.retrieveMultiple({ collection: "new_machines" })).rejects.toMatchObject({ status: 404 });
  },
  createRelationship: async () => {
    const data = {
      ...crm("ManyToManyRelationshipMetadata"),
      ...{ SchemaName: pairs, IntersectEntityName: pairs, Entity1LogicalName: "account", Entity2LogicalName: "lead" },
    };
    await client.createRelationship({ data: data as never });
    expect((await app.admin.get(`accounts(${account})/${pairs}`)).json.value).toEqual([]);
  },
  updateRelationship: async () => {
    const key = "SchemaName='Lead_Tasks'";
    const castType = cast("OneToManyRelationshipMetadata");
    const data = await client.retrieveRelationship({ key, castType });
    expect(await client.updateRelationship({ data: data as never, castType })).toBe(true);
  },
  deleteRelationship: async () => {
    await client.deleteRelationship({ key: `SchemaName='${pairs}'` });
    expect((await app.admin.get(`accounts(${account})/${pairs}`)).status).toBe(400);
  },
  createGlobalOptionSet: async () => {
    const Options = [{ Value: 727_000_000, Label: label("Small") }];
    const data = { ...crm("OptionSetMetadata"), Name: "new_size", DisplayName: label("Size"), Options };
    await client.createGlobalOptionSet({ data: data as never });
    expect(await sizes()).toMatchObject({ Options: [{ Value: 727_000_000 }] });
  },
  retrieveGlobalOptionSet: async () => expect(await sizes()).toMatchObject({ Name: "new_size" }),
  updateGlobalOptionSet: async () => {
    await client.updateGlobalOptionSet({ data: { ...(await sizes()), DisplayName: label("Sizes") } as never });
    expect(await sizes()).toMatchObject({ DisplayName: { UserLocalizedLabel: { Label: "Sizes" } } });
  },
  deleteGlobalOptionSet: async () => {
    await client.deleteGlobalOptionSet({ key: "Name='new_size'" });
    await expect(sizes()).rejects.toMatchObject({ status: 404 });
  },
  retrieveGlobalOptionSets: async () => client.retrieveGlobalOptionSets(),
  retrieveCsdlMetadata: async () => expect(await client.retrieveCsdlMetadata()).toContain("<edmx:Edmx"),
  search: async () => expect((await client.search({ query: { search: "Every" } })).value.length).toBeGreaterThan(0),
  query: async () => expect((await client.query("Every")).value.length).toBeGreaterThan(0),
  suggest: async () => expect((await client.suggest("Eve")).value[0]?.text).toBe("{crmhit}Eve{/crmhit}ry"),
  autocomplete: async () => expect((await client.autocomplete("eve")).value).toBe("{crmhit}every{/crmhit}"),
  getBackgroundOperationStatus: async () =>
    expect(client.getBackgroundOperationStatus(account)).rejects.toMatchObject({ status: 404, code: "0x8006088a" }),
  cancelBackgroundOperation: async () =>
    expect(client.cancelBackgroundOperation(account)).rejects.toMatchObject({ status: 404, code: "0x8006088a" }),
  deleteRecord: async () => expect(await client.deleteRecord({ collection: "tasks", key: task })).toBe(true),
};

/** They send nothing. */
const local = ["setConfig", "initializeInstance", "startBatch"];

test.each(Object.keys(calls))("%s", async (name) => {
  await calls[name]?.();
});

test("there is no other method", () => {
  const methods = Object.entries(client).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  const known = [...Object.keys(calls), ...local];
  expect(methods.filter((name) => !known.includes(name))).toEqual([]);
  expect(methods.length).toBeGreaterThan(40);
});
