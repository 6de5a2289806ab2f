/** The search service over HTTP: by the npm client in both versions, and by hand where a client would not send it. */
import type { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamicsClient } from "../../testing/dynamics-client.ts";
import { HttpClient } from "../../testing/http-client.ts";
import { password, type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let first: DynamicsWebApi;
let second: DynamicsWebApi;
let seller: HttpClient;
let account: string;
let lead: string;

const v1 = "/api/search/v1.0";
const names = (rows: readonly { "@search.entityname"?: string }[]) => rows.map((row) => row["@search.entityname"]);

beforeAll(async () => {
  app = await startSetUpApp();
  first = dynamicsClient(app);
  second = dynamicsClient(app, { searchApi: { version: "2.0" } });
  seller = (await app.addUser("sel@example.com", "Sales Team Member")).client;
  account = await app.admin.create("accounts", { name: "Zebra Works", accountnumber: "Z-1" });
  lead = await app.admin.create("leads", { subject: "Stripes", firstname: "Zoe", lastname: "Zebrano" });
  await app.admin.create("contacts", { firstname: "Łucja", lastname: "Żółw (zebra+1)" });
  await app.admin.create("opportunities", { name: "Big zebra deal" });
  await app.admin.create("tasks", { subject: "Call the Zebra" });
  await seller.create("leads", { subject: "Own", lastname: "Seller's zebra" });
});
afterAll(() => app.close());

describe("query", () => {
  test("finds rows of every table, the best first, with marks and a total", async () => {
    const { value, totalrecordcount } = await first.query({ query: { search: "zebra", count: true } });
    expect(names(value as never).toSorted()).toEqual(["account", "contact", "lead", "lead", "opportunity", "task"]);
    expect(totalrecordcount).toBe(6);
    expect(value[0]).toMatchObject({
      "@search.entityname": "account",
      "@search.objectid": account,
      "@search.highlights": { name: ["{crmhit}Zebra{/crmhit} Works"] },
      name: "Zebra Works",
    });
    expect((await first.query("zebra")).totalrecordcount).toBe(-1);
  });

  test("in version 2.0 with columns, a filter, an order and every word", async () => {
    const { response } = await second.query({
      query: {
        search: "works zebra",
        count: true,
        entities: [{ name: "account", selectColumns: ["ownerid"], searchColumns: ["name"], filter: "statecode eq 0" }],
        orderBy: ["name desc"],
        options: { searchMode: "all" } as never,
      },
    });
    expect(response).toMatchObject({
      ...{ Error: null, Count: 1 },
      Value: [
        {
          ...{ Id: account, EntityName: "account", ObjectTypeCode: 1 },
          Attributes: { name: "Zebra Works", ownerid: app.adminId },
          Highlights: { name: ["{crmhit}Zebra{/crmhit} {crmhit}Works{/crmhit}"] },
        },
      ],
    });
  });

  test("any word is enough in the mode any; a phrase is one word", async () => {
    const ask = async (search: string) =>
      (await first.query({ query: { search, entities: ["account", "lead"] } })).value;
    expect(await ask("works seller's")).toHaveLength(2);
    expect(await ask('"works zebra"')).toHaveLength(0);
    expect(await ask('"zebra works"')).toHaveLength(1);
  });

  test("pages follow each other without a gap", async () => {
    const page = async (skip: number) => (await first.query({ query: { search: "zebra", top: 2, skip } })).value;
    const pages = [...(await page(0)), ...(await page(2)), ...(await page(4)), ...(await page(6))];
    expect(new Set((pages as never as Record<string, string>[]).map((row) => row["@search.objectid"])).size).toBe(6);
    expect(pages).toHaveLength(6);
  });

  test("characters that mean something to patterns mean themselves", async () => {
    const ask = async (search: string) => (await first.query(search)).value.length;
    expect(await ask("(zebra+1)")).toBe(1);
    expect(await ask("%%%")).toBe(0);
    expect(await ask("___")).toBe(0);
    expect(await ask("żółw")).toBe(1);
    expect(await ask("z")).toBe(5);
  });
});

test("suggest answers documents and text, where words begin", async () => {
  const { value } = await first.suggest({
    query: { search: "zeb", entities: ["lead", "opportunity"], filter: "statecode eq 0" },
  });
  const texts = value.map(({ text }) => text);
  expect(texts).toContain("Zoe {crmhit}Zeb{/crmhit}rano");
  expect(texts).toContain("Big {crmhit}zeb{/crmhit}ra deal");
  expect(texts).toHaveLength(3);
  const { response } = await second.suggest("zebran");
  expect(response.Value).toMatchObject([
    { Text: "Zoe {crmhit}Zebran{/crmhit}o", Document: { "@search.objectid": lead } },
  ]);
});

test("autocomplete ends the last word as most rows do", async () => {
  expect((await first.autocomplete("zeb")).value).toBe("{crmhit}zebra{/crmhit}");
  expect((await second.autocomplete("zoe zeb")).response.Value).toBe("zoe {crmhit}zebrano{/crmhit}");
  expect((await first.autocomplete("qqq")).value).toBeNull();
});

describe("who asks", () => {
  test("rows of others are neither found nor counted nor used to end a word", async () => {
    const { json, headers } = await seller.post(`${v1}/query`, { search: "zebra", returntotalrecordcount: true });
    expect(Number(headers.get("x-ms-ratelimit-burst-remaining-xrm-requests"))).toBeGreaterThan(0);
    expect(json.value).toHaveLength(1);
    expect(json).toMatchObject({ totalrecordcount: 1, value: [{ fullname: "Seller's zebra" }] });
    expect((await seller.post(`${v1}/autocomplete`, { search: "zebran" })).json.value).toBeNull();
    expect((await seller.post(`${v1}/suggest`, { search: "zebran" })).json.value).toEqual([]);
    const out = { search: "zebra", filter: "statecode eq 0) or (statecode eq 0" };
    expect((await seller.post(`${v1}/query`, out)).status).toBe(400);
  });

  test("a session must show that it comes from our own page", async () => {
    const page = new HttpClient(app.origin);
    const entry = await page.post("/auth/sign-in", { email: "ada@example.com", password });
    const cookie = (entry.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const ask = (headers: Record<string, string>) => page.post(`${v1}/query`, { search: "zebra" }, headers);
    expect((await ask({ cookie })).status).toBe(403);
    expect((await ask({ cookie, "x-csrf-token": String(entry.json.csrfToken) })).status).toBe(200);
    expect((await page.delete("/api/backgroundoperation/1", { cookie })).status).toBe(403);
  });

  test("nobody without a token gets an answer", async () => {
    for (const path of [`${v1}/query`, "/api/backgroundoperation/1"]) {
      const answer = await fetch(app.origin + path, { method: "POST", body: "{}" });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect((await fetch(app.origin + path)).status).toBe(401);
    }
  });
});

const wrong: readonly (readonly [body: unknown, word: string])[] = [
  [undefined, "JSON object"],
  [[], "JSON object"],
  [{}, "'search' is missing"],
  [{ search: 1 }, "'search'"],
  [{ search: "  " }, "no word"],
  [{ search: '"" *' }, "no word"],
  [{ search: "a".repeat(101) }, "100"],
  [{ search: "a b c d e f g h i j k" }, "10 words"],
  [{ search: "a\0b" }, "code 0"],
  [{ search: "a", entities: "[{" }, "'entities' is not valid JSON"],
  [{ search: "a", entities: "{}" }, "'entities' is not a list"],
  [{ search: "a", entities: [null] }, "entities[0]"],
  [{ search: "a", entities: [{}] }, "no name"],
  [{ search: "a", entities: ["unicorn"] }, "'unicorn' cannot be searched"],
  [{ search: "a", entities: ["systemuser"] }, "'systemuser' cannot be searched"],
  [{ search: "a", entities: ["lead", "lead"] }, "twice"],
  [{ search: "a", entities: [{ name: "lead", searchcolumns: ["description"] }] }, "'description'"],
  [{ search: "a", entities: [{ name: "lead", selectcolumns: ["horn"] }] }, "'horn'"],
  [{ search: "a", entities: [{ name: "lead", filter: "horn eq 1" }] }, "horn"],
  [{ search: "a", filter: "statecode eq" }, "$filter"],
  [{ search: "a", filter: "\ud800" }, "$filter"],
  [{ search: "a", orderby: ["horn"] }, "'horn'"],
  [{ search: "a", orderby: ["name; drop table lead"] }, "'orderby'"],
  [{ search: "a", orderby: "[1]" }, "'orderby'"],
  [{ search: "a", top: 1e9 }, "'top'"],
  [{ search: "a", top: "5" }, "'top'"],
  [{ search: "a", skip: -1 }, "'skip'"],
  [{ search: "a", skip: 500 }, "together"],
  [{ search: "a", options: "[]" }, "'options'"],
  [{ search: "a", options: '{"querytype":"lucene"}' }, "simple"],
  [{ search: "a", searchmode: "some" }, "mode"],
  [{ search: "a", facets: '["ownerid,count:5"]' }, "'facets'"],
  [{ search: "a", count: "yes" }, "'count'"],
];

test.each(wrong)("%j is refused in words", async (body, word) => {
  for (const version of ["v1.0", "v2.0"]) {
    const { status, json } = await app.admin.post(`/api/search/${version}/query`, body);
    expect(status).toBe(400);
    expect(json.error.message).toContain(word);
  }
});

test("what is not there is 404, in the shape of the Web API", async () => {
  const missing = { status: 404, json: { error: { code: "0x8006088a" } } };
  for (const path of [`${v1}/find`, "/api/search/v3.0/query", "/api/backgroundoperation/x"])
    expect(await app.admin.post(path, { search: "a" })).toMatchObject(missing);
  expect((await app.admin.get(`${v1}/query`)).status).toBe(405);
  expect((await app.admin.post(`${v1}/suggest`, { search: "ab" })).status).toBe(400);
});
