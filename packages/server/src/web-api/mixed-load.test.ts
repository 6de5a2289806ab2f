import { databaseProblems } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Random } from "../testing/crash/random.ts";
import { type Crowd, deeds, importLeads } from "../testing/crowd.ts";
import type { HttpClient, TestAnswer } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

/** Milliseconds of work by so many people at once, on so few records that they meet all the time. */
const duration = Number(process.env.LEADWRIGHT_LOAD_MS ?? 5_000);
const workers = 12;
const shared = 24;
const seed = Number(process.env.LEADWRIGHT_LOAD_SEED ?? Date.now() % 1_000_000);

let app: SetUpApp;
let crowd: Crowd;
let clients: HttpClient[];
const random = new Random(seed);
beforeAll(async () => {
  app = await startSetUpApp();
  const people = [await app.addUser("meg@example.com", "Sales Manager"), await app.addUser("sam@example.com")];
  clients = [app.admin, ...people.map(({ client }) => client)];
  const { value: users } = (await app.admin.get("systemusers?$select=systemuserid")).json;
  const [role] = (await app.admin.get("roles?$select=roleid&$filter=name eq 'Sales Team Member'")).json.value;
  const ids = (count: number) => Array.from({ length: count }, () => random.uuid());
  const counters = ids(2);
  for (const leadid of counters)
    await app.admin.create("leads", { leadid, subject: "Counter", lastname: "Counter", numberofemployees: 0 });
  crowd = {
    store: app.store,
    admin: app.admin,
    leads: ids(shared),
    accounts: ids(shared),
    counters,
    userIds: users.map(({ systemuserid }: { systemuserid: string }) => systemuserid),
    roleId: role.roleid,
    counted: new Map(),
    operations: new Map(clients.map((client) => [client, []])),
  };
});
afterAll(() => app.close());

/** What such a crowd has to expect: gone, changed meanwhile, not allowed, closed already, or nothing left to undo. */
function isExpected({ status, json }: TestAnswer): boolean {
  const businessRefusals = ["0x80040519", "0x80040518", "0x80040515", "0x80040227", "0x8F000001", "0x80048408"];
  return status < 300 || [403, 404, 409, 412].includes(status) || businessRefusals.includes(json?.error?.code);
}

it(`bears a crowd on few records: no deadlock, no fault, nothing lost (LEADWRIGHT_LOAD_SEED=${seed})`, {
  timeout: 60_000,
}, async () => {
  const unexpected: string[] = [];
  const done = new Map<string, number>();
  const end = Date.now() + duration;
  // Twice as many come as go, else there would soon be little left to meet on.
  const creates = Object.keys(deeds).filter((name) => name.startsWith("create"));
  const names = [...Object.keys(deeds), ...creates, ...creates];

  function told(name: string, answer: TestAnswer): void {
    if (!isExpected(answer)) unexpected.push(`${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
    if (answer.status < 300) done.set(name, (done.get(name) ?? 0) + 1);
  }

  async function act(client: HttpClient, from: Random): Promise<void> {
    const name = from.pick(names);
    const answer = await deeds[name]!(crowd, client, from);
    told(name, answer);
    const operation = answer.headers.get("leadwright-operation");
    if (answer.status < 300 && operation && !["count", "give role"].includes(name))
      crowd.operations.get(client)?.push(operation);
  }

  const whileThereIsTime = async (work: () => Promise<void>) => {
    while (Date.now() < end && unexpected.length < 20) await work();
  };
  const importing = random.branch();
  await Promise.all([
    ...Array.from({ length: workers }, (_, number) => {
      const from = random.branch();
      const client = clients[number % clients.length] ?? app.admin;
      return whileThereIsTime(() => act(client, from));
    }),
    whileThereIsTime(async () => told("import", await importLeads(crowd, importing))),
  ]);

  expect(unexpected).toEqual([]);
  // How often the others find an open lead is up to chance.
  const certain = [
    "create lead",
    "create account",
    "update account",
    "assign",
    "bulk upsert",
    "count",
    "undo",
    "import",
  ];
  expect(certain.filter((name) => !done.has(name))).toEqual([]);
  await nothingWasLost(done.get("qualify") ?? 0);
  const tables = ["lead", "account", "contact", "opportunity", "task", "annotation"];
  expect(await databaseProblems(app.database.pool, app.store.schema, tables)).toEqual([]);
});

async function nothingWasLost(qualified: number): Promise<void> {
  // Each that was told so qualified a lead, once, and made one opportunity; nobody else did.
  const [made] = await app.store.sql<{ leads: number; opportunities: number }>(
    `select count(*) filter (where tablename = 'lead' and message = 'update' and usecase = 'qualifyLead')::int as leads,
       count(*) filter (where tablename = 'opportunity' and message = 'create' and usecase = 'qualifyLead')::int as opportunities
       from app.audit`,
  );
  expect(made).toEqual({ leads: qualified, opportunities: qualified });
  for (const id of crowd.counters) {
    const { json } = await app.admin.get(`leads(${id})?$select=numberofemployees`);
    expect(json.numberofemployees).toBe(crowd.counted.get(id) ?? 0);
  }
  const imports = await app.store.sql<{ status: number; rows: number; told: number }>(
    `select statuscode as status, progresscounter as rows, successcount + lw_updatedcount + failurecount as told
       from crm.importfile where statuscode in (4, 8)`,
  );
  const rows = shared + crowd.counters.length;
  expect(imports.filter((each) => each.rows !== rows || each.told !== rows)).toEqual([]);
}
