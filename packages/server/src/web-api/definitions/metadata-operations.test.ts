/** The published sequence MetadataOperations in its order, on a table that it makes itself and takes away at the end. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient, TestAnswer } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

const crm = "Microsoft.Dynamics.CRM.";
const label = (text: string) => ({
  ...{ "@odata.type": `${crm}Label`, UserLocalizedLabel: null },
  LocalizedLabels: [{ "@odata.type": `${crm}LocalizedLabel`, Label: text, LanguageCode: 1033 }],
});
const header = { "mscrm.solutionuniquename": "examplesolution" };
const merge = { ...header, "mscrm.mergelabels": "true", "if-none-match": "null" };
const table = "EntityDefinitions(LogicalName='sample_bankaccount')";
const column = (kind: string, more: object = {}) => ({
  ...{ "@odata.type": `${crm}${kind}AttributeMetadata`, SchemaName: `sample_${kind}` },
  ...{ DisplayName: label(`Sample ${kind}`), Description: label(`${kind} Attribute`) },
  RequiredLevel: { Value: "None", CanBeChanged: true, ManagedPropertyLogicalName: "canmodifyrequirementlevelsettings" },
  ...more,
});

/** The address of what was made, and what it is now. */
async function made(answer: Promise<TestAnswer>): Promise<string> {
  const { status, text, headers } = await answer;
  expect([status, text]).toEqual([204, ""]);
  return headers.get("odata-entityid") ?? "";
}
async function read(path: string): Promise<ReturnType<typeof JSON.parse>> {
  const { status, text, json } = await admin.get(path);
  expect([status, status < 300 ? "" : text]).toEqual([200, ""]);
  const { "@odata.context": _context, ...body } = json;
  return body;
}
const post = (path: string, body: object) => made(admin.post(path, body, header));

