import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const all = { prefer: 'odata.include-annotations="*"' };
const unknownId = "0195c0de-0000-7000-8000-000000000001";

let app: SetUpApp;
let admin: HttpClient;
let account: string;
let contact: string;
const leads: string[] = [];

beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  account = await admin.create("accounts", { name: "Hòa Phát", accountnumber: "A1", revenue: 1234567.5 });
  contact = await admin.create("contacts", {
    firstname: "Zoë",
    lastname: "O'Neil",
    "parentcustomerid_account@odata.bind": `/accounts(${account})`,
  });
  for (let index = 0; index < 7; index++) {
    const body = {
      subject: `Topic ${index}`,
      lastname: "Nguyễn",
      "parentaccountid@odata.bind": index < 3 ? `/accounts(${account})` : null,
    };
    leads.push(await admin.create("leads", body));
  }
  for (const subject of ["Call", "Visit"]) {
    await admin.create("tasks", { subject, "regardingobjectid_account_task@odata.bind": `accounts(${account})` });
  }
});
afterAll(() => app.close());

describe("URLs", () => {
  test.each(["v8.0", "v9.0", "v9.2"])("%s is answered, and its URLs stay in it", async (version) => {
    const base = `${app.origin}/api/data/${version}/`;
    const answer = await admin.get(`${base}leads?$select=subject&$top=1`);
    expect(answer.status).toBe(200);
    expect(answer.json["@odata.context"]).toBe(`${base}$metadata#leads(subject)`);
  });

  test.each(["", "/"])("the service document is at v9.2%s", async (end) => {
    const answer = await admin.get(`/api/data/v9.2${end}`);
    expect(answer.json["@odata.context"]).toBe(`${admin.base}$metadata`);
    expect(answer.json.value).toContainEqual({ name: "leads", kind: "EntitySet", url: "leads" });
  });

  test.each([
    ["/api/data/v7.0/leads", 404, "0x8006088a"],
    ["/api/data/v10.0/leads", 404, "0x8006088a"],
    ["/api/data/", 404, "0x8006088a"],
    ["foos", 404, "0x8006088a"],
    ["Leads", 404, "0x8006088a"],
    [`leads(${unknownId})`, 404, "0x80040217"],
    ["accounts(accountnumber='nope')", 404, "0x80060891"],
    ["leads({0195c0de-0000-7000-8000-000000000001})", 400, "0x80060888"],
    ["leads?$select=nope", 400, "0x80060888"],
    ["leads?$Select=subject", 400, "0x80060888"],
    ["leads?$skip=1", 400, "0x80060888"],
    ["leads?$filter=subject eq", 400, "0x80060888"],
    ["leads?$apply=aggregate($count)", 400, "0x80060888"],
    ["leads?fetchXml=%3Cfetch/%3E", 400, "0x80041123"],
    ["leads?$filter=%ZZ", 400, "0x80060888"],
    ["%ZZ", 400, "0x80060888"],
    ["Nope()", 404, "0x8006088a"],
  ])("%s is refused with %i %s", async (path, status, code) => {
    const answer = await admin.get(path);
    expect([answer.status, answer.json?.error?.code]).toEqual([status, code]);
    expect(answer.json.error.message).not.toBe("");
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  });

  test("an error says where in the query it is", async () => {
    const answer = await admin.get("leads?$filter=subject%20eq%20%27a%27%20andx");
    expect(answer.json.error.message).toMatch(/at position 15 of \$filter/);
  });

  test("a client that asks for annotations gets the details of an error", async () => {
    const answer = await admin.get("foos", all);
    expect(Object.keys(answer.json.error)).toEqual([
      "code",
      "message",
      "@Microsoft.PowerApps.CDS.HelpLink",
      "@Microsoft.PowerApps.CDS.TraceText",
      "@Microsoft.PowerApps.CDS.InnerError.Message",
      "@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus",
      "@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode",
    ]);
  });

  test("programs are told in English, or in the language they ask for", async () => {
    expect((await admin.get("foos")).json.error.message).toBe("Resource not found for the segment 'foos'.");
    const polish = await admin.get("foos", { "accept-language": "pl-PL" });
    expect(polish.json.error.message).toBe("Nie ma zasobu „foos”.");
  });

  test("a verb that a resource does not have is 405", async () => {
    expect((await admin.delete("leads")).status).toBe(405);
    expect((await admin.post(`leads(${leads[0]})`, {})).status).toBe(405);
    expect((await admin.send("PUT", "leads", { body: {} })).status).toBe(405);
  });
});

