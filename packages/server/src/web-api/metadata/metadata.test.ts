/** `$metadata` over HTTP, and what Power Query and Excel ask of an OData feed, in their order and with their headers. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  const Targets = Array.from({ length: 7 }, (_each, index) => ({
    "@odata.type": "Microsoft.Dynamics.CRM.competitor",
    name: `Competitor ${index}`,
    reportedrevenue: index * 1000,
  }));
  await admin.post("competitors/Microsoft.Dynamics.CRM.CreateMultiple", { Targets });
});
afterAll(() => app.close());

describe("$metadata", () => {
  test("is XML of version 4.0, and has a new column at once", async () => {
    const before = await admin.get("$metadata", { accept: "application/xml" });
    expect(before.headers.get("content-type")).toBe("application/xml; charset=utf-8");
    expect(before.headers.get("odata-version")).toBe("4.0");
    expect(before.text).toMatch(/^<\?xml[^>]*><edmx:Edmx Version="4\.0"/);
    expect(before.text).toContain('<FunctionImport Name="WhoAmI" Function="mscrm.WhoAmI"/>');
    const body = {
      "@odata.type": "Microsoft.Dynamics.CRM.DateTimeAttributeMetadata",
      SchemaName: "new_Since",
      DisplayName: { LocalizedLabels: [{ Label: "Since <&\"'>", LanguageCode: 1033 }] },
      Format: "DateOnly",
    };
    expect((await admin.post("EntityDefinitions(LogicalName='competitor')/Attributes", body)).status).toBe(204);
    expect((await admin.get("$metadata")).text).toContain('<Property Name="new_since" Type="Edm.Date"/>');
  });

  test.each(["*/*", "application/*;q=0.1", "text/html, application/xml;q=0.9", ""])(
    "comes for Accept: %s",
    async (accept) => {
      expect((await admin.get("$metadata", { accept })).status).toBe(200);
    },
  );

  test("is no JSON, and says so", async () => {
    const answer = await admin.get("$metadata", { accept: "application/json" });
    expect([answer.status, answer.json.error.code]).toEqual([406, "0x8F000070"]);
    expect(answer.json.error.message).toContain("application/xml");
  });
});

describe("Power Query", () => {
  const accept =
    "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7";
  const headers = { accept, maxdataserviceversion: "3.0", "odata-maxversion": "4.0", "odata-version": "4.0" };

  test("signs in with a token as the password, reads the service and its model, then a set page by page", async () => {
    const credentials = Buffer.from(`ada@example.com:${admin.token}`).toString("base64");
    const feed = new HttpClient(app.origin);
    const get = (path: string) => feed.get(path, { ...headers, authorization: `Basic ${credentials}` });
    const service = (await get("/api/data/v9.2/")).json;
    const [set] = service.value.filter(({ name }: { name: string }) => name === "competitors");
    expect((await get(service["@odata.context"])).text).toContain(`<EntitySet Name="${set.name}"`);
    expect((await get(`${set.url}?$top=3`)).json.value).toHaveLength(3);
    expect((await get(`${set.url}/$count`)).text).toBe("7");
    const names: string[] = [];
    const wish = { prefer: "odata.maxpagesize=3" };
    const first = `${set.url}?$select=name,reportedrevenue&$filter=reportedrevenue ge 1000 and contains(name,'Comp')&$orderby=name`;
    for (let url: string | undefined = first; url !== undefined; ) {
      const page = await feed.get(url, { ...headers, ...wish, authorization: `Basic ${credentials}` });
      names.push(...page.json.value.map(({ name }: { name: string }) => name));
      url = page.json["@odata.nextLink"];
    }
    expect(names).toEqual(["1", "2", "3", "4", "5", "6"].map((index) => `Competitor ${index}`));
  });

  test("without a token that is known is refused", async () => {
    const feed = new HttpClient(app.origin);
    for (const credentials of ["ada@example.com:correct horse battery", ":", ""]) {
      const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
      expect((await feed.get("", { ...headers, authorization })).status).toBe(401);
    }
  });

  test.each(["none", "minimal", "full"])(
    "may ask for odata.metadata=%s: the answer says what it is",
    async (metadata) => {
      const answer = await admin.get("competitors?$top=1&$select=name", {
        accept: `application/json;odata.metadata=${metadata}`,
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("application/json; odata.metadata=minimal");
      expect(answer.json.value).toHaveLength(1);
    },
  );
});
