/** FetchXML, aggregates and views over HTTP; the client dynamics-web-api reads pages of them as it comes. */
import type { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamicsClient } from "../testing/dynamics-client.ts";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const formatted = { prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' };
const subjects = ["50% off", "'quoted'", '<b> & "c"', "Łódź", "zebra"];

let app: SetUpApp;
let admin: HttpClient;
let account: string;
let seller: Awaited<ReturnType<SetUpApp["addUser"]>>;
let client: DynamicsWebApi;

beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  seller = await app.addUser("sam@example.com");
  client = dynamicsClient(app);
  account = await admin.create("accounts", { name: "Contoso" });
  for (const [index, subject] of subjects.entries()) {
    const parent = index < 2 ? { "parentaccountid@odata.bind": `accounts(${account})` } : {};
    await admin.create("leads", { subject, lastname: "Nowak", estimatedamount: 100 * (index + 1), ...parent });
  }
});
afterAll(() => app.close());

const fetchUrl = (set: string, xml: string) => `${set}?fetchXml=${encodeURIComponent(xml)}`;
const bySubject = (options = "") =>
  `<fetch ${options}><entity name="lead"><attribute name="subject"/><order attribute="subject"/></entity></fetch>`;

describe("FetchXML", () => {
  test("the client reads all pages, whatever the values that they begin behind", async () => {
    const { value } = await client.fetchAll({ collection: "leads", fetchXml: bySubject('count="1"') });
    expect(value.map(({ subject }) => subject).toSorted()).toEqual([...subjects].toSorted());
    const page = await client.fetch({ collection: "leads", fetchXml: bySubject('count="2"') });
    expect(page).toMatchObject({ PagingInfo: { page: 1, nextPage: 2 } });
    expect(page.PagingInfo?.cookie).toMatch(
      /^&lt;cookie page=&quot;1&quot;&gt;&lt;subject last=&quot;.*&lt;\/cookie&gt;$/,
    );
  });

  test("the last page has no cookie; a count where it is asked for", async () => {
    const answer = await admin.get(fetchUrl("leads", bySubject('count="4" page="2" returntotalrecordcount="true"')));
    expect(answer.json).toMatchObject({
      "@Microsoft.Dynamics.CRM.morerecords": false,
      "@Microsoft.Dynamics.CRM.totalrecordcount": 5,
      "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": false,
      value: [expect.anything()],
    });
    expect(answer.text).not.toContain("pagingcookie");
  });

  test("on a collection of a record, with $filter beside it", async () => {
    const url = fetchUrl(`accounts(${account})/lead_parent_account`, bySubject());
    expect((await admin.get(url)).json.value).toHaveLength(2);
    expect((await admin.get(`${url}&$filter=estimatedamount gt 100`)).json.value).toMatchObject([
      { subject: "'quoted'" },
    ]);
  });

  test("aggregates", async () => {
    const xml =
      '<fetch aggregate="true"><entity name="lead"><attribute name="estimatedamount" alias="total" aggregate="sum"/>' +
      '<attribute name="statuscode" alias="status" groupby="true"/></entity></fetch>';
    expect((await admin.get(fetchUrl("leads", xml), formatted)).json.value).toEqual([
      {
        "total@OData.Community.Display.V1.FormattedValue": expect.stringContaining("1,500.00"),
        total: 1500,
        "status@OData.Community.Display.V1.FormattedValue": "New",
        status: 1,
      },
    ]);
  });

  test.each([
    ['<fetch><entity name="account"/></fetch>', "0x80041128", "at position 15 of fetchXml"],
    ['<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><fetch/>', "0x8004111C", "at position 0 of fetchXml"],
    ['<fetch><entity name="lead"><attribute name="nope"/></entity></fetch>', "0x80041103", "'nope'"],
    ["", "0x80041124", "The query holds no element"],
  ])("refuses %s", async (xml, code, message) => {
    const { status, json } = await admin.get(fetchUrl("leads", xml));
    expect({ status, code: json.error.code }).toEqual({ status: 400, code });
    expect(json.error.message).toContain(message);
  });
});