describe("headers of answers", () => {
  test("every answer has the version, an id that is in the log too, and its content type", async () => {
    const answer = await admin.get("leads?$top=1");
    expect(answer.headers.get("odata-version")).toBe("4.0");
    expect(answer.headers.get("content-type")).toBe("application/json; odata.metadata=minimal");
    expect(answer.headers.get("req_id")).toMatch(guid);
    expect(answer.headers.get("x-ms-service-request-id")).toBe(answer.headers.get("req_id"));
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(answer.text)));
  });

  test.each([
    [
      "leads",
      'odata.include-annotations="*",odata.maxpagesize=2',
      'odata.include-annotations="*", odata.maxpagesize=2',
    ],
    ["leads?$top=1", "odata.maxpagesize=2", null],
    ["leads", "respond-async", null],
  ])("%s with Prefer: %s applies %s", async (path, prefer, applied) => {
    expect((await admin.get(path, { prefer })).headers.get("preference-applied")).toBe(applied);
  });

  test("requests that MS samples send are understood: If-None-Match: null, Consistency, MSCRM headers", async () => {
    const answer = await admin.get(`leads(${leads[0]})?$select=subject`, {
      "if-none-match": "null",
      "odata-maxversion": "4.0",
      "odata-version": "4.0",
      consistency: "Strong",
      "mscrm.mergelabels": "true",
      "mscrm.suppressduplicatedetection": "false",
    });
    expect(answer.status).toBe(200);
  });
});

describe("one record", () => {
  test("has a context, an ETag in header and body, its id, and the columns asked for", async () => {
    const answer = await admin.get(`leads(${leads[0]})?$select=subject,_parentaccountid_value`);
    expect(answer.json).toEqual({
      "@odata.context": `${admin.base}$metadata#leads(subject,_parentaccountid_value)/$entity`,
      "@odata.etag": answer.headers.get("etag"),
      subject: "Topic 0",
      _parentaccountid_value: account,
      leadid: leads[0],
    });
    expect(answer.headers.get("etag")).toMatch(/^W\/"\d+"$/);
  });

  test("without $select has every readable column, nulls included, and no bare lookups", async () => {
    const { json } = await admin.get(`leads(${leads[5]})`);
    expect(json["@odata.context"]).toBe(`${admin.base}$metadata#leads/$entity`);
    expect(json).toMatchObject({ firstname: null, _parentaccountid_value: null, statecode: 0 });
    expect(json.createdon).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(json).not.toHaveProperty("ownerid");
  });

  test("is found by alternate key, and by its primary key's name", async () => {
    const byKey = await admin.get("accounts(accountnumber='A1')?$select=name");
    expect(byKey.json).toMatchObject({ name: "Hòa Phát", accountid: account });
    expect((await admin.get(`accounts(accountid=${account})?$select=name`)).json.name).toBe("Hòa Phát");
    expect((await admin.get(`accounts(${account.toUpperCase()})?$select=name`)).json.accountid).toBe(account);
  });

  test("carries annotations before the values they belong to, when asked", async () => {
    const { json } = await admin.get(`leads(${leads[0]})?$select=statuscode,_parentaccountid_value`, all);
    expect(json).toMatchObject({
      "statuscode@OData.Community.Display.V1.FormattedValue": "New",
      "_parentaccountid_value@OData.Community.Display.V1.FormattedValue": "Hòa Phát",
      "_parentaccountid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
    });
    const names = Object.keys(json);
    expect(names.indexOf("statuscode@OData.Community.Display.V1.FormattedValue")).toBeLessThan(
      names.indexOf("statuscode"),
    );
  });

  test("expands lookups and collections", async () => {
    const path = `accounts(${account})?$select=name&$expand=Account_Tasks($select=subject;$orderby=subject),contact_customer_accounts($select=fullname)`;
    const { json } = await admin.get(path);
    expect(json.Account_Tasks.map((task: { subject: string }) => task.subject)).toEqual(["Call", "Visit"]);
    expect(json.contact_customer_accounts).toMatchObject([{ fullname: "Zoë O'Neil", contactid: contact }]);
  });

  describe("that the client has already", () => {
    const path = () => `leads(${leads[1]})?$select=subject`;

    test("is a 304 without a body", async () => {
      const { headers } = await admin.get(path());
      const again = await admin.get(path(), { "if-none-match": headers.get("etag") ?? "" });
      expect([again.status, again.text]).toEqual([304, ""]);
      expect((await admin.get(path(), { "if-none-match": 'W/"1"' })).status).toBe(200);
      const several = `W/"1", ${headers.get("etag")}`;
      expect((await admin.get(path(), { "if-none-match": several })).status).toBe(304);
    });

    test("is sent again when it expands or is annotated", async () => {
      const etag = (await admin.get(path())).headers.get("etag") ?? "";
      const expanded = `${path()}&$expand=parentaccountid($select=name)`;
      expect((await admin.get(expanded, { "if-none-match": etag })).status).toBe(200);
      expect((await admin.get(path(), { "if-none-match": etag, ...all })).status).toBe(200);
    });
  });
});

