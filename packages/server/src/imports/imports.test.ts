import { afterAll, beforeAll, expect, test } from "vitest";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";
import { startWorkers } from "../workers/start-workers.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
  await startWorkers(app.store, app.changes);
});
afterAll(() => app.close());

const csv = { "content-type": "text/csv" };
const file = "Topic,Nachname,Source\r\n50 licences,Nguyễn,Web\r\nTraining,,Web\r\nSupport,Nowak,Web\r\n";

test("a file is sent, looked into, imported, and its failed rows come back", { timeout: 30_000 }, async () => {
  const made = await app.admin.post("/api/imports", { table: "lead", name: "leads.csv" });
  expect(made.status).toBe(201);
  const { id } = made.json;
  const sent = await app.admin.send("PUT", `/api/imports/${id}/content?name=leads.csv`, { body: file, headers: csv });
  expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
  const preview = sent.json;
  expect(preview).toMatchObject({ dialect: { encoding: "utf8", delimiter: "," } });
  expect(preview.columns.map((column: { heading: string }) => column.heading)).toEqual(["Topic", "Nachname", "Source"]);
  const again = await app.admin.get(`/api/imports/${id}/preview?delimiter=;`);
  expect(again.json.columns).toHaveLength(1);

  const map = { columns: { Topic: { to: "subject" }, Nachname: { to: "lastname" }, Source: "ignore" } };
  const started = await app.admin.post(`/api/imports/${id}/start`, { map });
  expect([started.status, started.text]).toEqual([202, ""]);
  const record = async () => (await app.admin.get(`importfiles(${id})`)).json;
  await expect.poll(async () => (await record()).statuscode, { timeout: 15_000 }).toBe(4);
  expect(await record()).toMatchObject({ successcount: 2, failurecount: 1 });
  const failed = await app.admin.get(`/api/imports/${id}/failed-rows`);
  expect(failed.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(failed.text).toContain("Training");
  expect(failed.text).not.toContain("Nguyễn");
});

test.each([
  ["POST", "/api/imports", { table: "nope", name: "x" }, {}, 404],
  ["POST", "/api/imports", {}, {}, 400],
  ["PUT", "/api/imports/0195c0de-0000-7000-8000-000000000001/content", file, csv, 404],
  ["PUT", "/api/imports/0195c0de-0000-7000-8000-000000000001/content", {}, {}, 415],
  ["PUT", "/api/imports/nope/content", file, csv, 400],
  ["GET", "/api/imports/nope/preview", undefined, {}, 400],
  ["GET", "/api/imports/0195c0de-0000-7000-8000-000000000001/preview", undefined, {}, 404],
  ["POST", "/api/imports/0195c0de-0000-7000-8000-000000000001/start", { map: 5 }, {}, 400],
  ["GET", "/api/imports/0195c0de-0000-7000-8000-000000000001/failed-rows", undefined, {}, 404],
])("%s %s is refused", async (method, path, body, headers, status) => {
  const answer = await app.admin.send(method, path, { body, headers: headers as Record<string, string> });
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining("0x")]);
});
