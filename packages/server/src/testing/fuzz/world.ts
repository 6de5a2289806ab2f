/** Two business units: the people whose requests are mutated work in one, and what lies in the other they may not see. */
import { Random } from "../crash/random.ts";
import type { HttpClient } from "../http-client.ts";

/** What the run needs of a server that is set up. */
export interface FuzzTarget {
  readonly origin: string;
  readonly admin: HttpClient;
  addUser(email: string, role: string): Promise<{ id: string; client: HttpClient }>;
  /** Of the server, to look at its memory; left out where it is the process that asks. */
  readonly pid?: number;
  /** What the server logged last, for the report of a fault. */
  lastLog?(): string;
}

/** In every text of a hidden row, and in no request. */
export const mark = "zqhidden";

/** Ids in requests, by the name of what they name. */
export type Ids = Readonly<Record<string, string>>;

export interface FuzzWorld {
  /** Reads only, with the role that reaches least: his answers are compared. */
  readonly reader: HttpClient;
  readonly writer: HttpClient;
  readonly admin: HttpClient;
  readonly ids: Ids;
  /** Of hidden rows: named in requests of those who may not see them. */
  readonly hiddenIds: readonly string[];
  /** More rows that the reader may not see, many of them beside his own: nothing that he asks may be answered otherwise then. */
  addHidden(): Promise<void>;
  /** The ids of hidden rows that no request names. */
  readonly marks: readonly string[];
}

const set: Ids = {
  lead: "leads",
  account: "accounts",
  contact: "contacts",
  opportunity: "opportunities",
  task: "tasks",
  note: "annotations",
};
const primaryIds: Ids = {
  lead: "leadid",
  account: "accountid",
  contact: "contactid",
  opportunity: "opportunityid",
  task: "activityid",
  note: "annotationid",
};

export async function buildWorld({ admin, addUser }: FuzzTarget, seed: number): Promise<FuzzWorld> {
  const random = new Random(seed);
  const root = (await admin.get("WhoAmI")).json.BusinessUnitId as string;
  const parent = { "parentbusinessunitid@odata.bind": `/businessunits(${root})` };
  const unit = await admin.create("businessunits", { name: "Inside", ...parent });
  const elsewhere = await admin.create("businessunits", { name: "Outside", ...parent });
  const join = async (email: string, role: string, businessUnit: string) => {
    const user = await addUser(email, role);
    const moved = await admin.patch(
      `systemusers(${user.id})`,
      { "businessunitid@odata.bind": `/businessunits(${businessUnit})` },
      { "if-match": "*" },
    );
    if (moved.status !== 204) throw new Error(`${email}: ${moved.status} ${moved.text}`);
    return user;
  };
  const reader = await join("reader@example.com", "Sales Team Member", unit);
  const writer = await join("writer@example.com", "Salesperson", unit);
  const stranger = await join("stranger@example.com", "Salesperson", elsewhere);
  const third = await join("third@example.com", "Salesperson", elsewhere);

  const make = (table: string, values: object, owner: string, id = random.uuid()) =>
    admin.create(set[table] ?? "", {
      [primaryIds[table] ?? ""]: id,
      overriddencreatedon: "2025-03-04T05:06:07Z",
      "ownerid@odata.bind": `/systemusers(${owner})`,
      ...values,
    });
  const hide = async (known: Ids, count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      const table = Object.keys(set)[n % 6] ?? "";
      ids.push(await make(table, hiddenValues(table, known, n), stranger.id));
    }
    return ids;
  };
  const before = await hide({}, 12);
  const [hiddenLead = "", hiddenAccount = ""] = before;
  const ids: Record<string, string> = { user: third.id, unit: elsewhere, nobody: random.uuid(), reader: reader.id };
  for (const [n, owner] of [reader.id, writer.id, reader.id, writer.id].entries()) {
    const suffix = n === 0 ? "" : String(n + 1);
    for (const table of Object.keys(set))
      ids[`${table}${suffix}`] = await make(table, ownValues(table, ids, suffix, n === 2 ? hiddenAccount : ""), owner);
  }
  ids.role = await admin.create("roles", {
    name: "Spare",
    "businessunitid@odata.bind": `/businessunits(${root})`,
  });
  ids.team = await admin.create("teams", {
    name: "Spare",
    "businessunitid@odata.bind": `/businessunits(${elsewhere})`,
  });
  ids.currency = (await admin.get("transactioncurrencies?$top=1")).json.value[0].transactioncurrencyid;
  ids.view = (await admin.get("savedqueries?$filter=returnedtypecode eq 'lead'&$top=1")).json.value[0].savedqueryid;
  ids.operation = random.uuid();
  const marks = before.slice(2);
  return {
    reader: reader.client,
    writer: writer.client,
    admin,
    ids,
    hiddenIds: [hiddenLead, hiddenAccount],
    marks,
    addHidden: async () => void marks.push(...(await hide(ids, 60))),
  };
}

function ownValues(table: string, ids: Ids, suffix: string, hiddenAccount: string): object {
  const account = hiddenAccount || ids[`account${suffix}`] || ids.account;
  const ofAccount = { "parentaccountid@odata.bind": `/accounts(${account})` };
  switch (table) {
    case "lead":
      return {
        ...{
          subject: `Own ${suffix}`,
          lastname: "Nguyễn",
          companyname: "Łódź",
          estimatedamount: 100.5,
          leadqualitycode: 1,
        },
        ...(account === undefined ? {} : ofAccount),
      };
    case "account":
      return {
        name: `Own ${suffix}`,
        revenue: 5_000,
        numberofemployees: 10,
        accountnumber: `A${suffix || 1}`,
        ...(ids.account ? ofAccount : {}),
      };
    case "contact":
      return { lastname: `Own ${suffix}`, "parentcustomerid_account@odata.bind": `/accounts(${account})` };
    case "opportunity":
      return { name: `Own ${suffix}`, estimatedvalue: 70, ...ofAccount };
    case "task":
      return { subject: `Own ${suffix}`, "regardingobjectid_lead_task@odata.bind": `/leads(${ids[`lead${suffix}`]})` };
    default:
      return { subject: `Own ${suffix}`, notetext: "x", "objectid_lead@odata.bind": `/leads(${ids[`lead${suffix}`]})` };
  }
}

/** Beside rows of the reader, wherever a lookup lets them. Sorted before, between and behind his. */
function hiddenValues(table: string, ids: Ids, n: number): object {
  const text = `${["A", "O", "z"][n % 3]}${mark} ${n}`;
  const ofAccount = ids.account === undefined ? {} : { "parentaccountid@odata.bind": `/accounts(${ids.account})` };
  switch (table) {
    case "lead":
      return { subject: text, lastname: text, companyname: text, estimatedamount: 7_310_973, ...ofAccount };
    case "account":
      return { name: text, revenue: 7_310_973, numberofemployees: 7_310, ...ofAccount };
    case "contact": {
      const bind = { "parentcustomerid_account@odata.bind": `/accounts(${ids.account})` };
      return { lastname: text, emailaddress1: `${mark}${n}@example.com`, ...(ids.account ? bind : {}) };
    }
    case "opportunity":
      return { name: text, estimatedvalue: 7_310_973, ...ofAccount };
    case "task": {
      const bind = { "regardingobjectid_lead_task@odata.bind": `/leads(${ids.lead})` };
      return { subject: text, description: text, ...(ids.lead ? bind : {}) };
    }
    default: {
      const bind = { "objectid_lead@odata.bind": `/leads(${ids.lead})` };
      return { subject: text, notetext: text, ...(ids.lead ? bind : {}) };
    }
  }
}
