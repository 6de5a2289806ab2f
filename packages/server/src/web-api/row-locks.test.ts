/** In what order, and how firmly, changes lock rows: what two of them wait for must not be each other. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestAnswer } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
/** Somebody else, in the middle of a transaction. */
let other: Awaited<ReturnType<typeof begun>>;
let first: string;
let last: string;
beforeAll(async () => {
  app = await startSetUpApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  const made = [await app.admin.create("accounts", { name: "A" }), await app.admin.create("accounts", { name: "B" })];
  [first = "", last = ""] = made.sort();
  other = await begun();
});
afterEach(async () => {
  await other.query("rollback");
  other.release();
});

async function begun() {
  const client = await app.database.pool.connect();
  await client.query("begin");
  return client;
}

const lock = (id: string, how: string) =>
  other.query(`select from crm.account where accountid = $1 for ${how} nowait`, [id]);
/** Somebody waits for the end of a transaction of this database. */
const isAwaited = async () =>
  (
    await app.database.pool.query(
      `select from pg_locks join pg_stat_activity using (pid)
        where not granted and locktype = 'transactionid' and datname = current_database()`,
    )
  ).rowCount === 1;

/** The request waits for the first row, and has not locked the last. */
async function waitsInOrder(request: () => Promise<TestAnswer>): Promise<void> {
  await lock(first, "update");
  const answer = request();
  await expect.poll(isAwaited, { interval: 5, timeout: 10_000 }).toBe(true);
  await lock(last, "update");
  await other.query("commit");
  expect((await answer).status).toBeLessThan(300);
}

const bulk = (name: string, values: object) => () =>
  app.admin.post(`accounts/Microsoft.Dynamics.CRM.${name}`, {
    Targets: [last, first].map((accountid) => ({ accountid, ...values })),
  });

test.each([
  ["UpdateMultiple", { name: "New" }],
  ["UpsertMultiple", { name: "New" }],
  ["DeleteMultiple", {}],
])("%s locks its rows in one order, whatever that of the request", async (name, values) => {
  await waitsInOrder(bulk(name, values));
});

test("a change set locks its rows in that order too", async () => {
  const operations = [last, first].map(
    (id) => `--c\r\ncontent-type: application/http\r\n\r\nPATCH accounts(${id}) HTTP/1.1\r\n\r\n{"name":"New"}\r\n`,
  );
  const set = `--b\r\ncontent-type: multipart/mixed; boundary=c\r\n\r\n${operations.join("")}--c--\r\n--b--\r\n`;
  const headers = { "content-type": "multipart/mixed; boundary=b" };
  await waitsInOrder(() => app.admin.post("$batch", set, headers));
  expect((await app.admin.get(`accounts(${last})?$select=name`)).json.name).toBe("New");
});

test("undo locks the rows of an operation in that order too", async () => {
  const headers = { "leadwright-operation": crypto.randomUUID() };
  // Newest first they would be: last, first, last.
  for (const [id, name] of [
    [last, "1"],
    [first, "2"],
    [last, "3"],
  ])
    await app.admin.patch(`accounts(${id})`, { name }, headers);
  const OperationId = headers["leadwright-operation"];
  await waitsInOrder(() => app.admin.post("lw_UndoOperation", { OperationId }));
  expect((await app.admin.get(`accounts(${last})?$select=name`)).json.name).not.toBe("3");
});

test("a record may be pointed at while it is changed", async () => {
  // The change of the first row waits for the last, which it is to point at, while it has the first locked itself.
  await lock(last, "update");
  const to = (id: string) => ({ "parentaccountid@odata.bind": `/accounts(${id})` });
  const changed = app.admin.patch(`accounts(${first})`, to(last));
  await expect.poll(isAwaited, { interval: 5, timeout: 10_000 }).toBe(true);
  await lock(first, "key share");
  await expect(lock(first, "no key update")).rejects.toThrow("could not obtain lock");
  await other.query("commit");
  expect((await changed).status).toBe(204);
});
