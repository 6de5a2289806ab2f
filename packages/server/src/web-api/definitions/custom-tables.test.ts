/** Tables that an administrator makes, used as standard ones are. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

const crm = "Microsoft.Dynamics.CRM.";
const label = (text: string, code = 1033) => ({ LocalizedLabels: [{ Label: text, LanguageCode: code }] });
const nameColumn = (SchemaName: string, more: object = {}) => ({
  ...{ "@odata.type": `${crm}StringAttributeMetadata`, SchemaName, IsPrimaryName: true, MaxLength: 100 },
  ...{ RequiredLevel: { Value: "None" }, FormatName: { Value: "Text" }, DisplayName: label("Account Name") },
  ...more,
});
const definition = (SchemaName: string, more: object = {}) => ({
  ...{ "@odata.type": `${crm}EntityMetadata`, SchemaName, OwnershipType: "UserOwned", IsActivity: false },
  ...{ DisplayName: label("Bank Account"), DisplayCollectionName: label("Bank Accounts") },
  ...{ Description: label("Where customers keep money"), HasActivities: true, HasNotes: true },
  Attributes: [nameColumn("new_AccountName")],
  ...more,
});
const table = (name: string) => `EntityDefinitions(LogicalName='${name}')`;

async function ok(answer: Promise<{ status: number; text: string; json: ReturnType<typeof JSON.parse> }>) {
  const { status, text, json } = await answer;
  expect([status, text]).toEqual([status < 300 ? status : 200, text]);
  return json;
}
const messageOf = async (answer: ReturnType<HttpClient["get"]>) => {
  const { status, json } = await answer;
  return `${status} ${json?.error?.message}`;
};

describe("a table", () => {
  test("is made, described as it was asked for, and renamed", async () => {
    const made = await admin.post("EntityDefinitions", definition("new_BankAccount"));
    expect([made.status, made.text]).toEqual([204, ""]);
    const url = made.headers.get("odata-entityid") ?? "";
    const read = await ok(admin.get(`${url}?$expand=Attributes`));
    expect(read).toMatchObject({
      ...{ LogicalName: "new_bankaccount", SchemaName: "new_BankAccount", EntitySetName: "new_bankaccounts" },
      ...{ PrimaryIdAttribute: "new_bankaccountid", PrimaryNameAttribute: "new_accountname" },
      ...{ OwnershipType: "UserOwned", IsCustomEntity: true, HasNotes: true, HasActivities: true, IsManaged: false },
      DisplayCollectionName: { UserLocalizedLabel: { Label: "Bank Accounts" } },
      Description: { UserLocalizedLabel: { Label: "Where customers keep money" } },
    });
    expect(read.ObjectTypeCode).toBeGreaterThanOrEqual(10_000);
    const names = read.Attributes.map(({ LogicalName }: { LogicalName: string }) => LogicalName);
    expect(names).toEqual(
      expect.arrayContaining([
        ...["new_bankaccountid", "new_accountname", "ownerid", "owningbusinessunit", "createdon", "modifiedby"],
        ...["statecode", "statuscode", "versionnumber", "importsequencenumber", "overriddencreatedon"],
      ]),
    );
    const xml = (await admin.get("$metadata", { accept: "application/xml" })).text;
    expect(xml).toContain('<EntityType Name="new_bankaccount" BaseType="mscrm.crmbaseentity">');
    expect(xml).toContain('<EntitySet Name="new_bankaccounts"');
    const { "@odata.context": _context, Attributes: _columns, ...body } = read;
    const words = { ...body, DisplayName: label("Konto", 1045) };
    await ok(admin.put(table("new_bankaccount"), words, { "mscrm.mergelabels": "true" }));
    const { LocalizedLabels } = (await ok(admin.get(table("new_bankaccount")))).DisplayName;
    expect(LocalizedLabels).toMatchObject([{ Label: "Bank Account" }, { Label: "Konto" }, { Label: "Bank Account" }]);
    expect(await messageOf(admin.put(table("new_bankaccount"), { ...words, HasNotes: false }))).toContain("HasNotes");
  });

  test("holds rows that are written, asked for, related and counted like any others", async () => {
    const account = await admin.create("accounts", { name: "Bank of Poland" });
    await ok(
      admin.post("RelationshipDefinitions", {
        ...{ "@odata.type": `${crm}OneToManyRelationshipMetadata`, SchemaName: "new_account_bankaccount" },
        ...{ ReferencedEntity: "account", ReferencingEntity: "new_bankaccount" },
        Lookup: { SchemaName: "new_HolderId", DisplayName: label("Holder") },
      }),
    );
    await ok(
      admin.post("RelationshipDefinitions", {
        ...{ "@odata.type": `${crm}OneToManyRelationshipMetadata`, SchemaName: "new_bankaccount_contact" },
        ...{ ReferencedEntity: "new_bankaccount", ReferencingEntity: "contact" },
        Lookup: { SchemaName: "new_BankAccountId", DisplayName: label("Bank Account") },
      }),
    );
    await ok(
      admin.post("RelationshipDefinitions", {
        ...{ "@odata.type": `${crm}ManyToManyRelationshipMetadata`, SchemaName: "new_bankaccounts_leads" },
        ...{ Entity1LogicalName: "new_bankaccount", Entity2LogicalName: "lead" },
        IntersectEntityName: "new_bankaccounts_leads",
      }),
    );
    const money = { SchemaName: "new_Balance", DisplayName: label("Balance"), MinValue: 0, MaxValue: 1000 };
    const decimal = { "@odata.type": `${crm}DecimalAttributeMetadata`, Precision: 2, ...money };
    await ok(admin.post(`${table("new_bankaccount")}/Attributes`, decimal));
    const id = await admin.create("new_bankaccounts", {
      ...{ new_accountname: "Savings", new_balance: 12.5, "new_HolderId@odata.bind": `accounts(${account})` },
      new_bankaccount_Annotations: [{ subject: "Opened" }],
    });
    const one = `new_bankaccounts(${id})`;
    const row = await ok(
      admin.get(`${one}?$expand=new_HolderId($select=name),new_bankaccount_Annotations($select=subject)`, {
        prefer: 'odata.include-annotations="*"',
      }),
    );
    expect(row).toMatchObject({
      ...{ new_accountname: "Savings", new_balance: 12.5, statecode: 0, statuscode: 1 },
      ...{ _ownerid_value: app.adminId, "statecode@OData.Community.Display.V1.FormattedValue": "Active" },
      ...{ new_HolderId: { name: "Bank of Poland" }, new_bankaccount_Annotations: [{ subject: "Opened" }] },
    });
    await ok(admin.patch(one, { statecode: 1, new_balance: 20 }));
    expect(await ok(admin.get(one))).toMatchObject({ statecode: 1, statuscode: 2, new_balance: 20 });
    const filter = `$filter=new_HolderId/name eq 'Bank of Poland' and new_balance gt 10&$count=true`;
    expect((await ok(admin.get(`new_bankaccounts?${filter}`)))["@odata.count"]).toBe(1);
    const fetchXml =
      '<fetch><entity name="account"><attribute name="name"/><link-entity name="new_bankaccount" from="new_holderid" to="accountid" alias="b"><attribute name="new_accountname"/></link-entity></entity></fetch>';
    const fetched = await ok(admin.get(`accounts?fetchXml=${encodeURIComponent(fetchXml)}`));
    expect(fetched.value).toMatchObject([{ "b.new_accountname": "Savings" }]);
    await admin.create("contacts", { lastname: "C", "new_BankAccountId@odata.bind": `/${one}` });
    expect((await ok(admin.get(`${one}/new_bankaccount_contact?$select=lastname`))).value).toHaveLength(1);
    const lead = await admin.create("leads", { lastname: "L", subject: "S" });
    await ok(admin.post(`${one}/new_bankaccounts_leads/$ref`, { "@odata.id": `${admin.base}leads(${lead})` }));
    expect((await ok(admin.get(`leads(${lead})/new_bankaccounts_leads?$select=new_accountname`))).value).toHaveLength(
      1,
    );
    const task = { subject: "Call", "regardingobjectid_new_bankaccount_task@odata.bind": `/${one}` };
    await admin.create("tasks", task);
    expect((await ok(admin.get(`${one}/new_bankaccount_ActivityPointers`))).value).toHaveLength(1);
    expect((await ok(admin.get(`${one}/new_bankaccount_Tasks`))).value).toMatchObject([
      { subject: "Call", _regardingobjectid_value: id },
    ]);
  });

  test("has keys, a history, undo and a bin", async () => {
    const key = { SchemaName: "new_Name", DisplayName: label("Name"), KeyAttributes: ["new_accountname"] };
    await ok(admin.post(`${table("new_bankaccount")}/Keys`, key));
    const byKey = "new_bankaccounts(new_accountname='Current')";
    await ok(admin.patch(byKey, { new_balance: 1 }));
    const id = (await ok(admin.get(byKey))).new_bankaccountid;
    expect((await admin.post("new_bankaccounts", { new_accountname: "current" })).status).toBe(412);
    const changed = await admin.patch(byKey, { new_balance: 2 });
    const OperationId = changed.headers.get("leadwright-operation");
    await ok(admin.post("lw_UndoOperation", { OperationId }));
    expect((await ok(admin.get(byKey))).new_balance).toBe(1);
    const target = encodeURIComponent(`{'@odata.id':'new_bankaccounts(${id})'}`);
    const history = await ok(admin.get(`RetrieveRecordChangeHistory(Target=@p1)?@p1=${target}`));
    expect(history.AuditDetailCollection.AuditDetails).toHaveLength(3);
    await admin.create("annotations", {
      subject: "N",
      "objectid_new_bankaccount@odata.bind": `/new_bankaccounts(${id})`,
    });
    await ok(admin.delete(`new_bankaccounts(${id})`));
    const [binned] = (await ok(admin.get("lw_RetrieveBin(Table=@t)?@t='new_bankaccount'"))).Rows;
    expect(binned).toMatchObject({ Name: "Current", Others: [{ Table: "annotation", Count: 1 }] });
    expect(await ok(admin.post("lw_RestoreFromBin", { BinIds: [binned.BinId] }))).toMatchObject({
      Undone: 2,
      Kept: [],
    });
    expect((await ok(admin.get(`${byKey}/new_bankaccount_Annotations`))).value).toHaveLength(1);
  });

  test("is closed to everybody but administrators until a role is given it", async () => {
    const { client, id } = await app.addUser("sel@example.com");
    expect((await client.get("new_bankaccounts")).status).toBe(403);
    expect((await client.post("new_bankaccounts", { new_accountname: "X" })).status).toBe(403);
    expect((await client.post("EntityDefinitions", definition("new_Theirs"))).status).toBe(403);
    expect((await client.delete(table("new_bankaccount"))).status).toBe(403);
    const [role] = (await ok(admin.get("roles?$filter=name eq 'Salesperson'&$select=roleid"))).value;
    const Privileges = ["Create", "Read", "Write", "Append"].map((right) => ({
      ...{ PrivilegeName: `prv${right}new_BankAccount`, Depth: "Basic" },
    }));
    await ok(admin.post(`roles(${role.roleid})/${crm}AddPrivilegesRole`, { Privileges }));
    const own = await client.create("new_bankaccounts", { new_accountname: "Mine" });
    expect((await ok(client.get("new_bankaccounts"))).value).toMatchObject([{ _ownerid_value: id }]);
    expect((await client.delete(`new_bankaccounts(${own})`)).status).toBe(403);
  });

  test("is deleted once nothing else needs it, with its rows and what is about them", async () => {
    expect(await messageOf(admin.delete(table("account")))).toContain("was not made here");
    expect(await messageOf(admin.delete(table("new_bankaccount")))).toContain("'new_bankaccountid' of 'contact'");
    await ok(admin.delete("RelationshipDefinitions(SchemaName='new_bankaccount_contact')"));
    expect(await messageOf(admin.delete(table("new_bankaccount")))).toContain("new_bankaccounts_leads");
    await ok(admin.delete("RelationshipDefinitions(SchemaName='new_bankaccounts_leads')"));
    const view = { name: "Rich", returnedtypecode: "account", querytype: 0 };
    const link = '<link-entity name="new_bankaccount" from="new_holderid" to="accountid"/>';
    const fetchxml = `<fetch><entity name="account">${link}</entity></fetch>`;
    const query = await admin.create("userqueries", { ...view, fetchxml });
    expect(await messageOf(admin.delete(table("new_bankaccount")))).toContain("'Rich'");
    await ok(admin.delete(`userqueries(${query})`));
    const own = {
      ...view,
      returnedtypecode: "new_bankaccount",
      fetchxml: '<fetch><entity name="new_bankaccount"/></fetch>',
    };
    const ownQuery = await admin.create("userqueries", own);
    const deleted = await admin.delete(table("new_bankaccount"));
    expect([deleted.status, deleted.text]).toEqual([204, ""]);
    expect((await admin.get(table("new_bankaccount"))).status).toBe(404);
    expect((await admin.get("new_bankaccounts")).status).toBe(404);
    expect((await admin.get(`userqueries(${ownQuery})`)).status).toBe(404);
    expect((await ok(admin.get("annotations"))).value).toEqual([]);
    expect((await ok(admin.get("tasks"))).value).toEqual([]);
    expect((await ok(admin.get("lw_RetrieveBin()"))).Rows.map(({ Table }: { Table: string }) => Table)).not.toContain(
      "new_bankaccount",
    );
    const OperationId = deleted.headers.get("leadwright-operation");
    if (OperationId !== null) expect((await admin.post("lw_UndoOperation", { OperationId })).status).toBeLessThan(500);
  });

  test("can be made again, another one under the same name", async () => {
    const more = { OwnershipType: "OrganizationOwned", HasNotes: false, HasActivities: false };
    const Attributes = [nameColumn("new_Title", { RequiredLevel: { Value: "ApplicationRequired" } })];
    await ok(admin.post("EntityDefinitions", definition("new_BankAccount", { ...more, Attributes })));
    expect((await admin.post("new_bankaccounts", {})).status).toBe(400);
    const id = await admin.create("new_bankaccounts", { new_title: "Again" });
    const row = await ok(admin.get(`new_bankaccounts(${id})`));
    expect(row).toMatchObject({ new_title: "Again", statecode: 0 });
    expect(row).not.toHaveProperty("_ownerid_value");
    await ok(admin.delete(`new_bankaccounts(${id})`));
    const [binned] = (await ok(admin.get("lw_RetrieveBin(Table=@t)?@t='new_bankaccount'"))).Rows;
    expect(binned).toMatchObject({ Name: "Again" });
    await ok(admin.delete(table("new_bankaccount")));
  });

  test.each([
    ["no name", { SchemaName: undefined }],
    ["a name without a prefix", { SchemaName: "Machine" }],
    ["a prefix of the product's own", { SchemaName: "msdyn_Machine" }],
    ["SQL for a name", { SchemaName: 'new_x"; drop table crm.lead; --' }],
    ["letters that only look like Latin ones", { SchemaName: "new_\u212Aelvin" }],
    ["a name that is too long", { SchemaName: `new_${"x".repeat(60)}` }],
    ["a name of another shape", { SchemaName: { name: "new_x" } }],
    ["another logical name", { LogicalName: "new_other" }],
    ["an entity set that is there", { EntitySetName: "accounts" }],
    ["an owner of another kind", { OwnershipType: "TeamOwned" }],
    ["a flag that is none", { HasNotes: "yes" }],
    ["no columns", { Attributes: undefined }],
    [
      "a column of another type",
      { Attributes: [{ ...nameColumn("new_a"), "@odata.type": `${crm}MemoAttributeMetadata` }] },
    ],
    ["two columns", { Attributes: [nameColumn("new_a"), nameColumn("new_b")] }],
    ["a column without a name", { Attributes: [{ ...nameColumn("new_a"), SchemaName: undefined }] }],
    ["the column of its id for the name", { Attributes: [nameColumn("new_MachineId")] }],
    ["a column too long", { Attributes: [nameColumn("new_a", { MaxLength: 5000 })] }],
    ["words too long", { DisplayName: label("x".repeat(201)) }],
    ["words that cannot be stored", { DisplayCollectionName: label("a\0b") }],
    ["nulls", { Attributes: [null] }],
  ])("is refused with %s", async (_what, more) => {
    const { status, json } = await admin.post("EntityDefinitions", definition("new_Machine", more));
    expect([status, typeof json.error.message]).toEqual([400, "string"]);
    expect((await admin.get(table("new_machine"))).status).toBe(404);
  });

  test("is refused where its names are taken", async () => {
    await ok(admin.post("EntityDefinitions", definition("new_City")));
    expect(await messageOf(admin.post("EntityDefinitions", definition("NEW_CITY")))).toContain("already");
    const set = definition("new_Town", { EntitySetName: "new_Cities" });
    expect(await messageOf(admin.post("EntityDefinitions", set))).toContain("new_Cities");
    const activity = await admin.post("EntityDefinitions", definition("new_Visit", { IsActivity: true }));
    expect(activity.status).toBe(501);
    await ok(admin.delete(table("new_city")));
  });
});
