/** Functions, actions and metadata over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

const encode = (value: object) => encodeURIComponent(JSON.stringify(value));

describe("functions", () => {
  test.each(["WhoAmI", "WhoAmI()"])("%s says who asks", async (path) => {
    const answer = await admin.get(path);
    expect(answer.json).toMatchObject({
      "@odata.context": `${admin.base}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      UserId: app.adminId,
    });
    expect(Number(answer.headers.get("x-ms-dop-hint"))).toBeGreaterThan(0);
  });

  test("RetrieveVersion", async () => {
    expect((await admin.get("RetrieveVersion()")).json.Version).toMatch(/^9\.2\.\d+\.\d+$/);
  });

  test("RetrieveCurrentOrganization", async () => {
    const access = "Microsoft.Dynamics.CRM.EndpointAccessType'Default'";
    const { Detail } = (await admin.get(`RetrieveCurrentOrganization(AccessType=${access})`)).json;
    expect(Detail).toMatchObject({ FriendlyName: "Contoso", State: "Enabled" });
    expect(Detail.Endpoints.Values).toEqual([`${app.origin}/`]);
  });

  test("RetrieveUserPrivileges is for oneself and for administrators", async () => {
    const { id, client } = await app.addUser("rights@example.com", "Sales Team Member");
    const path = (user: string) => `systemusers(${user})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`;
    const own = (await client.get(`${path(id)}()`)).json.RolePrivileges;
    expect(own).toContainEqual(expect.objectContaining({ PrivilegeName: "prvReadLead", Depth: "Basic" }));
    const names = own.map((each: { PrivilegeName: string }) => each.PrivilegeName);
    expect(names).not.toContain("prvDeleteLead");
    expect((await admin.get(path(id))).json.RolePrivileges).toEqual(own);
    expect((await client.get(path(app.adminId))).status).toBe(403);
  });

  test("RetrieveTotalRecordCount", async () => {
    await admin.create("competitors", { name: "Fabrikam" });
    const path = `RetrieveTotalRecordCount(EntityNames=@p1)?@p1=${encodeURIComponent("['competitor','owner','activitypointer']")}`;
    expect((await admin.get(path)).json.EntityRecordCountCollection).toEqual({
      Count: 3,
      IsReadOnly: false,
      Keys: ["competitor", "owner", "activitypointer"],
      Values: [1, expect.any(Number), 0],
    });
    const { client } = await app.addUser("counts@example.com", "Sales Team Member");
    await admin.create("leads", { subject: "Not his", lastname: "B" });
    await client.create("leads", { subject: "His", lastname: "B" });
    const own = await client.get("RetrieveTotalRecordCount(EntityNames=@p1)?@p1=['lead']");
    expect(own.json.EntityRecordCountCollection.Values).toEqual([1]);
    // How many rows an aggregate may put together has no say in it.
    const organisation = `organizations(${(await admin.get("WhoAmI")).json.OrganizationId})`;
    expect((await admin.patch(organisation, { lw_aggregatelimit: 1 })).status).toBe(204);
    await client.create("leads", { subject: "His as well", lastname: "C" });
    const more = await client.get("RetrieveTotalRecordCount(EntityNames=@p1)?@p1=['lead']");
    expect(more.json.EntityRecordCountCollection?.Values).toEqual([2]);
    await admin.patch(organisation, { lw_aggregatelimit: 50_000 });
    expect((await admin.get("RetrieveTotalRecordCount(EntityNames=@p1)?@p1=['nope']")).status).toBe(400);
    expect((await admin.get("RetrieveTotalRecordCount()")).status).toBe(400);
  });

  test("RetrieveRecordChangeHistory tells who changed what, by which door", async () => {
    const id = await admin.create("leads", { subject: "Before", lastname: "B" });
    await admin.patch(`leads(${id})`, { subject: "After" });
    const target = encode({ "@odata.id": `leads(${id})` });
    const answer = await admin.get(`RetrieveRecordChangeHistory(Target=@p1)?@p1=${target}`);
    const { AuditDetails } = answer.json.AuditDetailCollection;
    expect(AuditDetails).toHaveLength(2);
    const update = AuditDetails.find(
      (each: { AuditRecord: { operation: number } }) => each.AuditRecord.operation === 2,
    );
    expect(update).toMatchObject({
      AuditRecord: { _userid_value: app.adminId, useradditionalinfo: "api" },
      OldValue: { "@odata.type": "#Microsoft.Dynamics.CRM.lead", subject: "Before" },
      NewValue: { subject: "After" },
    });
    expect((await admin.get("RetrieveRecordChangeHistory(Target=@p1)?@p1=5")).status).toBe(400);
  });

  test.each(["Nope()", "QualifyLead()", "leads/Microsoft.Dynamics.CRM.WhoAmI()"])("%s is not there", async (path) => {
    expect((await admin.get(path)).status).toBe(404);
  });
});

describe("sharing", () => {
  test("gives, changes and takes back rights on one row", async () => {
    const { id: user, client } = await app.addUser("shared@example.com", "Sales Team Member");
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    const target = { "@odata.type": "Microsoft.Dynamics.CRM.lead", leadid: lead };
    const principal = { "@odata.type": "Microsoft.Dynamics.CRM.systemuser", systemuserid: user };
    const access = async () => {
      const row = encode({ "@odata.id": `leads(${lead})` });
      const path = `systemusers(${user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1)?@p1=${row}`;
      return (await admin.get(path)).json.AccessRights;
    };
    expect(await access()).toBe("None");
    expect((await client.get(`leads(${lead})`)).status).toBe(403);

    const grant = { Target: target, PrincipalAccess: { AccessMask: "ReadAccess,WriteAccess", Principal: principal } };
    expect((await admin.post("GrantAccess", grant)).status).toBe(204);
    expect(await access()).toBe("ReadAccess, WriteAccess");
    expect((await client.patch(`leads(${lead})`, { subject: "T" })).status).toBe(204);

    const modify = { Target: target, PrincipalAccess: { AccessMask: "ReadAccess", Principal: principal } };
    expect((await admin.post("ModifyAccess", modify)).status).toBe(204);
    expect(await access()).toBe("ReadAccess");
    expect((await client.patch(`leads(${lead})`, { subject: "U" })).status).toBe(403);

    expect((await admin.post("RevokeAccess", { Target: target, Revokee: principal })).status).toBe(204);
    expect(await access()).toBe("None");
    expect((await client.post("GrantAccess", grant)).status).toBe(403);
    await admin.patch(`systemusers(${user})`, { isdisabled: true });
    expect(await access()).toBe("None");
  });

  test("with a team: what the team itself may do, told to its members and to administrators", async () => {
    const unit = (await admin.get("WhoAmI")).json.BusinessUnitId;
    const unitBind = { "businessunitid@odata.bind": `/businessunits(${unit})` };
    const team = await admin.create("teams", { name: "Closers", ...unitBind });
    const { id: user, client } = await app.addUser("member@example.com", "Sales Team Member");
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    const row = encode({ "@odata.id": `leads(${lead})` });
    const path = `teams(${team})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1)?@p1=${row}`;
    const role = (await admin.get("roles?$select=roleid&$filter=name eq 'Sales Team Member'")).json.value[0].roleid;
    const roles = `teams(${team})/teamroles_association/$ref`;
    expect((await admin.post(roles, { "@odata.id": `roles(${role})` })).status).toBe(204);
    expect((await admin.get(path)).json.AccessRights).toBe("None");
    const grant = {
      Target: { "@odata.type": "Microsoft.Dynamics.CRM.lead", leadid: lead },
      PrincipalAccess: {
        AccessMask: "ReadAccess,WriteAccess",
        Principal: { "@odata.type": "Microsoft.Dynamics.CRM.team", teamid: team },
      },
    };
    expect((await admin.post("GrantAccess", grant)).status).toBe(204);
    expect((await admin.get(path)).json.AccessRights).toBe("ReadAccess, WriteAccess");
    expect((await client.get(path)).status).toBe(403);
    const members = { Members: [{ systemuserid: user }] };
    await admin.post(`teams(${team})/Microsoft.Dynamics.CRM.AddMembersTeam`, members);
    expect((await client.get(path)).json.AccessRights).toBe("ReadAccess, WriteAccess");
  });

  test("rights on one's own row have that to create one such", async () => {
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    const row = encode({ "@odata.id": `leads(${lead})` });
    const path = `systemusers(${app.adminId})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1)?@p1=${row}`;
    expect((await admin.get(path)).json.AccessRights).toBe(
      "ReadAccess, WriteAccess, AppendAccess, AppendToAccess, CreateAccess, DeleteAccess, ShareAccess, AssignAccess",
    );
  });

  test.each([
    [{}],
    [{ Target: { leadid: "x" }, PrincipalAccess: {} }],
    [{ Target: null, PrincipalAccess: { AccessMask: "ReadAccess", Principal: null } }],
  ])("GrantAccess refuses %j", async (body) => {
    expect((await admin.post("GrantAccess", body)).status).toBe(400);
  });
});

describe("QualifyLead", () => {
  const qualify = (id: string, body: object) => admin.post(`leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, body);
  const everything = { CreateAccount: true, CreateContact: true, CreateOpportunity: true, Status: 3 };

  test("makes an account, a contact and an opportunity, and closes the lead", async () => {
    const lead = await admin.create("leads", { subject: "50 licences", lastname: "Nguyễn", companyname: "Hòa Phát" });
    const answer = await qualify(lead, everything);
    expect(answer.status).toBe(200);
    expect(answer.json["@odata.context"]).toBe(
      `${admin.base}$metadata#Collection(Microsoft.Dynamics.CRM.crmbaseentity)`,
    );
    const [account, contact, opportunity] = answer.json.value;
    expect(account["@odata.type"]).toBe("#Microsoft.Dynamics.CRM.account");
    expect((await admin.get(`accounts(${account.accountid})?$select=name`)).json.name).toBe("Hòa Phát");
    expect((await admin.get(`contacts(${contact.contactid})?$select=lastname`)).json.lastname).toBe("Nguyễn");
    const made = (await admin.get(`opportunities(${opportunity.opportunityid})`)).json;
    expect(made).toMatchObject({ name: "50 licences", _originatingleadid_value: lead });
    expect((await admin.get(`leads(${lead})`)).json).toMatchObject({ statecode: 1, statuscode: 3 });
    const again = await qualify(lead, everything);
    expect([again.status, again.json.error.code]).toEqual([400, "0x80040519"]);
  });

  test("links what is there already", async () => {
    const account = await admin.create("accounts", { name: "There" });
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    const answer = await qualify(lead, {
      CreateAccount: false,
      CreateContact: false,
      CreateOpportunity: true,
      Status: 3,
      OpportunityCustomerId: { "@odata.type": "Microsoft.Dynamics.CRM.account", accountid: account },
      OpportunityCurrencyId: null,
    });
    const [opportunity] = answer.json.value;
    expect((await admin.get(`opportunities(${opportunity.opportunityid})`)).json._customerid_value).toBe(account);
  });

  test.each([
    [{}, 400],
    [{ ...everything, Status: "3" }, 400],
    [{ ...everything, CreateAccount: null }, 400],
    [{ ...everything, Status: 4 }, 400],
    [{ ...everything, OpportunityCustomerId: { accountid: "x" } }, 400],
  ])("refuses %j and changes nothing", async (body, status) => {
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    const before = (await admin.get("accounts/$count")).text;
    expect((await qualify(lead, body)).status).toBe(status);
    expect((await admin.get(`leads(${lead})`)).json.statecode).toBe(0);
    expect((await admin.get("accounts/$count")).text).toBe(before);
  });
});

describe("metadata", () => {
  const lead = "EntityDefinitions(LogicalName='lead')";

  test("lists tables for useEntityNames", async () => {
    const { json } = await admin.get("EntityDefinitions?$select=EntitySetName,LogicalName");
    expect(json.value).toContainEqual({
      MetadataId: expect.any(String),
      EntitySetName: "opportunities",
      LogicalName: "opportunity",
    });
  });

  test("describes a table, by name and by id", async () => {
    const found = await admin.get("EntityDefinitions?$filter=LogicalName%20eq%20%27lead%27");
    expect(found.json.value).toMatchObject([
      {
        SchemaName: "Lead",
        ObjectTypeCode: 4,
        PrimaryIdAttribute: "leadid",
        PrimaryNameAttribute: "fullname",
        OwnershipType: "UserOwned",
        DisplayName: { UserLocalizedLabel: { Label: "Lead", LanguageCode: 1033 } },
      },
    ]);
    const [{ MetadataId }] = found.json.value;
    expect((await admin.get(`EntityDefinitions(${MetadataId})?$select=LogicalName`)).json.LogicalName).toBe("lead");
    expect((await admin.get("EntityDefinitions(LogicalName='nope')")).status).toBe(404);
  });

  test("expands attributes", async () => {
    const { json } = await admin.get(`${lead}?$select=LogicalName&$expand=Attributes($select=LogicalName)`);
    expect(json.Attributes).toContainEqual(
      expect.objectContaining({
        "@odata.type": "#Microsoft.Dynamics.CRM.StringAttributeMetadata",
        LogicalName: "subject",
      }),
    );
    expect(json.Attributes[0]).not.toHaveProperty("SchemaName");
  });

  test("casts attributes to their class, with choices", async () => {
    const picklist = "Microsoft.Dynamics.CRM.PicklistAttributeMetadata";
    const { json } = await admin.get(
      `${lead}/Attributes/${picklist}?$select=LogicalName&$expand=OptionSet($select=Options)`,
    );
    const source = json.value.find((each: { LogicalName: string }) => each.LogicalName === "leadsourcecode");
    expect(source.OptionSet.Options[0]).toMatchObject({
      Value: 1,
      Label: { UserLocalizedLabel: { Label: "Advertisement" } },
    });
    const one = await admin.get(`${lead}/Attributes(LogicalName='leadsourcecode')/${picklist}/OptionSet`);
    expect(one.json.Options).toHaveLength(10);
    expect((await admin.get(`${lead}/Attributes(LogicalName='subject')/${picklist}`)).status).toBe(404);
    const text = await admin.get(`${lead}/Attributes(LogicalName='subject')`);
    expect(text.json).toMatchObject({ MaxLength: 300, RequiredLevel: { Value: "ApplicationRequired" } });
  });

  test("tells status reasons with their state, and where lookups lead", async () => {
    const status = await admin.get(`${lead}/Attributes(LogicalName='statuscode')`);
    expect(status.json.OptionSet.Options).toContainEqual(expect.objectContaining({ Value: 4, State: 2 }));
    const customer = await admin.get(`${lead}/Attributes(LogicalName='customerid')`);
    expect(customer.json).toMatchObject({ AttributeType: "Customer", Targets: ["account", "contact"] });
  });

  test("lists relationships and the choices that columns share", async () => {
    const related = await admin.get(`${lead}/OneToManyRelationships?$select=SchemaName`);
    expect(related.json.value).toContainEqual(expect.objectContaining({ SchemaName: "Lead_Tasks" }));
    const one = await admin.get("RelationshipDefinitions(SchemaName='Lead_Tasks')");
    expect(one.json).toMatchObject({ ReferencedEntity: "lead", ReferencingEntity: "task" });
    const many = await admin.get("RelationshipDefinitions/Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata");
    expect(many.json.value.length).toBeGreaterThan(0);
    const { value: sets } = (await admin.get("GlobalOptionSetDefinitions")).json;
    expect(sets).toContainEqual(expect.objectContaining({ Name: "budgetstatus", IsGlobal: true }));
    const { value: choices } = (
      await admin.get(`${lead}/Attributes?$filter=LogicalName eq 'need'&$expand=GlobalOptionSet`)
    ).json;
    expect(choices[0].GlobalOptionSet.Options[0]).toMatchObject({ Value: 0 });
    expect((await admin.get("GlobalOptionSetDefinitions(Name='x')")).status).toBe(404);
  });

  const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] });
  const attribute = (kind: string, name: string, more: object = {}) => ({
    "@odata.type": `Microsoft.Dynamics.CRM.${kind}AttributeMetadata`,
    SchemaName: `new_${name}`,
    DisplayName: label(name),
    RequiredLevel: { Value: "None" },
    ...more,
  });

  test.each([
    [attribute("String", "Nickname", { MaxLength: 20 }), "new_nickname", "Bob"],
    [attribute("Memo", "Story", { MaxLength: 2000 }), "new_story", "Long"],
    [attribute("Integer", "Visits", { MinValue: 0, MaxValue: 100 }), "new_visits", 7],
    [attribute("Decimal", "Ratio", { Precision: 2 }), "new_ratio", 1.25],
    [attribute("Money", "Budget", { Precision: 2 }), "new_budget", 99.5],
    [
      attribute("Boolean", "Vip", {
        OptionSet: { TrueOption: { Value: 1, Label: label("Yes!") }, FalseOption: { Value: 0, Label: label("No!") } },
      }),
      "new_vip",
      true,
    ],
    [attribute("DateTime", "Birthday", { Format: "DateOnly" }), "new_birthday", "2000-02-29"],
    [
      attribute("Picklist", "Tier", {
        OptionSet: { Options: [{ Value: 727000000, Label: label("Gold") }, { Label: label("Silver") }] },
      }),
      "new_tier",
      727000000,
    ],
  ])("a new column %j can be written at once", async (body, column, value) => {
    const created = await admin.post(`${lead}/Attributes`, body);
    expect([created.status, created.text]).toEqual([204, ""]);
    expect(created.headers.get("odata-entityid")).toMatch(
      /EntityDefinitions\([0-9a-f-]{36}\)\/Attributes\([0-9a-f-]{36}\)$/,
    );
    const id = await admin.create("leads", { subject: "S", lastname: "B", [column]: value });
    expect((await admin.get(`leads(${id})?$select=${column}`)).json[column]).toBe(value);
    const again = await admin.post(`${lead}/Attributes`, body);
    expect([again.status, again.json.error.code]).toEqual([400, "0x80047013"]);
  });

  test("a new lookup leads to its table", async () => {
    const body = attribute("Lookup", "Referrer", { Targets: ["contact"] });
    expect((await admin.post(`${lead}/Attributes`, body)).status).toBe(204);
    const contact = await admin.create("contacts", { lastname: "R" });
    const id = await admin.create("leads", {
      subject: "S",
      lastname: "B",
      "new_Referrer@odata.bind": `/contacts(${contact})`,
    });
    expect((await admin.get(`leads(${id})`)).json._new_referrer_value).toBe(contact);
  });

  test("another choice is added to a column", async () => {
    const insert = { EntityLogicalName: "lead", AttributeLogicalName: "leadsourcecode", Label: label("Podcast") };
    const { NewOptionValue } = (await admin.post("InsertOptionValue", insert)).json;
    const id = await admin.create("leads", { subject: "S", lastname: "B", leadsourcecode: NewOptionValue });
    expect((await admin.get(`leads(${id})`)).json.leadsourcecode).toBe(NewOptionValue);
  });

  test.each([
    [attribute("String", "Too long", { MaxLength: 99999 }), 400],
    [attribute("BigNonsense", "X"), 400],
    [{}, 400],
    [attribute("Picklist", "Bad", { OptionSet: { Options: [{ Value: 1 }] } }), 400],
    [attribute("Lookup", "Nowhere", { Targets: ["nope"] }), 400],
  ])("a new column %j is refused", async (body, status) => {
    expect((await admin.post(`${lead}/Attributes`, body)).status).toBe(status);
  });

  test("only administrators add columns", async () => {
    const { client } = await app.addUser("nocolumns@example.com");
    const refused = await client.post(`${lead}/Attributes`, attribute("String", "Mine"));
    expect(refused.status).toBe(403);
  });

  test("tables are made in their set, not in one another", async () => {
    expect((await admin.post("EntityDefinitions", {})).status).toBe(400);
    expect((await admin.post(lead, {})).status).toBe(405);
  });
});
