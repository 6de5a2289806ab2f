/** Changes belong to operations, told by the header Leadwright-Operation. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
});
afterAll(() => app.close());

const operations = async (id: string) =>
  (
    await app.store.sql<{ operationid: string }>(
      "select operationid::text as operationid from app.audit where recordid = $1 order by auditid",
      [id],
    )
  ).map(({ operationid }) => operationid);

test("each request is an operation of its own, and says which", async () => {
  const id = await app.admin.create("accounts", { name: "One" });
  const changed = await app.admin.patch(`accounts(${id})`, { name: "Two" });
  const [first, second] = await operations(id);
  expect(changed.headers.get("leadwright-operation")).toBe(second);
  expect(first).not.toBe(second);
});

test("requests with the same header are one operation", async () => {
  const headers = { "Leadwright-Operation": crypto.randomUUID().toUpperCase() };
  const id = await app.admin.create("accounts", { name: "One" });
  await app.admin.patch(`accounts(${id})`, { name: "Two" }, headers);
  await app.admin.patch(`accounts(${id})`, { name: "Three" }, headers);
  const operation = headers["Leadwright-Operation"].toLowerCase();
  expect((await operations(id)).slice(1)).toEqual([operation, operation]);
});

test("nobody adds to somebody else's operation, and what is no id is refused", async () => {
  const headers = { "Leadwright-Operation": crypto.randomUUID() };
  const id = await app.admin.create("accounts", { name: "One" });
  await app.admin.patch(`accounts(${id})`, { name: "Two" }, headers);
  const { client } = await app.addUser("sam@example.com");
  expect((await client.post("leads", { subject: "s", lastname: "l" }, headers)).status).toBe(403);
  const wrong = { "Leadwright-Operation": "x" };
  expect((await client.post("leads", { subject: "s", lastname: "l" }, wrong)).status).toBe(400);
});