describe("collections", () => {
  test("are counted, ordered, filtered and cut", async () => {
    const path =
      "leads?$select=subject&$count=true&$orderby=subject%20desc&$top=2&$filter=startswith(subject,%27topic%27)";
    const { json } = await admin.get(path);
    expect(json["@odata.count"]).toBe(7);
    expect(json.value.map((lead: { subject: string }) => lead.subject)).toEqual(["Topic 6", "Topic 5"]);
    expect(json.value[0]["@odata.etag"]).toMatch(/^W\/"\d+"$/);
    expect(json).not.toHaveProperty("@odata.nextLink");
  });

  test("of nothing are empty", async () => {
    const { json } = await admin.get("leads?$filter=subject%20eq%20%27nope%27&$select=subject&$count=true");
    expect(json).toEqual({ "@odata.context": `${admin.base}$metadata#leads(subject)`, "@odata.count": 0, value: [] });
  });

  test("page by links with the host that the client used, each row once", async () => {
    // The same server under another name: what it answers must carry that name.
    const elsewhere = new HttpClient(app.origin.replace("127.0.0.1", "localhost"), admin.token);
    const seen: string[] = [];
    let pages = 0;
    let next: string | undefined = `${elsewhere.base}leads?$select=subject&$orderby=subject&$filter=statecode%20eq%200`;
    while (next !== undefined) {
      const { json } = await elsewhere.get(next, { prefer: "odata.maxpagesize=3" });
      seen.push(...json.value.map((lead: { leadid: string }) => lead.leadid));
      next = json["@odata.nextLink"];
      pages += 1;
      if (next !== undefined) expect(next.startsWith(`${elsewhere.base}leads?$select=subject&`)).toBe(true);
    }
    expect(pages).toBe(3);
    expect(seen).toEqual(leads);
  });

  test("tell their total when every annotation is asked for", async () => {
    const counted = (await admin.get("leads?$select=subject&$count=true&$top=1", all)).json;
    expect(counted["@Microsoft.Dynamics.CRM.totalrecordcount"]).toBe(7);
    expect(counted["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"]).toBe(false);
    const uncounted = (await admin.get("leads?$select=subject&$top=1", all)).json;
    expect(uncounted["@Microsoft.Dynamics.CRM.totalrecordcount"]).toBe(-1);
  });

  test.each([
    ["leads/$count", "7"],
    ["leads/$count?$filter=subject%20eq%20%27Topic%201%27", "1"],
    [() => `accounts(${account})/Account_Tasks/$count`, "2"],
  ])("%s is a bare number", async (path, count) => {
    const answer = await admin.get(typeof path === "string" ? path : path());
    expect([answer.status, answer.text, answer.headers.get("content-type")]).toEqual([200, count, "text/plain"]);
  });

  test("that hang on a record are read through it", async () => {
    const tasks = await admin.get(
      `accounts(${account})/Account_Tasks?$select=subject&$orderby=subject%20desc&$count=true`,
    );
    expect(tasks.json["@odata.context"]).toBe(`${admin.base}$metadata#tasks(subject)`);
    expect(tasks.json["@odata.count"]).toBe(2);
    expect(tasks.json.value.map((task: { subject: string }) => task.subject)).toEqual(["Visit", "Call"]);
    expect((await admin.get(`accounts(${unknownId})/Account_Tasks`)).status).toBe(404);
  });

  test("through a record page by links too", async () => {
    const first = await admin.get(`accounts(${account})/Account_Tasks?$select=subject`, {
      prefer: "odata.maxpagesize=1",
    });
    const second = await admin.get(first.json["@odata.nextLink"], { prefer: "odata.maxpagesize=1" });
    expect(second.json.value).toHaveLength(1);
    expect(second.json.value[0].activityid).not.toBe(first.json.value[0].activityid);
    expect(second.json).not.toHaveProperty("@odata.nextLink");
    const references = await admin.get(`accounts(${account})/Account_Tasks/$ref`, { prefer: "odata.maxpagesize=1" });
    expect(references.json.value).toHaveLength(1);
    const rest = await admin.get(references.json["@odata.nextLink"], { prefer: "odata.maxpagesize=1" });
    expect(rest.json.value[0]["@odata.id"]).not.toBe(references.json.value[0]["@odata.id"]);
  });

  test("reach over many-to-many relationships", async () => {
    const roles = await admin.get(`systemusers(${app.adminId})/systemuserroles_association?$select=name`);
    expect(roles.json.value).toMatchObject([{ name: "System Administrator" }]);
    const [{ roleid }] = roles.json.value;
    const users = await admin.get(`roles(${roleid})/systemuserroles_association?$select=fullname`);
    expect(users.json.value).toMatchObject([{ fullname: "Ada Admin" }]);
  });
});

