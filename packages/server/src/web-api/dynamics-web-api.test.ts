/** The npm client `dynamics-web-api`, as it is published, against the server. */
import type { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamicsClient } from "../testing/dynamics-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let client: DynamicsWebApi;
let byNames: DynamicsWebApi;

beforeAll(async () => {
  app = await startSetUpApp();
  client = dynamicsClient(app);
  byNames = dynamicsClient(app, { useEntityNames: true });
});
afterAll(() => app.close());

interface Lead {
  leadid: string;
  subject: string;
  lastname: string;
}

const body = { subject: "50 licences", lastname: "Nguyễn Văn" };
const newLead = () => client.create<string>({ collection: "leads", data: body as never });

describe("records", () => {
  test("create gives the id, or the row", async () => {
    expect(await newLead()).toMatch(/^[0-9a-f-]{36}$/i);
    const created = await client.create<Lead>({
      collection: "leads",
      data: body,
      returnRepresentation: true,
      select: ["subject"],
      duplicateDetection: true,
    } as never);
    expect(created).toMatchObject({ subject: "50 licences" });
  });

  test("retrieve reads columns, expands and annotations", async () => {
    const account = await client.create<string>({
      collection: "accounts",
      data: { name: "Acme", accountnumber: "D1" } as never,
    });
    const key = await client.create<string>({
      collection: "leads",
      data: { ...body, "parentaccountid@odata.bind": `/accounts(${account})`, leadsourcecode: 8 } as never,
    });
    const lead = await client.retrieve({
      collection: "leads",
      key,
      select: ["subject", "leadsourcecode", "_parentaccountid_value"],
      expand: [{ property: "parentaccountid", select: ["name"] }],
      includeAnnotations: "*",
    });
    expect(lead).toMatchObject({
      subject: "50 licences",
      leadsourcecode_Formatted: "Web",
      _parentaccountid_value_LogicalName: "account",
      parentaccountid: { name: "Acme" },
    });
    const byKey = await client.retrieve({ collection: "accounts", key: "accountnumber='D1'", select: ["name"] });
    expect(byKey).toMatchObject({ name: "Acme", accountid: account });
    const parent = await client.retrieve({
      collection: "leads",
      key,
      navigationProperty: "parentaccountid",
      select: ["name"],
    });
    expect(parent).toMatchObject({ name: "Acme" });
    const reference = await client.retrieve({ collection: "leads", key, select: ["parentaccountid/$ref"] });
    expect(reference).toHaveProperty("oDataContext");
    const etag = (lead as Record<string, string>)["@odata.etag"];
    expect(
      await client.retrieve({ collection: "leads", key, select: ["subject"], ifnonematch: etag ?? "" }),
    ).toBeUndefined();
  });

  test("update, and the same without a row", async () => {
    const key = await newLead();
    expect(await client.update({ collection: "leads", key, data: { subject: "New" } as never })).toBe(true);
    const changed = await client.update<Lead>({
      collection: "leads",
      key,
      data: { subject: "Newer" },
      returnRepresentation: true,
      select: ["subject"],
    } as never);
    expect(changed).toMatchObject({ subject: "Newer" });
    const missing = client.update({ collection: "leads", key: crypto.randomUUID(), data: { subject: "X" } as never });
    await expect(missing).rejects.toMatchObject({ status: 404, code: "0x80040217" });
    const stale = client.update({ collection: "leads", key, data: { subject: "X" } as never, ifmatch: 'W/"1"' });
    expect(await stale).toBe(false);
  });

  test("updateSingleProperty and deleting one property", async () => {
    const key = await newLead();
    await client.updateSingleProperty({ collection: "leads", key, fieldValuePair: { firstname: "Łucja" } as never });
    expect(await client.retrieve({ collection: "leads", key, select: ["firstname"] })).toMatchObject({
      firstname: "Łucja",
    });
    await client.deleteRecord({ collection: "leads", key, property: "firstname" });
    expect(await client.retrieve({ collection: "leads", key, select: ["firstname"] })).toMatchObject({
      firstname: null,
    });
  });

  test("upsert creates, updates, or leaves alone", async () => {
    const key = crypto.randomUUID();
    const upsert = (more: object = {}) => client.upsert({ collection: "leads", key, data: body as never, ...more });
    expect(await upsert({ ifmatch: "*" })).toBeNull();
    expect(await upsert()).toBe(key);
    expect(await upsert({ ifnonematch: "*" })).toBeNull();
    expect(await upsert({ returnRepresentation: true })).toMatchObject({ leadid: key });
  });

  test("deleteRecord, of one version only", async () => {
    const key = await newLead();
    expect(await client.deleteRecord({ collection: "leads", key, ifmatch: 'W/"1"' })).toBe(false);
    expect(await client.deleteRecord({ collection: "leads", key })).toBe(true);
    await expect(client.retrieve({ collection: "leads", key })).rejects.toMatchObject({ status: 404 });
  });

  test("errors carry the server's code and words", async () => {
    const failing = client.create({ collection: "leads", data: { subject: "S", lastname: "x".repeat(51) } as never });
    await expect(failing).rejects.toMatchObject({
      status: 400,
      code: "0x80044331",
      message: expect.stringContaining("'50'"),
    });
  });
});

