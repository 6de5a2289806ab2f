/** What people do, all at once, to a few records: each deed is one request, or a few that belong together. */
import { runImportJob } from "@leadwright/sales";
import type { Store } from "@leadwright/store";
import type { Random } from "./crash/random.ts";
import type { HttpClient, TestAnswer } from "./http-client.ts";

/** The records that everybody meets on, and what came of it. */
export interface Crowd {
  readonly store: Store;
  readonly admin: HttpClient;
  readonly leads: readonly string[];
  readonly accounts: readonly string[];
  /** Leads that nobody deletes, whose Number of Employees counts. */
  readonly counters: readonly string[];
  readonly userIds: readonly string[];
  readonly roleId: string;
  /** How often each counter was told to be one higher. */
  readonly counted: Map<string, number>;
  /** Operations of each client that can be taken back; those of counting are not among them. */
  readonly operations: Map<HttpClient, string[]>;
}

type Deed = (crowd: Crowd, client: HttpClient, from: Random) => Promise<TestAnswer>;

const action = (name: string) => `Microsoft.Dynamics.CRM.${name}`;
const textOf = (from: Random) => `value ${from.whole(1, 1e9)}`;
const anyVersion = { "if-match": "*" };
const some = (from: Random, ids: readonly string[], count: number) => from.shuffled(ids).slice(0, count);

/** Rows of a bulk request, in any order. */
function targets(set: "lead" | "account", ids: readonly string[], values: object): object {
  return { Targets: ids.map((id) => ({ "@odata.type": action(set), [`${set}id`]: id, ...values })) };
}

export const deeds: Readonly<Record<string, Deed>> = {
  "create lead": ({ leads }, client, from) =>
    client.post("leads", { leadid: from.pick(leads), subject: textOf(from), lastname: "Created" }),
  "create account": ({ accounts }, client, from) =>
    client.post("accounts", { accountid: from.pick(accounts), name: textOf(from) }),
  "update lead": ({ leads, accounts }, client, from) => {
    const bind = { "parentaccountid@odata.bind": `/accounts(${from.pick(accounts)})` };
    return client.patch(`leads(${from.pick(leads)})`, { subject: textOf(from), ...bind }, anyVersion);
  },
  "update account": ({ accounts }, client, from) => {
    const bind = { "parentaccountid@odata.bind": `/accounts(${from.pick(accounts)})` };
    return client.patch(`accounts(${from.pick(accounts)})`, { name: textOf(from), ...bind }, anyVersion);
  },
  count,
  assign: ({ leads, userIds }, client, from) => {
    const bind = { "ownerid@odata.bind": `/systemusers(${from.pick(userIds)})` };
    return client.patch(`leads(${from.pick(leads)})`, bind, anyVersion);
  },
  qualify: ({ leads }, client, from) => {
    const wanted = { CreateAccount: from.next() < 0.5, CreateContact: true, CreateOpportunity: true, Status: 3 };
    return client.post(`leads(${from.pick(leads)})/${action("QualifyLead")}`, wanted);
  },
  disqualify: ({ leads }, client, from) =>
    client.patch(`leads(${from.pick(leads)})`, { statecode: 2, statuscode: 4 }, anyVersion),
  "delete lead": ({ leads }, client, from) => client.delete(`leads(${from.pick(leads)})`),
  "delete account": ({ accounts }, client, from) => client.delete(`accounts(${from.pick(accounts)})`),
  "add task": ({ leads }, client, from) => {
    const bind = { "regardingobjectid_lead_task@odata.bind": `/leads(${from.pick(leads)})` };
    return client.post("tasks", { subject: textOf(from), ...bind });
  },
  "add note": ({ accounts }, client, from) => {
    const bind = { "objectid_account@odata.bind": `/accounts(${from.pick(accounts)})` };
    return client.post("annotations", { subject: textOf(from), ...bind });
  },
  associate: ({ accounts, leads }, client, from) =>
    client.post(`accounts(${from.pick(accounts)})/lead_parent_account/$ref`, {
      "@odata.id": `leads(${from.pick(leads)})`,
    }),
  "bulk update": ({ leads, counters }, client, from) => {
    const ids = from.shuffled([...some(from, leads, 2), ...counters]);
    return client.post(`leads/${action("UpdateMultiple")}`, targets("lead", ids, { description: textOf(from) }));
  },
  "bulk upsert": ({ leads }, client, from) => {
    const values = { description: textOf(from), lastname: "Upserted", subject: "Upserted" };
    return client.post(`leads/${action("UpsertMultiple")}`, targets("lead", some(from, leads, 6), values));
  },
  "bulk delete": ({ accounts }, client, from) =>
    client.post(`accounts/${action("DeleteMultiple")}`, targets("account", some(from, accounts, 2), {})),
  "give role": ({ admin, userIds, roleId }, _client, from) =>
    admin.post(`systemusers(${from.pick(userIds)})/systemuserroles_association/$ref`, {
      "@odata.id": `roles(${roleId})`,
    }),
  undo: ({ operations }, client, from) => {
    const own = operations.get(client) ?? [];
    // One of the last, else most of it has been changed since.
    const OperationId = own.length === 0 ? from.uuid() : from.pick(own.slice(-5));
    return client.post("lw_UndoOperation", { OperationId, Mode: from.pick(["all", "possible", "preview"]) });
  },
};

/** Reads a counter and writes it one higher, only if nobody wrote it in between. */
async function count({ counters, counted }: Crowd, client: HttpClient, from: Random): Promise<TestAnswer> {
  const id = from.pick(counters);
  const read = await client.get(`leads(${id})?$select=numberofemployees`);
  if (read.status !== 200) return read;
  const numberofemployees = read.json.numberofemployees + 1;
  const answer = await client.patch(`leads(${id})`, { numberofemployees }, { "if-match": read.json["@odata.etag"] });
  if (answer.status < 300) counted.set(id, (counted.get(id) ?? 0) + 1);
  return answer;
}

const headings = "Id,Topic,Name,About";
const map = {
  columns: {
    Id: { to: "leadid" },
    Topic: { to: "subject" },
    Name: { to: "lastname" },
    About: { to: "description" },
  },
};

/** Imports a file of all the leads in an order of its own, which creates those that are gone; half of them are undone again. */
export async function importLeads({ store, admin, leads, counters }: Crowd, from: Random): Promise<TestAnswer> {
  const rows = from.shuffled([...leads, ...counters]).map((id) => `${id},Imported,Imported,${textOf(from)}\n`);
  const id = await admin.create("importfiles", {
    name: "crowd.csv",
    targetentityname: "lead",
    importid: { name: "crowd.csv" },
  });
  const headers = { "content-type": "application/octet-stream", "x-ms-file-name": "crowd.csv" };
  const sent = await admin.send("PATCH", `importfiles(${id})/lw_content`, {
    headers,
    body: `${headings}\n${rows.join("")}`,
  });
  if (sent.status >= 300) return sent;
  const started = await admin.post(`importfiles(${id})/${action("lw_StartImport")}`, { Map: map });
  if (started.status >= 300) return started;
  const { userid } = await admin.get("WhoAmI").then(({ json }) => ({ userid: json.UserId }));
  await runImportJob(store, { importFileId: id, userId: userid }, { runner: "server" });
  return from.next() < 0.5 ? started : admin.post(`importfiles(${id})/${action("lw_UndoImport")}`, {});
}
