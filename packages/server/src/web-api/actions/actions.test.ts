/** Actions and functions of Dynamics 365 Sales over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
let seller: { id: string; client: HttpClient };
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  seller = await app.addUser("sam@example.com");
});
afterAll(() => app.close());

const crm = "Microsoft.Dynamics.CRM";
const unknownId = "0195c0de-0000-7000-8000-0000000000ff";

describe("an opportunity", () => {
  const close = (action: string, opportunity: string, Status: number, more: object = {}) =>
    admin.post(action, {
      Status,
      OpportunityClose: { subject: "Done", "opportunityid@odata.bind": `/opportunities(${opportunity})`, ...more },
    });

  test("is won once, and the activity tells how", async () => {
    const id = await admin.create("opportunities", { name: "Won", estimatedvalue: 100 });
    const won = await close("WinOpportunity", id, 3, { actualrevenue: 90.5, actualend: "2026-01-31T10:00:00Z" });
    expect(won.status).toBe(204);
    const row = await admin.get(`opportunities(${id})?$select=statecode,statuscode,actualvalue,actualclosedate`);
    expect(row.json).toMatchObject({ statecode: 1, statuscode: 3, actualvalue: 90.5, actualclosedate: "2026-01-31" });
    const activities = await admin.get(
      `opportunitycloses?$filter=_opportunityid_value eq ${id}&$select=subject,statecode`,
    );
    expect(activities.json.value).toMatchObject([{ subject: "Done", statecode: 1 }]);
    const again = await close("LoseOpportunity", id, 4);
    expect([again.status, again.json.error.code]).toEqual([400, "0x80040515"]);
  });

  test("is lost to a competitor, with a status of that state only, all or nothing", async () => {
    const id = await admin.create("opportunities", { name: "Lost" });
    expect((await close("LoseOpportunity", id, 3)).json.error.code).toBe("0x80048408");
    const competitor = await admin.create("competitors", { name: "Rival" });
    const lost = await close("LoseOpportunity", id, 5, { "competitorid@odata.bind": `/competitors(${competitor})` });
    expect(lost.status).toBe(204);
    const row = await admin.get(`opportunities(${id})?$select=statecode,statuscode`);
    expect(row.json).toMatchObject({ statecode: 2, statuscode: 5 });
    const activities = await admin.get(`opportunitycloses?$filter=_opportunityid_value eq ${id}`);
    expect(activities.json.value).toHaveLength(1);
    for (const body of [{}, { Status: 3 }, { Status: "x", OpportunityClose: {} }, { Status: 3, OpportunityClose: {} }])
      expect((await admin.post("WinOpportunity", body)).status).toBe(400);
    const theirs = await admin.create("opportunities", { name: "Hers" });
    const { client } = await app.addUser("tim@example.com", "Sales Team Member");
    const body = { Status: 3, OpportunityClose: { "opportunityid@odata.bind": `/opportunities(${theirs})` } };
    expect((await client.post("WinOpportunity", body)).status).toBe(403);
  });
});

test("a queue's items are added, picked, routed, released and removed", async () => {
  const [one, two] = [await admin.create("queues", { name: "One" }), await admin.create("queues", { name: "Two" })];
  const task = await admin.create("tasks", { subject: "Call back" });
  const Target = { "@odata.type": `${crm}.task`, activityid: task };
  const { json } = await admin.post(`queues(${one})/${crm}.AddToQueue`, { Target });
  const item = json.QueueItemId;
  const read = async () =>
    (await admin.get(`queueitems(${item})?$select=title,_queueid_value,_workerid_value,enteredon`)).json;
  expect(await read()).toMatchObject({ title: "Call back", _queueid_value: one, _workerid_value: null });
  expect((await admin.post(`queues(${two})/${crm}.AddToQueue`, { Target })).json.QueueItemId).toBe(item);
  const SystemUser = { systemuserid: seller.id };
  expect(
    (await admin.post(`queueitems(${item})/${crm}.PickFromQueue`, { SystemUser, RemoveQueueItem: false })).status,
  ).toBe(204);
  expect(await read()).toMatchObject({ _queueid_value: two, _workerid_value: seller.id });
  expect((await admin.get(`tasks(${task})?$select=_ownerid_value`)).json._ownerid_value).toBe(seller.id);
  const route = { QueueItem: { queueitemid: item }, Target: { "@odata.type": `${crm}.queue`, queueid: one } };
  expect((await admin.post("RouteTo", route)).status).toBe(204);
  expect((await admin.post(`queueitems(${item})/${crm}.ReleaseToQueue`, {})).status).toBe(204);
  expect(await read()).toMatchObject({ _queueid_value: one, _workerid_value: null });
  expect((await admin.get(`tasks(${task})?$select=_ownerid_value`)).json._ownerid_value).toBe(app.adminId);
  expect((await admin.post(`queueitems(${item})/${crm}.RemoveFromQueue`, {})).status).toBe(204);
  expect((await admin.get(`queueitems(${item})`)).status).toBe(404);
  expect(
    (
      await admin.post(`queues(${one})/${crm}.AddToQueue`, {
        Target: { "@odata.type": `${crm}.task`, activityid: unknownId },
      })
    ).status,
  ).toBe(404);
});

test("a lead waits in a queue and goes to the one who picks it", async () => {
  const queue = await admin.create("queues", { name: "Web leads" });
  const lead = await admin.create("leads", { subject: "Waits", firstname: "Lan", lastname: "Tran" });
  const Target = { "@odata.type": `${crm}.lead`, leadid: lead };
  const { json } = await admin.post(`queues(${queue})/${crm}.AddToQueue`, { Target });
  const item = `queueitems(${json.QueueItemId})`;
  const read = await admin.get(`${item}?$select=title&$expand=objectid_lead($select=subject)`);
  expect(read.json).toMatchObject({ title: "Lan Tran", objectid_lead: { subject: "Waits" } });
  const picked = { SystemUser: { systemuserid: seller.id } };
  expect((await admin.post(`${item}/${crm}.PickFromQueue`, picked)).status).toBe(204);
  expect((await admin.get(`leads(${lead})?$select=_ownerid_value`)).json._ownerid_value).toBe(seller.id);
  expect((await admin.delete(`leads(${lead})`)).status).toBe(204);
  expect((await admin.get(item)).status).toBe(404);
});

test("members of teams and lists", async () => {
  const unit = (await admin.get("WhoAmI")).json.BusinessUnitId;
  const team = await admin.create("teams", { name: "Hunters", "businessunitid@odata.bind": `/businessunits(${unit})` });
  const Members = [{ systemuserid: seller.id }];
  const members = async () =>
    (await admin.get(`teams(${team})/teammembership_association?$select=fullname`)).json.value;
  expect((await admin.post(`teams(${team})/${crm}.AddMembersTeam`, { Members })).status).toBe(204);
  expect(await members()).toHaveLength(1);
  expect((await seller.client.post(`teams(${team})/${crm}.RemoveMembersTeam`, { Members })).status).toBe(403);
  expect((await admin.post(`teams(${team})/${crm}.RemoveMembersTeam`, { Members })).status).toBe(204);
  expect(await members()).toHaveLength(0);
  const list = await admin.create("lists", { listname: "Fair", createdfromcode: 4 });
  const lead = await admin.create("leads", { subject: "s", lastname: "l" });
  const Entity = { "@odata.type": `${crm}.lead`, leadid: lead };
  expect((await admin.post(`lists(${list})/${crm}.AddListMembersList`, { Members: [Entity] })).status).toBe(204);
  const added = await admin.post(`lists(${list})/${crm}.AddMemberList`, { Entity });
  expect(added.json.Id).toMatch(/^[0-9a-f-]{36}$/);
  expect((await admin.get(`listmembers?$filter=_listid_value eq ${list}`)).json.value).toHaveLength(1);
  expect(
    (await admin.post(`lists(${list})/${crm}.AddListMembersList`, { Members: [{ accountid: lead }] })).status,
  ).toBe(404);
});

test("a role gets privileges, from administrators only", async () => {
  const unit = (await admin.get("WhoAmI")).json.BusinessUnitId;
  const role = await admin.create("roles", { name: "Reader", "businessunitid@odata.bind": `/businessunits(${unit})` });
  const { id, client } = await app.addUser("uma@example.com", "Sales Team Member");
  const lead = await admin.create("leads", { subject: "s", lastname: "l" });
  expect((await client.delete(`leads(${lead})`)).status).toBe(403);
  const url = `roles(${role})/${crm}.AddPrivilegesRole`;
  const Privileges = [
    { PrivilegeName: "prvReadLead", Depth: "Global" },
    { PrivilegeName: "prvDeleteLead", Depth: "Global" },
  ];
  expect((await client.post(url, { Privileges })).status).toBe(403);
  expect((await admin.post(url, { Privileges })).status).toBe(204);
  const link = { "@odata.id": `${admin.base}roles(${role})` };
  expect((await admin.post(`systemusers(${id})/systemuserroles_association/$ref`, link)).status).toBe(204);
  expect((await client.delete(`leads(${lead})`)).status).toBe(204);
  for (const wrong of [{ PrivilegeName: "prvFly", Depth: "Basic" }, { PrivilegeName: "prvReadLead" }, null])
    expect((await admin.post(url, { Privileges: [wrong] })).status).toBe(400);
});

test("shares are listed", async () => {
  const lead = await admin.create("leads", { subject: "s", lastname: "l" });
  const Target = { "@odata.type": `${crm}.lead`, leadid: lead };
  const Principal = { "@odata.type": `${crm}.systemuser`, systemuserid: seller.id };
  await admin.post("GrantAccess", { Target, PrincipalAccess: { AccessMask: "ReadAccess,WriteAccess", Principal } });
  const url = `RetrieveSharedPrincipalsAndAccess(Target=@p1)?@p1={'@odata.id':'leads(${lead})'}`;
  expect((await admin.get(url)).json.PrincipalAccesses).toMatchObject([
    { AccessMask: "ReadAccess, WriteAccess", Principal: { systemuserid: seller.id } },
  ]);
  expect((await seller.client.get(url)).status).toBe(200);
});

test("a new account is initialised from a lead, and can be posted as it is", async () => {
  const lead = await admin.create("leads", { subject: "s", lastname: "l", companyname: "Acme", address1_city: "Łódź" });
  const answer = await admin.get(
    `InitializeFrom(EntityMoniker=@p1,TargetEntityName=@p2,TargetFieldType=@p3)?@p1={'@odata.id':'leads(${lead})'}` +
      `&@p2='account'&@p3=${crm}.TargetFieldType'ValidForCreate'`,
  );
  expect(answer.json).toMatchObject({
    "@odata.context": `${admin.base}$metadata#accounts/$entity`,
    "@odata.type": `#${crm}.account`,
    name: "Acme",
    address1_city: "Łódź",
    "originatingleadid@odata.bind": `leads(${lead})`,
  });
  const id = await admin.create("accounts", answer.json);
  expect((await admin.get(`accounts(${id})?$select=name,_originatingleadid_value`)).json._originatingleadid_value).toBe(
    lead,
  );
  const nowhere = `InitializeFrom(EntityMoniker={'@odata.id':'leads(${lead})'},TargetEntityName='role')`;
  expect((await admin.get(nowhere)).status).toBe(400);
});

test("an address, a column, a case, a mail", async () => {
  const parts = "Line1=@p1,City=@p2,StateOrProvince=@p3,PostalCode=@p4,Country=@p5";
  const values = "@p1='123 Maple St.'&@p2='Seattle'&@p3='WA'&@p4='98007'&@p5='USA'";
  expect((await admin.get(`FormatAddress(${parts})?${values}`)).json.Address).toBe(
    "123 Maple St.\r\nSeattle, WA 98007\r\nUSA",
  );
  const account = await admin.create("accounts", { name: "A", revenue: 5 });
  const rollup = `CalculateRollupField(Target=@p1,FieldName='revenue')?@p1={'@odata.id':'accounts(${account})'}`;
  expect((await admin.get(rollup)).json).toMatchObject({ accountid: account, revenue: 5 });
  const incident = await admin.create("incidents", {
    title: "T",
    "customerid_account@odata.bind": `/accounts(${account})`,
  });
  const IncidentResolution = { subject: "Solved", "incidentid@odata.bind": `/incidents(${incident})` };
  expect((await admin.post("CloseIncident", { IncidentResolution, Status: 5 })).status).toBe(204);
  expect((await admin.get(`incidents(${incident})?$select=statecode`)).json.statecode).toBe(1);
  const email = await admin.create("emails", { subject: "Hello" });
  const send = `emails(${email})/${crm}.SendEmail`;
  expect((await admin.post(send, { IssueSend: false })).json.Subject).toBe("Hello");
  expect((await admin.get(`emails(${email})?$select=statuscode`)).json.statuscode).toBe(3);
  expect((await admin.post(send, { IssueSend: true })).status).toBe(501);
});

test("what comes later says so", async () => {
  for (const name of ["Merge", "BulkDetectDuplicates", "UnpublishDuplicateRule"]) {
    const answer = await admin.post(name, {});
    expect([answer.status, answer.json.error.message]).toEqual([501, expect.stringContaining(`${name} is known here`)]);
  }
  const find = "RetrieveDuplicates(BusinessEntity=@p1,MatchingEntityName=@p2,PagingInfo=@p3)?@p1={}&@p2='lead'&@p3={}";
  expect((await admin.get(find)).status).toBe(501);
  expect((await admin.post(`duplicaterules(${unknownId})/${crm}.PublishDuplicateRule`, {})).status).toBe(501);
});
