import type { DynamicsWebApi } from "dynamics-web-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamicsClient } from "../../testing/dynamics-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let client: DynamicsWebApi;
beforeAll(async () => {
  app = await startSetUpApp();
  client = dynamicsClient(app);
});
afterAll(() => app.close());

const http = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary";
const json = "Content-Type: application/json;type=entry";

interface Step {
  readonly id?: number;
  readonly line: string;
  readonly body?: unknown;
  readonly headers?: readonly string[];
}

function part(boundary: string, { id, line, body, headers = [] }: Step): string {
  const lines = [`--${boundary}`, http, ...(id === undefined ? [] : [`Content-ID: ${id}`]), "", `${line} HTTP/1.1`];
  return [...lines, ...headers, ...(body === undefined ? [] : [json]), "", body && JSON.stringify(body), ""].join(
    "\r\n",
  );
}

function changeSet(...steps: Step[]): string {
  const inner = steps.map((step) => part("set", step)).join("");
  return `--b\r\nContent-Type: multipart/mixed; boundary="set"\r\n\r\n${inner}--set--\r\n`;
}

const request = (step: Step) => part("b", step);

function post(parts: readonly string[], headers: Record<string, string> = {}, by = app.admin) {
  return by.post("$batch", `${parts.join("")}--b--\r\n`, {
    "content-type": 'multipart/mixed; boundary="b"',
    ...headers,
  });
}

const statuses = (text: string) =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3}) [A-Za-z0-9 ]+\r$/gm)].map(([, status]) => status);
const countOf = async (name: string) => {
  const answer = await app.admin.get(`accounts/$count?$filter=name eq '${name}'`);
  return Number(answer.text);
};

