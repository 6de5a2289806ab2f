/** What the published sequence MetadataOperations does to a table's definition, in its order, on a table that is there. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  const publisherid = { uniquename: "sampler", friendlyname: "Sampler", customizationprefix: "sample" };
  await admin.create("solutions", { uniquename: "samples", friendlyname: "Samples", version: "1.0.0.0", publisherid });
});
afterAll(() => app.close());

const account = "EntityDefinitions(LogicalName='account')";
const crm = "Microsoft.Dynamics.CRM.";
const label = (text: string, code = 1033) => ({ LocalizedLabels: [{ Label: text, LanguageCode: code }] });
const column = (kind: string, name: string, more: object = {}) => ({
  "@odata.type": `${crm}${kind}AttributeMetadata`,
  SchemaName: `sample_${name}`,
  DisplayName: label(`Sample ${name}`),
  RequiredLevel: { Value: "None", CanBeChanged: true, ManagedPropertyLogicalName: "canmodifyrequirementlevelsettings" },
  ...more,
});
const attribute = (name: string, cast = "") =>
  `${account}/Attributes(LogicalName='${name}')${cast === "" ? "" : `/${crm}${cast}AttributeMetadata`}`;
const labelsOf = (text: { LocalizedLabels: { Label: string; LanguageCode: number }[] }) =>
  Object.fromEntries(text.LocalizedLabels.map(({ LanguageCode, Label }) => [LanguageCode, Label]));

async function ok(answer: Promise<{ status: number; text: string; json: ReturnType<typeof JSON.parse> }>) {
  const { status, text, json } = await answer;
  expect([status, text]).toEqual([status < 300 ? status : 200, text]);
  return json;
}
async function options(name: string): Promise<[number, string][]> {
  const { OptionSet } = await ok(admin.get(`${attribute(name)}?$select=SchemaName&$expand=OptionSet`));
  return OptionSet.Options.map((each: { Value: number; Label: { UserLocalizedLabel: { Label: string } } }) => [
    each.Value,
    each.Label.UserLocalizedLabel.Label,
  ]);
}

describe("columns", () => {
  test.each([
    ["String", { MaxLength: 100, FormatName: { Value: "Email" } }, "a@b.example"],
    ["Memo", { MaxLength: 500, Format: "TextArea" }, "long"],
    ["Integer", { MinValue: 0, MaxValue: 100 }, 7],
    ["BigInt", {}, 9_007_199_254_740_991],
    ["Decimal", { MinValue: 0, MaxValue: 100, Precision: 1 }, 1.5],
    ["Double", { MinValue: 0, MaxValue: 100, Precision: 2 }, 2.25],
    ["Money", { MinValue: 0, MaxValue: 1000, Precision: 1, PrecisionSource: 1 }, 99.5],
    ["DateTime", { Format: "DateAndTime" }, "2026-01-02T03:04:05Z"],
  ])("%s is made, described as it was asked for, and used", async (kind, more, value) => {
    const created = await admin.post(`${account}/Attributes`, column(kind, kind, more), {
      "mscrm.solutionuniquename": "samples",
    });
    expect([created.status, created.text]).toEqual([204, ""]);
    const name = `sample_${kind.toLowerCase()}`;
    expect(await ok(admin.get(attribute(name, kind)))).toMatchObject({
      SchemaName: `sample_${kind}`,
      ...more,
      ...(kind === "Money" && { PrecisionSource: 0 }),
    });
    const id = await admin.create("accounts", { name: "A", [name]: value });
    expect((await ok(admin.get(`accounts(${id})?$select=${name}`)))[name]).toBe(value);
  });

  test("a two-option column is renamed by PUT, its options by UpdateOptionValue", async () => {
    const set = { TrueOption: { Value: 1, Label: label("True") }, FalseOption: { Value: 0, Label: label("False") } };
    await ok(admin.post(`${account}/Attributes`, column("Boolean", "Boolean", { OptionSet: set })));
    const before = await ok(admin.get(`${attribute("sample_boolean", "Boolean")}?$expand=OptionSet`));
    const changed = {
      ...before,
      DisplayName: label("Sample Boolean Updated"),
      Description: label("Boolean Attribute Updated"),
      RequiredLevel: { Value: "ApplicationRequired" },
    };
    const { "@odata.context": _context, ...body } = changed;
    expect((await admin.put(attribute("sample_boolean"), body, { "mscrm.mergelabels": "true" })).status).toBe(204);
    const owner = { EntityLogicalName: "account", AttributeLogicalName: "sample_boolean", MergeLabels: true };
    await ok(admin.post("UpdateOptionValue", { ...owner, Value: 1, Label: label("Up") }));
    await ok(admin.post("UpdateOptionValue", { ...owner, Value: 0, Label: label("W dół", 1045) }));
    const after = await ok(admin.get(attribute("sample_boolean", "Boolean")));
    expect(after).toMatchObject({ RequiredLevel: { Value: "ApplicationRequired" } });
    expect([labelsOf(after.DisplayName)[1033], labelsOf(after.Description)]).toEqual([
      "Sample Boolean Updated",
      { 1033: "Boolean Attribute Updated" },
    ]);
    expect(labelsOf(after.OptionSet.TrueOption.Label)[1033]).toBe("Up");
    expect(labelsOf(after.OptionSet.FalseOption.Label)).toMatchObject({ 1033: "False", 1045: "W dół" });
    const refused = await admin.post("accounts", { name: "without" });
    expect([refused.status, refused.json.error.message]).toEqual([400, expect.stringContaining("sample_boolean")]);
    await ok(admin.put(attribute("sample_boolean"), { RequiredLevel: { Value: "None" } }));
  });

  test("a standard column is renamed in one language, and keeps its words in the others", async () => {
    const before = await ok(admin.get(attribute("websiteurl")));
    const { "@odata.context": _context, ...body } = { ...before, DisplayName: label("Strona", 1045), MaxLength: 100 };
    await ok(admin.put(attribute("websiteurl"), body, { "mscrm.mergelabels": "true" }));
    const after = await ok(admin.get(attribute("websiteurl")));
    expect(labelsOf(after.DisplayName)).toEqual({ ...labelsOf(before.DisplayName), 1045: "Strona" });
    expect(after.MaxLength).toBe(100);
    const long = await admin.post("accounts", { name: "A", websiteurl: `http://${"x".repeat(100)}` });
    expect([long.status, long.json.error.code]).toEqual([400, "0x80044331"]);
    await ok(admin.put(account, { DisplayName: label("Customer"), DisplayCollectionName: label("Customers") }));
    expect((await ok(admin.get(account))).DisplayCollectionName.UserLocalizedLabel.Label).toBe("Customers");
  });

  test("a custom column is deleted, a standard one and one that a view shows are not", async () => {
    await ok(admin.post(`${account}/Attributes`, column("String", "Passing")));
    const id = await admin.create("accounts", { name: "A", sample_passing: "x" });
    const view = {
      name: "Mine",
      returnedtypecode: "account",
      querytype: 0,
      fetchxml: '<fetch><entity name="account"><attribute name="sample_passing"/></entity></fetch>',
    };
    const query = await admin.create("userqueries", view);
    expect((await admin.delete(attribute("sample_passing"))).json.error.message).toContain("Mine");
    await ok(admin.delete(`userqueries(${query})`));
    expect((await admin.delete(attribute("sample_passing"))).status).toBe(204);
    expect((await admin.get(attribute("sample_passing"))).status).toBe(404);
    expect(await ok(admin.get(`accounts(${id})`))).not.toHaveProperty("sample_passing");
    expect((await admin.get(`accounts(${id})?$select=sample_passing`)).status).toBe(400);
    expect((await admin.delete(attribute("name"))).status).toBe(400);
    // It can be made again, and is empty.
    await ok(admin.post(`${account}/Attributes`, column("Integer", "Passing")));
    expect((await ok(admin.get(`accounts(${id})`))).sample_passing).toBeNull();
  });
});

describe("choices", () => {
  const owner = { EntityLogicalName: "account", AttributeLogicalName: "sample_choice", SolutionUniqueName: "samples" };
  const of = (...texts: string[]) => texts.map((text, index) => ({ Value: 727_000_000 + index, Label: label(text) }));

  test("are inserted, ordered, renamed and deleted", async () => {
    const set = { IsGlobal: false, OptionSetType: "Picklist", Options: of("Bravo", "Delta", "Alpha") };
    await ok(admin.post(`${account}/Attributes`, column("Picklist", "Choice", { OptionSet: set })));
    const insert = { ...owner, Label: label("Echo"), Value: 727_000_005 };
    expect((await ok(admin.post("InsertOptionValue", insert))).NewOptionValue).toBe(727_000_005);
    const sorted = (await options("sample_choice")).toSorted((a, b) => (a[1] < b[1] ? -1 : 1));
    await ok(admin.post("OrderOption", { ...owner, Values: sorted.map(([value]) => value) }));
    expect(await options("sample_choice")).toEqual(sorted);
    await ok(admin.post("DeleteOptionValue", { ...owner, Value: 727_000_001 }));
    expect((await options("sample_choice")).map(([, text]) => text)).toEqual(["Alpha", "Bravo", "Echo"]);
    const gone = await admin.post("accounts", { name: "A", sample_choice: 727_000_001 });
    expect(gone.status).toBe(400);
    await admin.create("accounts", { name: "A", sample_choice: 727_000_005 });
  });

  test.each([
    ["InsertOptionValue", { Label: label("Alpha") }],
    ["InsertOptionValue", { Label: label("New"), Value: 727_000_000 }],
    ["InsertOptionValue", { Label: label("New"), Value: -1 }],
    ["InsertOptionValue", { Label: label("x".repeat(201)) }],
    ["InsertOptionValue", { Label: label("a\0b") }],
    ["InsertOptionValue", { Label: label("New"), AttributeLogicalName: "name" }],
    ["InsertOptionValue", { Label: label("New"), AttributeLogicalName: "statuscode" }],
    ["UpdateOptionValue", { Label: label("New"), Value: 5 }],
    ["DeleteOptionValue", { Value: 5 }],
    ["DeleteOptionValue", { Value: 1, AttributeLogicalName: "statuscode" }],
    ["OrderOption", { Values: [727_000_000] }],
    ["OrderOption", { Values: "x" }],
    ["InsertStatusValue", { Label: label("New"), AttributeLogicalName: "statuscode", StateCode: 9 }],
  ])("%s %j is refused in words", async (action, more) => {
    const { status, json } = await admin.post(action, { ...owner, ...more });
    expect([status, typeof json.error.message]).toEqual([400, "string"]);
    expect(json.error.message.length).toBeGreaterThan(10);
  });

  test("a status reason is added to a state", async () => {
    const insert = {
      EntityLogicalName: "account",
      AttributeLogicalName: "statuscode",
      Label: label("Frozen"),
      StateCode: 1,
    };
    const { NewOptionValue: statuscode } = await ok(admin.post("InsertStatusValue", insert));
    const id = await admin.create("accounts", { name: "A" });
    await ok(admin.patch(`accounts(${id})`, { statuscode }));
    expect(await ok(admin.get(`accounts(${id})`))).toMatchObject({ statecode: 1, statuscode });
  });

  test("are shared by columns through a global set", async () => {
    const set = {
      "@odata.type": `${crm}OptionSetMetadata`,
      Name: "sample_colors",
      DisplayName: label("Colors"),
      OptionSetType: "Picklist",
      Options: of("Red", "Yellow"),
    };
    const created = await admin.post("GlobalOptionSetDefinitions", set);
    const id = /\(([0-9a-f-]{36})\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[1];
    const read = await ok(admin.get(`GlobalOptionSetDefinitions(${id})/${crm}OptionSetMetadata`));
    expect(read).toMatchObject({ Name: "sample_colors", IsGlobal: true, IsCustomOptionSet: true });
    const bound = { "GlobalOptionSet@odata.bind": `/GlobalOptionSetDefinitions(${id})` };
    await ok(admin.post(`${account}/Attributes`, column("Picklist", "Colors", bound)));
    await ok(admin.post("EntityDefinitions(LogicalName='lead')/Attributes", column("Picklist", "Colors", bound)));
    await ok(
      admin.post("InsertOptionValue", { OptionSetName: "sample_colors", Label: label("Green"), Value: 727_000_002 }),
    );
    await admin.create("accounts", { name: "A", sample_colors: 727_000_002 });
    await admin.create("leads", { subject: "S", lastname: "L", sample_colors: 727_000_002 });
    await ok(admin.put(`GlobalOptionSetDefinitions(${id})`, { ...set, DisplayName: label("Colours") }));
    expect(
      (await ok(admin.get(`GlobalOptionSetDefinitions(Name='sample_colors')`))).DisplayName.UserLocalizedLabel.Label,
    ).toBe("Colours");
    expect((await admin.delete(`GlobalOptionSetDefinitions(${id})`)).json.error.message).toContain("sample_colors");
    await ok(admin.delete(attribute("sample_colors")));
    await ok(admin.delete("EntityDefinitions(LogicalName='lead')/Attributes(LogicalName='sample_colors')"));
    expect((await admin.delete(`GlobalOptionSetDefinitions(${id})`)).status).toBe(204);
    expect((await admin.get(`GlobalOptionSetDefinitions(${id})`)).status).toBe(404);
  });
});

describe("relationships", () => {
  test("which tables can have them", async () => {
    for (const action of ["CanBeReferenced", "CanBeReferencing", "CanManyToMany"]) {
      expect((await ok(admin.post(action, { EntityName: "account" })))[action]).toBe(true);
      expect((await ok(admin.post(action, { EntityName: "owner" })))[action]).toBe(false);
      expect((await admin.post(action, { EntityName: "nope" })).status).toBe(400);
    }
    const names = "GetValidReferencedEntities(ReferencingEntityName='account')";
    expect((await ok(admin.get(names))).EntityNames).toContain("contact");
    expect((await ok(admin.get("GetValidReferencingEntities(ReferencedEntityName='account')"))).EntityNames).toContain(
      "lead",
    );
    expect((await ok(admin.get("GetValidManyToMany()"))).EntityNames).not.toContain("owner");
  });

  test("a customer lookup leads to an account or a contact", async () => {
    const one = (target: string) => ({
      SchemaName: `sample_Case_Customer_${target}`,
      ReferencedEntity: target,
      ReferencingEntity: "lead",
    });
    const Lookup = { SchemaName: "sample_CustomerId", DisplayName: label("Customer of it") };
    const answer = await ok(
      admin.post("CreateCustomerRelationships", { Lookup, OneToManyRelationships: [one("account"), one("contact")] }),
    );
    expect(answer).toMatchObject({
      AttributeId: expect.any(String),
      RelationshipIds: [expect.any(String), expect.any(String)],
    });
    const contact = await admin.create("contacts", { lastname: "C" });
    const lead = { subject: "S", lastname: "L", "sample_CustomerId_contact@odata.bind": `/contacts(${contact})` };
    const id = await admin.create("leads", lead);
    const found = await ok(admin.get(`contacts(${contact})/sample_Case_Customer_contact?$select=leadid`));
    expect(found.value).toMatchObject([{ leadid: id }]);
  });

  test("one to many, with its lookup and what a delete does", async () => {
    const body = {
      "@odata.type": `${crm}OneToManyRelationshipMetadata`,
      SchemaName: "sample_Account_Lead",
      ReferencedEntity: "account",
      ReferencingEntity: "lead",
      Lookup: { SchemaName: "sample_AccountId", DisplayName: label("Account of it") },
      CascadeConfiguration: { Delete: "Restrict", Assign: "NoCascade" },
    };
    const created = await admin.post("RelationshipDefinitions", body);
    expect([created.status, created.text]).toEqual([204, ""]);
    const path = `RelationshipDefinitions(SchemaName='sample_Account_Lead')`;
    const read = await ok(admin.get(`${path}/${crm}OneToManyRelationshipMetadata`));
    expect(read).toMatchObject({ ReferencingAttribute: "sample_accountid", IsCustomRelationship: true });
    expect(created.headers.get("odata-entityid")).toContain(read.MetadataId);
    const parent = await admin.create("accounts", { name: "A" });
    const bind = { "sample_AccountId@odata.bind": `/accounts(${parent})` };
    const lead = await admin.create("leads", { subject: "S", lastname: "L", ...bind });
    expect((await admin.delete(`accounts(${parent})`)).status).toBe(405);
    await ok(admin.put(path, { ...read, CascadeConfiguration: { Delete: "RemoveLink" } }));
    expect((await admin.delete(`accounts(${parent})`)).status).toBe(204);
    expect((await ok(admin.get(`leads(${lead})`)))._sample_accountid_value).toBeNull();
    expect((await admin.post("RelationshipDefinitions", body)).status).toBe(400);
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    expect((await admin.get("$metadata")).text).not.toContain("sample_accountid");
  });

  test("many to many, between two tables and of one with itself", async () => {
    const body = {
      "@odata.type": `${crm}ManyToManyRelationshipMetadata`,
      SchemaName: "sample_leads_contacts",
      IntersectEntityName: "sample_leads_contacts",
      Entity1LogicalName: "lead",
      Entity2LogicalName: "contact",
      Entity1AssociatedMenuConfiguration: { Behavior: "UseLabel" },
    };
    await ok(admin.post("RelationshipDefinitions", body));
    await ok(
      admin.post("RelationshipDefinitions", {
        ...body,
        SchemaName: "sample_peers",
        IntersectEntityName: "sample_peers",
        Entity2LogicalName: "lead",
      }),
    );
    const one = await admin.create("leads", { subject: "S", lastname: "One" });
    const two = await admin.create("leads", { subject: "S", lastname: "Two" });
    const contact = await admin.create("contacts", { lastname: "C" });
    await ok(admin.post(`leads(${one})/sample_leads_contacts/$ref`, { "@odata.id": `contacts(${contact})` }));
    await ok(admin.post(`leads(${one})/sample_peers/$ref`, { "@odata.id": `leads(${two})` }));
    const expanded = await ok(
      admin.get(`leads(${one})?$expand=sample_leads_contacts($select=lastname),sample_peers($select=lastname)`),
    );
    expect([expanded.sample_leads_contacts[0].lastname, expanded.sample_peers[0].lastname]).toEqual(["C", "Two"]);
    expect((await ok(admin.get(`leads(${two})/Referencedsample_peers?$select=lastname`))).value).toHaveLength(1);
    expect((await admin.get("$metadata")).text).toContain('<NavigationProperty Name="sample_leads_contacts"');
    expect((await admin.delete(`leads(${two})`)).status).toBe(204);
    const path = "RelationshipDefinitions(SchemaName='sample_leads_contacts')";
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.get(`leads(${one})/sample_leads_contacts`)).status).toBe(400);
    expect((await admin.delete("RelationshipDefinitions(SchemaName='accountleads_association')")).status).toBe(400);
  });

  test.each([
    { SchemaName: "nolead", Entity2LogicalName: "contact" },
    { SchemaName: 'sample_a"; drop table crm.lead; --', Entity2LogicalName: "contact" },
    { SchemaName: `sample_${"a".repeat(60)}`, Entity2LogicalName: "contact" },
    { SchemaName: "sample_x", Entity2LogicalName: "nope" },
    { SchemaName: "sample_x", Entity2LogicalName: "owner" },
    { SchemaName: "sample_x", Entity2LogicalName: "contact", IntersectEntityName: "lead" },
    { SchemaName: "sample_x", Entity2LogicalName: "contact", Entity1NavigationPropertyName: "subject" },
    { SchemaName: "sample_x", Entity2LogicalName: "contact", Entity1NavigationPropertyName: "a b" },
    { SchemaName: "sample_peers", Entity2LogicalName: "contact" },
  ])("%j is refused in words", async (more) => {
    const body = { "@odata.type": `${crm}ManyToManyRelationshipMetadata`, Entity1LogicalName: "lead", ...more };
    const { status, json } = await admin.post("RelationshipDefinitions", body);
    expect([status, json.error.message.length > 20]).toEqual([400, true]);
  });
});

test("all of it is an administrator's", async () => {
  const { client } = await app.addUser("seller@example.com");
  const owner = { EntityLogicalName: "account", AttributeLogicalName: "industrycode" };
  const many = {
    "@odata.type": `${crm}ManyToManyRelationshipMetadata`,
    SchemaName: "new_x",
    Entity1LogicalName: "lead",
    Entity2LogicalName: "lead",
  };
  const refused = [
    client.post(`${account}/Attributes`, column("String", "Mine")),
    client.put(attribute("name"), { DisplayName: label("Mine") }),
    client.put(account, { DisplayName: label("Mine") }),
    client.delete(attribute("sample_string")),
    client.post("InsertOptionValue", { ...owner, Label: label("Mine") }),
    client.post("UpdateOptionValue", { ...owner, Value: 1, Label: label("Mine") }),
    client.post("DeleteOptionValue", { ...owner, Value: 1 }),
    client.post("GlobalOptionSetDefinitions", { Name: "new_mine", DisplayName: label("Mine"), Options: [] }),
    client.post("RelationshipDefinitions", many),
    client.delete("RelationshipDefinitions(SchemaName='sample_peers')"),
    client.post("PublishAllXml", {}),
  ];
  expect(await Promise.all(refused.map(async (each) => (await each).status))).toEqual(refused.map(() => 403));
  expect((await admin.post("PublishAllXml", {})).status).toBe(204);
});

test("what is left out says so", async () => {
  expect((await admin.delete(account)).status).toBe(400);
  expect((await admin.get("EntityDefinitions?$orderby=LogicalName")).status).toBe(400);
});