test("is answered as the sample expects, step by step", async () => {
  const toDelete: string[] = [];
  const publisher = await admin.create("publishers", {
    ...{ friendlyname: "Example Publisher", uniquename: "examplepublisher", description: "An example publisher" },
    ...{ customizationprefix: "sample", customizationoptionvalueprefix: 72_700 },
  });
  const solution = await admin.create("solutions", {
    ...{ friendlyname: "Example Solution", uniquename: "examplesolution", version: "1.0.0.0" },
    ...{ description: "An example solution", "publisherid@odata.bind": `publishers(${publisher})` },
  });
  toDelete.push(`publishers(${publisher})`, `solutions(${solution})`);

  // The table.
  const Attributes = [
    {
      ...column("String", { SchemaName: "sample_Name", IsPrimaryName: true, MaxLength: 100 }),
      ...{ FormatName: { Value: "Text" }, DisplayName: label("Account Name") },
    },
  ];
  const definition = {
    ...{ "@odata.type": `${crm}EntityMetadata`, SchemaName: "sample_BankAccount", OwnershipType: "UserOwned" },
    ...{ DisplayName: label("Bank Account"), DisplayCollectionName: label("Bank Accounts") },
    ...{ Description: label("A table to store information about customer bank accounts"), IsActivity: false },
    ...{ HasActivities: false, HasNotes: false, Attributes },
  };
  const url = await post("EntityDefinitions", definition);
  toDelete.push(table);
  const bankAccount = await read(url);
  const changed = { ...bankAccount, HasActivities: true, Description: label("Contains customers' bank accounts") };
  expect((await admin.put(url, changed, merge)).status).toBe(204);
  expect(await read(url)).toMatchObject({
    ...{ HasActivities: true, HasNotes: false, EntitySetName: "sample_bankaccounts" },
    Description: { UserLocalizedLabel: { Label: "Contains customers' bank accounts" } },
  });

  // Its columns.
  const options = (...texts: string[]) =>
    texts.map((text, place) => ({ Value: 727_000_000 + place, Label: label(text) }));
  const two = { TrueOption: { Value: 1, Label: label("True") }, FalseOption: { Value: 0, Label: label("False") } };
  const choices = { IsGlobal: false, OptionSetType: "Picklist", Options: options("Bravo", "Delta", "Alpha") };
  const columns: readonly [kind: string, more: object, value: unknown][] = [
    ["Boolean", { DefaultValue: false, OptionSet: { ...two, OptionSetType: "Boolean" } }, true],
    ["DateTime", { Format: "DateOnly", DateTimeBehavior: { Value: "DateOnly" } }, "2026-01-02"],
    ["Decimal", { MinValue: 0, MaxValue: 100, Precision: 1 }, 1.5],
    ["Integer", { MinValue: 0, MaxValue: 100 }, 7],
    ["Memo", { MaxLength: 500, Format: "TextArea", ImeMode: "Disabled" }, "long"],
    ["Money", { MinValue: 0, MaxValue: 1000, Precision: 1, PrecisionSource: 1, ImeMode: "Disabled" }, 99.5],
    ["Picklist", { OptionSet: choices }, 727_000_001],
    ["MultiSelectPicklist", { OptionSet: choices }, "727000000,727000002"],
    ["BigInt", {}, 9],
    ["Double", { MinValue: 0, MaxValue: 100, Precision: 2 }, 2.25],
  ];
  for (const [kind, more] of columns) await post(`${table}/Attributes`, column(kind, more));
  const values = Object.fromEntries(columns.map(([kind, , value]) => [`sample_${kind.toLowerCase()}`, value]));
  const id = await admin.create("sample_bankaccounts", { sample_name: "Savings", ...values });
  expect(await read(`sample_bankaccounts(${id})`)).toMatchObject({ sample_name: "Savings", ...values });
  const boolean = `${table}/Attributes(LogicalName='sample_boolean')`;
  const before = await read(`${boolean}/${crm}BooleanAttributeMetadata`);
  expect((await admin.put(boolean, { ...before, DisplayName: label("Sample Up or Down") }, merge)).status).toBe(204);
  const of = { EntityLogicalName: "sample_bankaccount", SolutionUniqueName: "examplesolution" };
  const picklist = { ...of, AttributeLogicalName: "sample_picklist" };
  const update = { ...of, AttributeLogicalName: "sample_boolean", Value: 1, Label: label("Up"), MergeLabels: true };
  expect((await admin.post("UpdateOptionValue", update)).status).toBe(204);
  const inserted = await admin.post("InsertOptionValue", { ...picklist, Label: label("Echo"), Value: 727_000_003 });
  expect(inserted.json.NewOptionValue).toBe(727_000_003);
  const Values = [727_000_002, 727_000_000, 727_000_001, 727_000_003];
  expect((await admin.post("OrderOption", { ...picklist, Values })).status).toBe(204);
  expect((await admin.post("DeleteOptionValue", { ...picklist, Value: 727_000_003 })).status).toBe(204);
  const status = { ...of, AttributeLogicalName: "statuscode", Label: label("Frozen"), StateCode: 1 };
  const { NewOptionValue: statuscode } = (await admin.post("InsertStatusValue", status)).json;
  expect((await admin.patch(`sample_bankaccounts(${id})`, { statuscode })).status).toBe(204);
  expect(await read(`sample_bankaccounts(${id})`)).toMatchObject({ statecode: 1, statuscode });

  // A set of choices that its columns share.
  const colors = { "@odata.type": `${crm}OptionSetMetadata`, Name: "sample_colors", OptionSetType: "Picklist" };
  const set = await post("GlobalOptionSetDefinitions", {
    ...{ ...colors, DisplayName: label("Colors"), Options: options("Red", "Yellow", "Green") },
  });
  toDelete.splice(2, 0, "GlobalOptionSetDefinitions(Name='sample_colors')");
  const shared = { SchemaName: "sample_Colors", "GlobalOptionSet@odata.bind": set.slice(admin.base.length - 1) };
  await post(`${table}/Attributes`, column("Picklist", shared));

  // Relationships: to a customer, to contacts, and with them.
  const customer = (target: string) => ({
    ...{ SchemaName: `sample_BankAccount_Customer_${target}`, ReferencedEntity: target },
    ReferencingEntity: "sample_bankaccount",
  });
  const related = await admin.post("CreateCustomerRelationships", {
    Lookup: { SchemaName: "sample_CustomerId", DisplayName: label("Account owner") },
    OneToManyRelationships: [customer("account"), customer("contact")],
    SolutionUniqueName: "examplesolution",
  });
  expect(related.json.RelationshipIds).toHaveLength(2);
  for (const [check, EntityName] of [
    ["CanBeReferenced", "sample_bankaccount"],
    ["CanBeReferencing", "contact"],
    ["CanManyToMany", "sample_bankaccount"],
  ] as const)
    expect((await admin.post(check, { EntityName })).json[check]).toBe(true);
  for (const list of [
    "GetValidReferencedEntities(ReferencingEntityName='contact')",
    "GetValidReferencingEntities(ReferencedEntityName='contact')",
    "GetValidManyToMany()",
  ])
    expect((await read(list)).EntityNames).toContain("sample_bankaccount");
  const oneToMany = { "@odata.type": `${crm}OneToManyRelationshipMetadata`, SchemaName: "sample_BankAccount_Contacts" };
  const byContacts = await post("RelationshipDefinitions", {
    ...{ ...oneToMany, ReferencedEntity: "sample_bankaccount", ReferencedAttribute: "sample_bankaccountid" },
    ...{ ReferencingEntity: "contact", CascadeConfiguration: { Delete: "RemoveLink", Assign: "NoCascade" } },
    AssociatedMenuConfiguration: {
      Behavior: "UseLabel",
      Group: "Details",
      Label: label("Bank Account"),
      Order: 10_000,
    },
    Lookup: { ...column("Lookup"), SchemaName: "sample_BankAccountId", DisplayName: label("Bank Account") },
  });
  const manyToMany = { "@odata.type": `${crm}ManyToManyRelationshipMetadata` };
  const withContacts = await post("RelationshipDefinitions", {
    ...{ ...manyToMany, SchemaName: "sample_sample_BankAccounts_Contacts" },
    ...{ Entity1LogicalName: "sample_bankaccount", Entity2LogicalName: "contact" },
    IntersectEntityName: "sample_sample_bankaccounts_contacts",
  });
  toDelete.push(byContacts, withContacts);
  const expand = "$expand=ManyToManyRelationships,OneToManyRelationships,ManyToOneRelationships";
  const whole = await read(`${table}?${expand}`);
  const names = (list: { SchemaName: string }[]) => list.map(({ SchemaName }) => SchemaName);
  expect(names(whole.ManyToManyRelationships)).toEqual(["sample_sample_BankAccounts_Contacts"]);
  expect(names(whole.OneToManyRelationships)).toContain("sample_BankAccount_Contacts");
  expect(names(whole.ManyToOneRelationships)).toContain("sample_BankAccount_Customer_account");

  // All of it goes, the last first.
  for (const path of toDelete.toReversed()) expect([path, (await admin.delete(path)).status]).toEqual([path, 204]);
  expect((await admin.get(table)).status).toBe(404);
  expect((await admin.get("$metadata")).text).not.toContain("sample_");
});
