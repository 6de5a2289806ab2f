import { createServer, type Server } from "node:net";
import { silentLog } from "@leadwright/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";
import { runInThread } from "../workers/import-thread.ts";
import { startWorkers } from "../workers/start-workers.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
  const place = { connection: app.database.config };
  await startWorkers(app.store, { changes: app.changes, place, log: silentLog });
});
afterAll(() => app.close());

const action = (id: string, name: string) => `importfiles(${id})/Microsoft.Dynamics.CRM.${name}`;
const before = "leadwright-imported-before";
const octets = { "content-type": "application/octet-stream", "x-ms-file-name": encodeURIComponent("sprzedaż.csv") };

async function upload(client: HttpClient, content: string): Promise<string> {
  const id = await client.create("importfiles", {
    name: "leads.csv",
    targetentityname: "lead",
    importid: { name: "leads.csv" },
  });
  const sent = await client.send("PATCH", `importfiles(${id})/lw_content`, { headers: octets, body: content });
  expect([sent.status, sent.text]).toEqual([204, ""]);
  return id;
}

async function ended(id: string): Promise<Record<string, unknown>> {
  const record = async () => (await app.admin.get(`importfiles(${id})`)).json;
  await expect.poll(async () => (await record()).statuscode, { timeout: 25_000, interval: 100 }).toBeGreaterThan(3);
  return record();
}

const map = { columns: { Topic: { to: "subject" }, Nachname: { to: "lastname" }, Source: "ignore" } };

