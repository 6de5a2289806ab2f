import { silentLog } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";
import { startWorkers } from "../workers/start-workers.ts";
import type { ChangeNotice } from "./readable-changes.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
  await startWorkers(app.store, { changes: app.changes, place: { connection: app.database.config }, log: silentLog });
});
afterAll(() => app.close());

/** An open page: what it is told, as it comes. */
async function listen(client: HttpClient) {
  const stop = new AbortController();
  const response = await fetch(`${app.origin}/api/changes`, {
    headers: { authorization: `Bearer ${client.token}` },
    signal: stop.signal,
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const notices: ChangeNotice[] = [];
  const ended = (async () => {
    let text = "";
    for await (const part of response.body ?? []) {
      text += new TextDecoder().decode(part);
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const data = /^event: change\ndata: (.*)$/.exec(event)?.[1];
        if (data !== undefined) notices.push(JSON.parse(data));
      }
    }
  })().catch(() => {});
  return { notices, ended, close: () => stop.abort() };
}

test("open pages hear of the changes that their users may read", { timeout: 20_000 }, async () => {
  const { client } = await app.addUser("listener@example.com", "Sales Team Member");
  const [ada, seller] = [await listen(app.admin), await listen(client)];
  const hidden = await app.admin.create("leads", { subject: "Hidden", lastname: "B" });
  const shown = await client.create("leads", { subject: "Shown", lastname: "B" });
  const heard = (page: { notices: ChangeNotice[] }, id: string) =>
    page.notices.some(({ table, rows }) => table === "lead" && rows?.some((row) => row.id === id && row.version));
  await expect
    .poll(() => heard(ada, hidden) && heard(ada, shown) && heard(seller, shown), { timeout: 10_000 })
    .toBe(true);
  expect(heard(seller, hidden)).toBe(false);

  await app.admin.delete(`leads(${hidden})`);
  const gone = () => ada.notices.some(({ message, rows }) => message === "delete" && rows?.[0]?.id === hidden);
  await expect.poll(gone, { timeout: 10_000 }).toBe(true);
  ada.close();
  seller.close();
});

test("a page is told to load its list again rather than of hundreds of rows", async () => {
  const page = await listen(app.admin);
  const ids = Array.from({ length: 201 }, () => crypto.randomUUID());
  app.changes.publish({ table: "lead", message: "update", ids, columns: [], userId: app.adminId, door: "import" });
  await expect.poll(() => page.notices).toContainEqual({ table: "lead", message: "update" });
  page.close();
});

test("a page of somebody who may not be here any more is closed", async () => {
  const { id, client } = await app.addUser("closing@example.com");
  const page = await listen(client);
  await app.admin.patch(`systemusers(${id})`, { isdisabled: true });
  app.changes.publish({ table: "lead", message: "update", ids: [id], columns: [], userId: id, door: "api" });
  await page.ended;
});

test("strangers hear nothing", async () => {
  expect((await fetch(`${app.origin}/api/changes`)).status).toBe(401);
});

test("the server closes while pages are open", async () => {
  const other = await startSetUpApp();
  const response = await fetch(`${other.origin}/api/changes`, {
    headers: { authorization: `Bearer ${other.admin.token}` },
  });
  await other.close();
  await response.text();
});