describe("$apply", () => {
  test("on a set and on a collection of a record", async () => {
    const apply = "$apply=groupby((statuscode),aggregate(estimatedamount with average as avg,$count as n))";
    const set = await admin.get(`leads?${apply}`, formatted);
    expect(set.json["@odata.context"]).toBe(`${admin.base}$metadata#leads`);
    expect(set.json.value).toMatchObject([{ statuscode: 1, avg: 300, n: 5 }]);
    expect((await admin.get(`accounts(${account})/lead_parent_account?${apply}`)).json.value).toEqual([
      { statuscode: 1, avg: 150, n: 2 },
    ]);
    const { value } = await client.retrieveMultiple({ collection: "leads", apply: "aggregate($count as n)" });
    expect(value).toEqual([{ n: 5 }]);
  });

  test("pages of groups", async () => {
    const found: string[] = [];
    for (let url = "leads?$apply=groupby((subject))"; url; ) {
      const { json } = await admin.get(url, { prefer: "odata.maxpagesize=2" });
      found.push(...json.value.map((row: { subject: string }) => row.subject));
      url = json["@odata.nextLink"];
    }
    expect(found.toSorted()).toEqual([...subjects].toSorted());
  });

  test("more than the organisation allows", async () => {
    const [organisation] = (await admin.get("organizations?$select=organizationid")).json.value;
    const url = `organizations(${organisation.organizationid})`;
    expect((await admin.patch(url, { lw_aggregatelimit: 4 })).status).toBe(204);
    const { status, json } = await admin.get("leads?$apply=aggregate($count as n)");
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "0x8004E023" });
    await admin.patch(url, { lw_aggregatelimit: 50_000 });
  });

  test("fiscal years are the organisation's", async () => {
    const [organisation] = (await admin.get("organizations?$select=organizationid")).json.value;
    const url = `organizations(${organisation.organizationid})`;
    const lead = await admin.create("leads", { subject: "Fiscal", lastname: "Year", estimatedclosedate: "2026-03-31" });
    const find = async (year: number) =>
      (
        await admin.get(
          `leads?$filter=Microsoft.Dynamics.CRM.InFiscalYear(PropertyName='estimatedclosedate',PropertyValue=${year})`,
        )
      ).json.value.length;
    expect([await find(2025), await find(2026)]).toEqual([0, 1]);
    await admin.patch(url, { fiscalcalendarstart: "2020-04-01" });
    expect([await find(2025), await find(2026)]).toEqual([1, 0]);
    await admin.patch(url, { fiscalcalendarstart: null });
    await admin.delete(`leads(${lead})`);
  });
});

describe("views", () => {
  test("a system view is found by its name and lists what it says, for everybody", async () => {
    const found = await seller.client.get("savedqueries?$select=name,savedqueryid,&$filter=name eq 'Active Accounts'");
    const [view] = found.json.value;
    const rows = await seller.client.get(`accounts?savedQuery=${view.savedqueryid}&$filter=name eq 'Contoso'`);
    expect(rows.json.value).toMatchObject([{ name: "Contoso", _ownerid_value: app.adminId }]);
    const mine = (await admin.get("savedqueries?$filter=name eq 'My Open Leads'")).json.value[0].savedqueryid;
    expect((await seller.client.get(`leads?savedQuery=${mine}`)).json.value).toEqual([]);
    expect((await client.retrieveMultiple({ collection: "leads", savedQuery: mine } as never)).value).toHaveLength(5);
  });

  test("a personal view lists for its owner what it says", async () => {
    const view = await admin.create("userqueries", {
      name: "By subject",
      returnedtypecode: "lead",
      querytype: 0,
      fetchxml: bySubject(),
    });
    const page = await admin.get(`leads?userQuery=${view}`, { prefer: "odata.maxpagesize=3" });
    expect(page.headers.get("preference-applied")).toBe("odata.maxpagesize=3");
    const rest = await admin.get(page.json["@odata.nextLink"], { prefer: "odata.maxpagesize=3" });
    expect([...page.json.value, ...rest.json.value]).toHaveLength(5);
    expect(
      (await admin.get(`accounts(${account})/lead_parent_account?userQuery=${view}&$select=leadid`)).json.value,
    ).toHaveLength(2);
    const others = await seller.client.get(`leads?userQuery=${view}`);
    expect(others.status).toBe(403);
    const count =
      '<fetch aggregate="true"><entity name="userquery"><attribute name="name" alias="n" aggregate="count"/></entity></fetch>';
    expect((await seller.client.get(fetchUrl("userqueries", count))).json.value).toEqual([{ n: 0 }]);
    expect((await admin.get(fetchUrl("userqueries", count))).json.value).toEqual([{ n: 1 }]);
    expect((await admin.get(`accounts?userQuery=${view}`)).json.error.code).toBe("0x80041128");
    expect((await admin.get(`leads?userQuery=${crypto.randomUUID()}`)).status).toBe(404);
  });
});