describe("one property", () => {
  test("is read as JSON and as text", async () => {
    const json = await admin.get(`contacts(${contact})/lastname`);
    expect(json.json).toEqual({
      "@odata.context": `${admin.base}$metadata#contacts(${contact})/lastname`,
      value: "O'Neil",
    });
    const raw = await admin.get(`contacts(${contact})/lastname/$value`);
    expect([raw.text, raw.headers.get("content-type")]).toEqual(["O'Neil", "text/plain; charset=utf-8"]);
    expect((await admin.get(`accounts(${account})/revenue`)).json.value).toBe(1234567.5);
  });

  test("that is null is a 204", async () => {
    expect((await admin.get(`contacts(${contact})/jobtitle`)).status).toBe(204);
  });

  test("of a record that is not there is a 404", async () => {
    expect((await admin.get(`contacts(${unknownId})/lastname`)).status).toBe(404);
    expect((await admin.get(`contacts(${contact})/nope`)).status).toBe(400);
  });
});

describe("lookups", () => {
  test("are followed", async () => {
    const answer = await admin.get(`leads(${leads[0]})/parentaccountid?$select=name`);
    expect(answer.json).toMatchObject({
      "@odata.context": `${admin.base}$metadata#accounts(name)/$entity`,
      name: "Hòa Phát",
      accountid: account,
    });
    expect((await admin.get(`leads(${leads[5]})/parentaccountid`)).status).toBe(204);
  });

  test("to several tables are followed by the one that fits", async () => {
    expect((await admin.get(`contacts(${contact})/parentcustomerid_account?$select=name`)).json.name).toBe("Hòa Phát");
    expect((await admin.get(`contacts(${contact})/parentcustomerid_contact`)).status).toBe(204);
  });

  test("and collections give URLs with $ref", async () => {
    const single = await admin.get(`leads(${leads[0]})/parentaccountid/$ref`);
    expect(single.json["@odata.id"]).toBe(`${admin.base}accounts(${account})`);
    const owner = await admin.get(`leads(${leads[0]})/ownerid/$ref`);
    expect(owner.json["@odata.id"]).toBe(`${admin.base}systemusers(${app.adminId})`);
    expect((await admin.get(`leads(${leads[0]})/parentaccountid//$ref`)).json).toEqual(single.json);
    const many = await admin.get(`accounts(${account})/contact_customer_accounts/$ref`);
    expect(many.json.value).toEqual([{ "@odata.id": `${admin.base}contacts(${contact})` }]);
  });
});

describe("rights", () => {
  test("a team member reads only what is theirs", async () => {
    const { client } = await app.addUser("reader@example.com", "Sales Team Member");
    const own = await client.create("leads", { subject: "Mine", lastname: "Own" });
    const list = await client.get("leads?$select=subject&$count=true");
    expect(list.json.value).toMatchObject([{ subject: "Mine", leadid: own }]);
    expect(list.json["@odata.count"]).toBe(1);
    const denied = await client.get(`leads(${leads[0]})`);
    expect([denied.status, denied.json.error.code]).toEqual([403, "0x80040220"]);
    expect((await client.get("leads/$count")).text).toBe("1");
  });
});