it("takes a file, looks into it, imports it, and gives back the rows that failed", { timeout: 40_000 }, async () => {
  const file = "Topic;Nachname;Source\r\n50 licences;Nguyễn;Web\r\nTraining;;Web\r\nSupport;Nowak;Web\r\n";
  const id = await upload(app.admin, file);
  expect((await app.admin.get(`importfiles(${id})`)).json).toMatchObject({ source: "sprzedaż.csv", lw_delimiter: ";" });

  const preview = await app.admin.post(action(id, "lw_PreviewImport"), {});
  expect(preview.status).toBe(200);
  expect(preview.json).toMatchObject({ dialect: { encoding: "utf8", delimiter: ";" }, mayCustomise: true });
  expect(preview.json.columns).toHaveLength(3);
  const other = await app.admin.post(action(id, "lw_PreviewImport"), { Delimiter: "," });
  expect(other.json.columns).toHaveLength(1);

  const started = await app.admin.post(action(id, "lw_StartImport"), { Map: map });
  expect([started.status, started.text, started.headers.get(before)]).toEqual([204, "", null]);
  expect(await ended(id)).toMatchObject({ statuscode: 4, successcount: 2, failurecount: 1, totalcount: 3 });
  expect((await app.admin.post(action(id, "lw_StartImport"), { Map: map })).status).toBe(400);
  const same = await upload(app.admin, file);
  const again = await app.admin.post(action(same, "lw_StartImport"), { Map: map });
  expect(again.headers.get(before)).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT.*Z; id="${id}"$`));

  const failed = await app.admin.get(`importfiles(${id})/lw_failedrows/$value`);
  expect(failed.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(failed.headers.get("content-disposition")).toContain("attachment");
  expect(failed.text).toMatch(/^\ufeff?Topic;Nachname;Source;Import error: row/);
  expect(failed.text).toContain("Training;;Web;3;Nachname;");
  expect(failed.text).not.toContain("Nguyễn");
  const listed = await app.admin.get(`importfiles(${id})/lw_failedrows`);
  expect(listed.json).toEqual({ value: [{ row: 3, column: "Nachname", reason: expect.any(String) }] });
});

describe("is refused", () => {
  const unknown = "0195c0de-0000-7000-8000-000000000001";

  it.each([
    ["PATCH", `importfiles(${unknown})/lw_content`, octets, "a", 404],
    ["PATCH", `importfiles(${unknown})/lw_content`, {}, "{}", 415],
    ["PATCH", "importfiles(nope)/lw_content", octets, "a", 404],
    ["PATCH", `leads(${unknown})/lw_content`, octets, "a", 404],
    ["GET", `importfiles(${unknown})/lw_failedrows/$value`, {}, undefined, 404],
    ["GET", "importfiles(nope)/lw_failedrows/$value", {}, undefined, 404],
    ["GET", `importfiles(${unknown})/lw_failedrows`, {}, undefined, 404],
    ["POST", action(unknown, "lw_PreviewImport"), {}, "{}", 404],
    ["POST", action(unknown, "lw_StartImport"), {}, '{"Map":{}}', 404],
    ["POST", "importfiles/Microsoft.Dynamics.CRM.lw_StartImport", {}, "{}", 404],
  ])("%s %s %j", async (method, path, headers, body, status) => {
    const answer = await app.admin.send(method, path, { headers: { ...headers } as Record<string, string>, body });
    expect([answer.status, answer.json?.error?.code]).toEqual([status, expect.stringMatching(/^0x/)]);
  });

  it.each([{ Map: 5 }, { Map: { columns: 1 } }, { Map: {}, Encoding: 5 }, { Map: {}, Encoding: "x" }, []])(
    "a start with %j",
    async (body) => {
      const id = await upload(app.admin, "a,b\n1,2\n");
      expect((await app.admin.post(action(id, "lw_StartImport"), body)).status).toBe(400);
    },
  );

  it("without a name, and to a colleague", async () => {
    const id = await upload(app.admin, "a,b\n1,2\n");
    const seller = (await app.addUser("sue@example.com")).client;
    const nobody = new HttpClient(app.origin);
    for (const [client, status] of [
      [seller, 403],
      [nobody, 401],
    ] as const) {
      const sent = await client.send("PATCH", `importfiles(${id})/lw_content`, { headers: octets, body: "x,y\n1,2\n" });
      expect(sent.status).toBe(status);
      expect((await client.get(`importfiles(${id})/lw_failedrows/$value`)).status).toBe(status);
      expect((await client.post(action(id, "lw_StartImport"), { Map: {} })).status).toBe(status);
    }
  });
});

describe("in its thread", () => {
  it("stops within seconds when asked, and goes on where it was", { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `stop,L${i},Web`).join("\n");
    const id = await upload(app.admin, `Topic,Nachname,Source\n${rows}\n`);
    expect((await app.admin.post(action(id, "lw_StartImport"), { Map: map })).status).toBe(204);
    // The server's own worker has the job too; whichever of the two is behind stops, and nothing is imported twice.
    const stopping = new AbortController();
    const run = runInThread(
      { connection: app.database.config },
      { importFileId: id, userId: app.adminId },
      { signal: stopping.signal, log: silentLog },
    );
    // Where the server's worker was quicker it fails at once.
    run.catch(() => {});
    await expect
      .poll(async () => (await app.admin.get(`importfiles(${id})`)).json.progresscounter ?? 0, {
        timeout: 20_000,
        interval: 20,
      })
      .toBeGreaterThan(0);
    const asked = performance.now();
    stopping.abort();
    await run.catch(() => {});
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(await ended(id)).toMatchObject({ statuscode: 4, successcount: 12_000 });
    const count = await app.store.sql(
      "select count(distinct lastname)::int as names, count(*)::int as rows from crm.lead where subject = 'stop'",
    );
    expect(count).toEqual([{ names: 12_000, rows: 12_000 }]);
  });

  it("says so when it cannot be run", async () => {
    const closed: Server = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const run = runInThread(
      { connection: { host: "127.0.0.1", port, user: "x", database: "x" } },
      { importFileId: app.adminId, userId: app.adminId },
      { signal: new AbortController().signal, log: silentLog },
    );
    await expect(run).rejects.toThrow(/ECONNREFUSED/);
  });
});

it("has a status that only importing itself changes", { timeout: 40_000 }, async () => {
  const id = await upload(app.admin, "Topic;Nachname;Source\nOnce;One;Web\n");
  await app.admin.post(action(id, "lw_StartImport"), { Map: map });
  await ended(id);
  for (const statuscode of [0, 6])
    expect((await app.admin.patch(`importfiles(${id})`, { statuscode })).status).toBe(204);
  expect((await app.admin.get(`importfiles(${id})`)).json.statuscode).toBe(4);
  expect((await app.admin.post(action(id, "lw_StartImport"), { Map: map })).status).toBe(400);
});