describe("the answer, byte for byte", () => {
  test("of a change set and of a query", async () => {
    const answer = await post([
      changeSet(
        { id: 1, line: "POST accounts", body: { name: "Bytes" } },
        { id: 2, line: "POST tasks", body: { subject: "t", "regardingobjectid_account_task@odata.bind": "$1" } },
      ),
      request({ line: "GET accounts?$select=name&$filter=name eq 'Bytes'" }),
    ]);
    expect(answer.status).toBe(200);
    const boundary = /^multipart\/mixed; boundary=(batchresponse_[\w-]+)$/.exec(
      answer.headers.get("content-type") ?? "",
    )?.[1];
    const inner = /boundary=(changesetresponse_[\w-]+)/.exec(answer.text)?.[1];
    const ids = [...answer.text.matchAll(/\(([0-9a-f-]{36})\)\r\nLocation/gi)].map(([, id]) => id);
    const [account, task] = ids;
    const { base } = app.admin;
    const etag = (await app.admin.get(`accounts(${account})?$select=name`)).json["@odata.etag"];
    const created = (id: number, url: string) =>
      `--${inner}\r\n${http}\r\nContent-ID: ${id}\r\n\r\nHTTP/1.1 204 No Content\r\nOData-Version: 4.0\r\n` +
      `OData-EntityId: ${url}\r\nLocation: ${url}\r\n\r\n\r\n`;
    const body = JSON.stringify({
      "@odata.context": `${base}$metadata#accounts(name)`,
      value: [{ "@odata.etag": etag, name: "Bytes", accountid: account }],
    });
    expect(answer.text).toBe(
      `--${boundary}\r\nContent-Type: multipart/mixed; boundary=${inner}\r\n\r\n` +
        created(1, `${base}accounts(${account})`) +
        created(2, `${base}tasks(${task})`) +
        `--${inner}--\r\n--${boundary}\r\n${http}\r\n\r\nHTTP/1.1 200 OK\r\n` +
        `Content-Type: application/json; odata.metadata=minimal; odata.streaming=true\r\nOData-Version: 4.0\r\n\r\n${body}\r\n` +
        `--${boundary}--\r\n`,
    );
    const made = await app.admin.get(`tasks(${task})?$select=_regardingobjectid_value`);
    expect(made.json._regardingobjectid_value).toBe(account);
  });

  test("of a request that failed: its status is that of the whole, and what follows is not done", async () => {
    const answer = await post([
      request({ line: "POST accounts", body: { name: "Before" } }),
      request({ line: "GET accounts(0195c0de-0000-7000-8000-0000000000ff)" }),
      request({ line: "POST accounts", body: { name: "Behind" } }),
    ]);
    expect([answer.status, statuses(answer.text)]).toEqual([404, ["204", "404"]]);
    expect(answer.text).toMatch(/REQ_ID: [\w-]{36}\r\n\r\n\{"error":\{"code":"0x80040217"/);
    expect(await Promise.all(["Before", "Behind"].map(countOf))).toEqual([1, 0]);
  });

  test("with continue-on-error every request is answered, and the whole is 200", async () => {
    const parts = [
      request({ line: "POST nonsense", body: {} }),
      request({ line: `POST ${app.origin}/api/data/v9.1/accounts`, body: { name: "Behind the fault" } }),
      request({ line: "POST $batch", body: {} }),
      request({ line: "GET /api/data/v9.2/accounts/$count" }),
    ];
    const answer = await post(parts, { prefer: "odata.continue-on-error" });
    expect([answer.status, statuses(answer.text)]).toEqual([200, ["404", "204", "400", "200"]]);
    expect(answer.headers.get("preference-applied")).toBe("odata.continue-on-error");
    expect(await countOf("Behind the fault")).toBe(1);
    expect(answer.text).toMatch(/Content-Type: text\/plain\r\nOData-Version: 4.0\r\n\r\n\d+\r\n--batchresponse/);
  });
});

describe("a change set", () => {
  test("is one transaction: what fails takes all of it back, and is its answer", async () => {
    const answer = await post(
      [
        changeSet(
          { id: 1, line: "POST accounts", body: { name: "Taken back" } },
          { id: 2, line: "PATCH $1", body: { revenue: "much" } },
        ),
        request({ line: "POST accounts", body: { name: "Next one" } }),
      ],
      { prefer: "odata.continue-on-error" },
    );
    expect(statuses(answer.text)).toEqual(["400", "204"]);
    expect(answer.text).toContain("Content-ID: 2");
    expect(await Promise.all(["Taken back", "Next one"].map(countOf))).toEqual([0, 1]);
  });

  test("uses what it made in URLs and in bodies, and sees it", async () => {
    const answer = await post([
      changeSet(
        { id: 1, line: "POST accounts", body: { name: "Referenced" } },
        { id: 2, line: "POST contacts", body: { lastname: "C" } },
        { id: 3, line: "PUT $1/primarycontactid/$ref", body: { "@odata.id": "$2" } },
        {
          id: 4,
          line: "PATCH $1?$select=name&$expand=primarycontactid($select=lastname)",
          body: { telephone1: "1" },
          headers: ["Prefer: return=representation"],
        },
        { id: 5, line: "PUT $2/telephone1", body: { value: "2" } },
        { id: 6, line: "DELETE $2/description" },
      ),
    ]);
    expect(statuses(answer.text)).toEqual(["204", "204", "204", "200", "204", "204"]);
    expect(answer.text).toContain('"primarycontactid":{');
    expect(answer.text).toContain('"lastname":"C"');
  });

  test("says of an unknown reference that it is none", async () => {
    const answer = await post([changeSet({ id: 1, line: "PATCH $7", body: {} })]);
    expect([answer.status, statuses(answer.text)]).toEqual([400, ["400"]]);
    expect(answer.text).toContain("Content-ID Reference: '$7' does not exist in the batch context.");
  });

  test("acts for one user", async () => {
    const { id, client: other } = await app.addUser("bo@example.com");
    const as = [`MSCRMCallerID: ${id}`];
    const mine = await post([changeSet({ line: "POST leads", body: { subject: "s", lastname: "l" }, headers: as })]);
    const owner = await app.admin.get(`${/leads\(.{36}\)/.exec(mine.text)?.[0]}?$select=_ownerid_value`);
    expect(owner.json._ownerid_value).toBe(id);
    const two = [
      { line: "DELETE leads(0195c0de-0000-7000-8000-0000000000ff)" },
      { line: "POST leads", body: {}, headers: as },
    ];
    expect((await post([changeSet(...two)])).text).toContain("act for the same user");
    expect(
      (await post([request({ line: "GET leads", headers: [`MSCRMCallerID: ${app.adminId}`] })], {}, other)).status,
    ).toBe(403);
  });

  test("does not change the schema", async () => {
    const body = {
      "@odata.type": "Microsoft.Dynamics.CRM.StringAttributeMetadata",
      SchemaName: "new_Inside",
      DisplayName: { LocalizedLabels: [{ Label: "Inside", LanguageCode: 1033 }] },
      MaxLength: 50,
    };
    const answer = await post([changeSet({ line: "POST EntityDefinitions(LogicalName='lead')/Attributes", body })]);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("send it by itself");
  });
});

describe("is refused as a whole, before anything is done", () => {
  test.each([
    ["another type", "application/json", "{}", 400],
    ["no boundary", "multipart/mixed", "", 400],
    ["no end", "multipart/mixed;boundary=b", request({ line: "POST accounts", body: { name: "No end" } }), 400],
    ["no part", "multipart/mixed;boundary=b", "\u0000", 400],
  ])("%s", async (_name, type, body, status) => {
    const answer = await app.admin.post("$batch", body, { "content-type": type });
    expect([answer.status, answer.json.error.code]).toEqual([status, expect.stringMatching(/^0x/)]);
    expect(await countOf("No end")).toBe(0);
  });
});

describe("dynamics-web-api", () => {
  test("executeBatch gives the results in order", async () => {
    client.startBatch();
    client.create({ collection: "accounts", data: { name: "Batch Ć" } as never, contentId: "1" });
    client.create({
      collection: "tasks",
      data: { subject: "t", "regardingobjectid_account_task@odata.bind": "$1" } as never,
    });
    client.retrieveMultiple({ collection: "accounts", select: ["name"], filter: "name eq 'Batch Ć'", count: true });
    client.count({ collection: "accounts" });
    const [account, task, rows, count] = (await client.executeBatch()) as [
      string,
      string,
      { value: unknown[] },
      number,
    ];
    expect(account).toMatch(/^[0-9a-f-]{36}$/);
    expect(task).toMatch(/^[0-9a-f-]{36}$/);
    expect(rows).toMatchObject({ oDataCount: 1, value: [{ name: "Batch Ć", accountid: account }] });
    expect(count).toBeGreaterThan(0);
  });

  test("executeBatch rejects with the error of the part", async () => {
    client.startBatch();
    client.create({ collection: "accounts", data: { name: "x".repeat(500) } as never });
    await expect(client.executeBatch()).rejects.toMatchObject([{ status: 400, error: { code: "0x80044331" } }]);
    client.startBatch();
    client.retrieve({ collection: "accounts", key: "0195c0de-0000-7000-8000-0000000000ff" });
    client.retrieveMultiple({ collection: "accounts", select: ["name"], top: 1 });
    const results = await client.executeBatch({ continueOnError: true });
    expect(results).toMatchObject([{ status: 404 }, { value: [{}] }]);
  });

  test("long queries go as a batch of one", async () => {
    const filter = Array.from({ length: 80 }, (_, index) => `name ne 'A name that is long enough ${index}'`).join(
      " and ",
    );
    expect(filter.length).toBeGreaterThan(2000);
    const { value } = await client.retrieveMultiple({ collection: "accounts", select: ["name"], filter, top: 1 });
    expect(value).toHaveLength(1);
  });
});

test("a URL in a batch may have 64 KB", async () => {
  const filter = (length: number) => `name ne '${"x".repeat(length)}'`;
  const answer = await post([request({ line: `GET accounts?$top=1&$filter=${filter(60_000)}` })]);
  expect(answer.status).toBe(200);
  expect((await post([request({ line: `GET accounts?$top=1&$filter=${filter(66_000)}` })])).status).toBe(400);
});

test("answers that are long are sent as they come", async () => {
  const note = "n".repeat(90_000);
  const parts = Array.from({ length: 3 }, () => ({
    line: "POST annotations",
    body: { subject: "Long", notetext: note },
  }));
  expect((await post([changeSet(...parts)])).status).toBe(200);
  const query = request({ line: "GET annotations?$select=notetext&$filter=subject eq 'Long'" });
  const answer = await post([...Array.from({ length: 40 }, () => query), request({ line: "GET nonsense" })]);
  // The fault comes when the head is gone.
  expect([answer.status, statuses(answer.text).at(-1)]).toEqual([200, "404"]);
  expect(statuses(answer.text)).toHaveLength(41);
});
