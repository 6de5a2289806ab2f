import { databaseProblems } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Random } from "../testing/crash/random.ts";
import type { HttpClient, TestAnswer } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

/** Milliseconds of work by so many people at once, on so few records that they meet all the time. */
const duration = 15_000;
const workers = 12;
const shared = 24;
const seed = Number(process.env.LEADWRIGHT_LOAD_SEED ?? Date.now() % 1_000_000);

let app: SetUpApp;
let clients: HttpClient[];
beforeAll(async () => {
  app = await startSetUpApp();
  const people = [await app.addUser("meg@example.com", "Sales Manager"), await app.addUser("sam@example.com")];
  clients = [app.admin, ...people.map(({ client }) => client)];
});
afterAll(() => app.close());

const action = (name: string) => `Microsoft.Dynamics.CRM.${name}`;

/** What such a crowd has to expect: gone, changed meanwhile, not allowed, or closed already. */
function isExpected({ status, json }: TestAnswer): boolean {
  const businessRefusals = ["0x80040519", "0x80040518", "0x80040515", "0x80040227", "0x8F000001", "0x80048408"];
  return status < 300 || [403, 404, 412].includes(status) || businessRefusals.includes(json?.error?.code);
}

it(`bears a crowd on few records: no deadlock, no fault, nothing inconsistent (LEADWRIGHT_LOAD_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const random = new Random(seed);
  const [accounts, leads] = [random, random].map((from) => Array.from({ length: shared }, () => from.uuid())) as [
    string[],
    string[],
  ];
  const userIds = (await app.admin.get("systemusers?$select=systemuserid")).json.value.map(
    (row: { systemuserid: string }) => row.systemuserid,
  ) as string[];
  const [role] = (await app.admin.get("roles?$select=roleid&$filter=name eq 'Sales Team Member'")).json.value;
  const unexpected: string[] = [];
  const done = new Map<string, number>();
  let qualified = 0;
  const end = Date.now() + duration;

  async function act(client: HttpClient, from: Random): Promise<void> {
    const [lead, account, other] = [from.pick(leads), from.pick(accounts), from.pick(accounts)];
    const text = `value ${from.whole(1, 1e9)}`;
    const bind = { "parentaccountid@odata.bind": `/accounts(${account})` };
    const deeds: [string, () => Promise<TestAnswer>][] = [
      ["create lead", () => client.post("leads", { leadid: lead, subject: text, lastname: text })],
      ["create account", () => client.post("accounts", { accountid: account, name: text })],
      ["update lead", () => client.patch(`leads(${lead})`, { subject: text, ...bind }, { "if-match": "*" })],
      [
        "update account",
        () =>
          client.patch(
            `accounts(${account})`,
            { name: text, "parentaccountid@odata.bind": `/accounts(${other})` },
            { "if-match": "*" },
          ),
      ],
      ["optimistic update", () => optimistic(client, lead, text)],
      [
        "assign",
        () =>
          client.patch(
            `leads(${lead})`,
            { "ownerid@odata.bind": `/systemusers(${from.pick(userIds)})` },
            { "if-match": "*" },
          ),
      ],
      [
        "qualify",
        () =>
          client.post(`leads(${lead})/${action("QualifyLead")}`, {
            CreateAccount: false,
            CreateContact: true,
            CreateOpportunity: true,
            Status: 3,
          }),
      ],
      ["disqualify", () => client.patch(`leads(${lead})`, { statecode: 2, statuscode: 4 }, { "if-match": "*" })],
      ["delete lead", () => client.delete(`leads(${lead})`)],
      ["delete account", () => client.delete(`accounts(${account})`)],
      [
        "add task",
        () => client.post("tasks", { subject: text, "regardingobjectid_lead_task@odata.bind": `/leads(${lead})` }),
      ],
      [
        "add note",
        () => client.post("annotations", { subject: text, "objectid_account@odata.bind": `/accounts(${account})` }),
      ],
      [
        "associate",
        () => client.post(`accounts(${account})/lead_parent_account/$ref`, { "@odata.id": `leads(${lead})` }),
      ],
      [
        "bulk update",
        () =>
          client.post(`leads/${action("UpdateMultiple")}`, {
            Targets: from
              .shuffled(leads)
              .slice(0, 2)
              .map((leadid) => ({ "@odata.type": action("lead"), leadid, description: text })),
          }),
      ],
      [
        "give role",
        () =>
          app.admin.post(`systemusers(${from.pick(userIds)})/systemuserroles_association/$ref`, {
            "@odata.id": `roles(${role.roleid})`,
          }),
      ],
    ];
    // Twice as many come as go, else there would soon be little left to meet on.
    const creates = deeds.filter(([name]) => name.startsWith("create"));
    const [name, deed] = from.pick([...deeds, ...creates, ...creates]);
    const answer = await deed();
    if (!isExpected(answer)) unexpected.push(`${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
    if (answer.status < 300) done.set(name, (done.get(name) ?? 0) + 1);
    if (name === "qualify" && answer.status < 300) qualified++;
  }

  await Promise.all(
    Array.from({ length: workers }, async (_, number) => {
      const from = random.branch();
      const client = clients[number % clients.length] ?? app.admin;
      while (Date.now() < end && unexpected.length < 20) await act(client, from);
    }),
  );

  expect(unexpected).toEqual([]);
  // How often the others find an open lead is up to chance.
  for (const name of ["create lead", "create account", "update account", "assign", "delete lead"]) {
    expect([name, done.get(name)]).toEqual([name, expect.any(Number)]);
  }
  // Each that was told so qualified a lead, once, and made one opportunity; nobody else did.
  const [made] = await app.store.sql<{ leads: number; opportunities: number }>(
    `select count(*) filter (where tablename = 'lead' and message = 'update' and usecase = 'qualifyLead')::int as leads,
       count(*) filter (where tablename = 'opportunity' and message = 'create')::int as opportunities from app.audit`,
  );
  expect(made).toEqual({ leads: qualified, opportunities: qualified });
  const tables = ["lead", "account", "contact", "opportunity", "task", "annotation"];
  expect(await databaseProblems(app.database.pool, app.store.schema, tables)).toEqual([]);
});

/** Reads a lead and writes it only if nobody did in between; the answer to the write. */
async function optimistic(client: HttpClient, lead: string, subject: string): Promise<TestAnswer> {
  const read = await client.get(`leads(${lead})?$select=subject`);
  if (read.status !== 200) return read;
  return client.patch(`leads(${lead})`, { subject }, { "if-match": read.json["@odata.etag"] });
}