describe("lists", () => {
  beforeAll(async () => {
    for (let index = 0; index < 7; index++) {
      await client.create({ collection: "competitors", data: { name: `Competitor ${index}` } as never });
    }
  });

  test("retrieveMultiple pages by its next link", async () => {
    const request = { collection: "competitors", select: ["name"], orderBy: ["name"], count: true, maxPageSize: 3 };
    const first = await client.retrieveMultiple<{ name: string }>(request);
    expect(first.value).toHaveLength(3);
    expect(first.oDataCount).toBe(7);
    const second = await client.retrieveMultiple<{ name: string }>(request, first.oDataNextLink);
    expect(second.value[0]).toMatchObject({ name: "Competitor 3" });
  });

  test("retrieveAll follows every page", async () => {
    const all = await client.retrieveAll<{ name: string }>({
      collection: "competitors",
      select: ["name"],
      maxPageSize: 2,
    } as never);
    expect(new Set(all.value.map(({ name }) => name)).size).toBe(7);
  });

  test("filters with quotes and other letters", async () => {
    await client.create({ collection: "competitors", data: { name: "O'Łęcki & Co, 50%" } as never });
    const found = await client.retrieveMultiple({
      collection: "competitors",
      select: ["name"],
      filter: "name eq 'o''łęcki & co, 50%'",
    });
    expect(found.value).toHaveLength(1);
    await client.deleteRecord({
      collection: "competitors",
      key: (found.value[0] as { competitorid: string }).competitorid,
    });
  });

  test("count and countAll", async () => {
    expect(await client.count({ collection: "competitors" })).toBe(7);
    expect(await client.count({ collection: "competitors", filter: "name eq 'Competitor 1'" })).toBe(1);
    expect(
      await client.countAll({ collection: "competitors", filter: "contains(name,'Comp')", select: ["name"] }),
    ).toBe(7);
  });
});

describe("links", () => {
  test("associate and disassociate, in a collection and by a lookup", async () => {
    const account = await client.create<string>({ collection: "accounts", data: { name: "Linked" } as never });
    const task = await client.create<string>({ collection: "tasks", data: { subject: "Call" } as never });
    const collection = {
      collection: "accounts",
      primaryKey: account,
      relationshipName: "Account_Tasks",
      relatedKey: task,
    };
    await client.associate({ ...collection, relatedCollection: "tasks" });
    const tasks = async () =>
      (await client.retrieve({ collection: "accounts", key: account, expand: [{ property: "Account_Tasks" }] })) as {
        Account_Tasks: unknown[];
      };
    expect((await tasks()).Account_Tasks).toHaveLength(1);
    await client.disassociate(collection);
    expect((await tasks()).Account_Tasks).toHaveLength(0);

    const lead = await newLead();
    const single = { collection: "leads", primaryKey: lead, navigationProperty: "parentaccountid" };
    await client.associateSingleValued({ ...single, relatedCollection: "accounts", relatedKey: account });
    const parent = async () => client.retrieve({ collection: "leads", key: lead, select: ["_parentaccountid_value"] });
    expect(await parent()).toMatchObject({ _parentaccountid_value: account });
    await client.disassociateSingleValued(single);
    expect(await parent()).toMatchObject({ _parentaccountid_value: null });
  });
});

describe("operations", () => {
  test("callFunction", async () => {
    expect(await client.callFunction("WhoAmI")).toMatchObject({ UserId: app.adminId });
    const target = { "@odata.id": `leads(${await newLead()})` };
    const access = await client.callFunction({
      collection: "systemusers",
      key: app.adminId,
      functionName: "Microsoft.Dynamics.CRM.RetrievePrincipalAccess",
      parameters: { Target: target },
    });
    expect((access as { AccessRights: string }).AccessRights).toContain("DeleteAccess");
  });

  test("callAction qualifies a lead", async () => {
    const result = await client.callAction<{ value: { "@odata.type": string }[] }>({
      collection: "leads",
      key: await newLead(),
      actionName: "Microsoft.Dynamics.CRM.QualifyLead",
      action: { CreateAccount: true, CreateContact: true, CreateOpportunity: true, Status: 3 },
    });
    expect(result.value.map((each) => each["@odata.type"])).toEqual([
      "#Microsoft.Dynamics.CRM.account",
      "#Microsoft.Dynamics.CRM.contact",
      "#Microsoft.Dynamics.CRM.opportunity",
    ]);
  });

  test("impersonate", async () => {
    const { id } = await app.addUser("dwa@example.com");
    const me = await client.callFunction({ functionName: "WhoAmI", impersonate: id });
    expect(me).toMatchObject({ UserId: id });
  });
});

describe("metadata", () => {
  test("useEntityNames maps logical names to sets", async () => {
    const key = await byNames.create<string>({ collection: "opportunity", data: { name: "By name" } as never });
    expect(await byNames.retrieve({ collection: "opportunity", key, select: ["name"] })).toMatchObject({
      name: "By name",
    });
  });

  test("retrieveEntity, retrieveAttributes", async () => {
    const lead = await client.retrieveEntity({ key: "LogicalName='lead'", select: ["EntitySetName"] });
    expect(lead).toMatchObject({ EntitySetName: "leads" });
    const attributes = await client.retrieveAttributes({
      entityKey: "LogicalName='lead'",
      castType: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata",
      select: ["LogicalName"],
    });
    expect(attributes.value).toContainEqual(expect.objectContaining({ LogicalName: "industrycode" }));
  });
});
