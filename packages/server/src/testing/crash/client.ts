import { setTimeout as delay } from "node:timers/promises";
import { HttpClient, type TestAnswer } from "../http-client.ts";
import type { Facts, Journal, Request } from "./journal.ts";
import type { Random } from "./random.ts";

interface ImportSent {
  readonly id: string;
  readonly tag: string;
  readonly rows: number;
  /** Undefined: nobody answered the start. */
  started: boolean | undefined;
  /** asked: nobody answered. */
  undo?: "asked" | "confirmed";
}

/** What clients are at: everything in turn, or above all one thing. */
export type Focus = "everything" | "bin" | "import undo";

/** What all clients of a run share. */
export interface Shared {
  readonly journal: Journal;
  readonly imports: ImportSent[];
  readonly columns: { readonly name: string; confirmed: boolean }[];
  /** Leads that came back out of the bin. */
  restored: number;
  /** What must never be, in words. */
  readonly faults: string[];
}

const leadColumns = { CreateAccount: true, CreateContact: true, CreateOpportunity: true, Status: 3 };
/** importfile.statuscode */
const completed = 4;
const importMap = { columns: { Topic: { to: "subject" }, Name: { to: "lastname" } } };

/** Somebody who works with records of his own, one request after the other, until an answer fails to come. */
export class CrashClient {
  readonly #random: Random;
  readonly #shared: Shared;
  readonly #token: string;
  readonly #number: number;
  /** Open leads, and tasks and notes on them. */
  #leads: string[] = [];
  #parts: { table: "task" | "annotation"; id: string; lead: string }[] = [];
  #http = new HttpClient("http://127.0.0.1:1");
  #silent = false;

  constructor(number: number, random: Random, token: string, shared: Shared) {
    this.#number = number;
    this.#random = random;
    this.#token = token;
    this.#shared = shared;
  }

  /** Works until `stop` or until a request stays without an answer. */
  async work(url: string, stop: AbortSignal, focus: Focus): Promise<void> {
    this.#http = new HttpClient(url, this.#token);
    this.#silent = false;
    this.#forgetLost();
    while (!stop.aborted && !this.#silent) {
      if (focus === "bin" && this.#leads.length >= 3) await this.#remove(1);
      // One of them, lest the others find it undone.
      else if (focus === "import undo" && this.#number === 0) await this.#undoImport();
      else await this.#step();
    }
  }

  /** After a check the journal knows which of the records there are. */
  #forgetLost(): void {
    const { records } = this.#shared.journal;
    const there = (id: string) => records.get(id)?.facts !== undefined;
    this.#leads = this.#leads.filter((id) => there(id) && records.get(id)?.facts?.statecode === 0);
    this.#parts = this.#parts.filter(({ id }) => there(id));
  }

  async #step(): Promise<void> {
    const chance = this.#random.next();
    if (this.#leads.length < 3 || chance < 0.22) await this.#create();
    else if (chance < 0.44) await this.#update();
    else if (chance < 0.56) await this.#addPart();
    else if (chance < 0.68) await this.#qualify();
    else if (chance < 0.76) await this.#remove(0.4);
    else if (chance < 0.84) await this.#createMany();
    else if (chance < 0.91) await this.#updateMany();
    else if (chance < 0.97) await this.#read();
    else if (chance < 0.985) await this.#import();
    else await this.#addColumn();
  }

  async #create(): Promise<void> {
    const { id, facts } = this.#newLead();
    const request = { what: "create", changes: [{ table: "lead", id, message: "create", after: facts }] } as const;
    if (await this.#ask(request, () => this.#http.post("leads", { leadid: id, ...withoutState(facts) }))) {
      this.#leads.push(id);
    }
  }

  async #update(): Promise<void> {
    const id = this.#random.pick(this.#leads);
    const after = this.#newFacts();
    const request = { what: "update", changes: [{ table: "lead", id, message: "update", after }] } as const;
    const before = this.#shared.journal.records.get(id)?.facts;
    const answer = await this.#ask(request, () => this.#http.patch(`leads(${id})`, after, { "if-match": "*" }));
    if (answer && before && this.#random.next() < 0.4) await this.#undo(id, operationOf(answer), before);
  }

  /** Takes an update back: the values before it are there again, by a change of its own. */
  async #undo(id: string, operation: string, before: Facts): Promise<void> {
    const { subject = null, description = null, numberofemployees = null } = before;
    const after = { subject, description, numberofemployees };
    const request = { what: "undo", changes: [{ table: "lead", id, message: "update", after }] } as const;
    await this.#ask(request, () => this.#http.post("lw_UndoOperation", { OperationId: operation }));
  }

  async #addPart(): Promise<void> {
    const [lead, id] = [this.#random.pick(this.#leads), this.#random.uuid()];
    const table = this.#random.pick(["task", "annotation"] as const);
    const after: Facts = { subject: `part ${this.#random.whole(1, 1e9)}` };
    const request = { what: `create ${table}`, changes: [{ table, id, message: "create", after }] } as const;
    const body =
      table === "task"
        ? { activityid: id, ...after, "regardingobjectid_lead_task@odata.bind": `/leads(${lead})` }
        : { annotationid: id, ...after, "objectid_lead@odata.bind": `/leads(${lead})` };
    const set = table === "task" ? "tasks" : "annotations";
    // Also when nobody answers: it may be there, and then goes with its lead.
    this.#parts.push({ table, id, lead });
    await this.#ask(request, () => this.#http.post(set, body));
  }

  async #qualify(): Promise<void> {
    const id = this.#random.pick(this.#leads);
    const after = { statecode: 1, statuscode: 3 };
    const request = { what: "qualify", changes: [{ table: "lead", id, message: "update", after }] } as const;
    this.#leads = this.#leads.filter((each) => each !== id);
    await this.#ask(request, () => this.#http.post(`leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, leadColumns));
  }

  /** The lead's notes and tasks go with it, and perhaps all of them come back. */
  async #remove(chanceOfReturn: number): Promise<void> {
    const id = this.#random.pick(this.#leads);
    const parts = this.#parts.filter(({ lead }) => lead === id);
    const gone = [{ table: "lead", id }, ...parts].map(
      (each) => ({ table: each.table, id: each.id, message: "delete", after: undefined }) as const,
    );
    this.#leads = this.#leads.filter((each) => each !== id);
    this.#parts = this.#parts.filter(({ lead }) => lead !== id);
    const { records } = this.#shared.journal;
    const before = gone.map((each) => records.get(each.id)?.facts);
    const answer = await this.#ask({ what: "delete", changes: gone }, () => this.#http.delete(`leads(${id})`));
    if (!answer || this.#random.next() >= chanceOfReturn) return;
    const back = gone.map((each, place) => ({ ...each, message: "create" as const, after: before[place] }));
    if (await this.#restore(back)) {
      this.#leads.push(id);
      this.#parts.push(...parts);
    }
  }

  /** Out of the bin, by the lead's name, as a person does. */
  async #restore(changes: Request["changes"]): Promise<boolean> {
    const [lead] = changes;
    const name = encodeURIComponent(`'${lead?.after?.lastname}'`);
    const path = `lw_RetrieveBin(Search=@s,Table=@t)?@s=${name}&@t='lead'`;
    const found = await this.#send("bin", () => this.#http.get(path));
    const row = found?.json?.Rows?.find((each: { Id: string }) => each.Id === lead?.id);
    if (found?.status === 200 && !row) this.#fault(`lead ${lead?.id} was deleted and is not in the bin`);
    if (!row) return false;
    const answer = await this.#ask({ what: "restore", changes }, () =>
      this.#http.post("lw_RestoreFromBin", { BinIds: [row.BinId] }),
    );
    if (answer) this.#shared.restored++;
    // The people of a task come along with it, and are counted.
    if (answer && (answer.json.Undone < changes.length || answer.json.Kept.length > 0))
      this.#fault(`lead ${lead?.id}: of ${changes.length} rows ${answer.json.Undone} came back: ${answer.text}`);
    return answer !== undefined;
  }

  async #createMany(): Promise<void> {
    const made = Array.from({ length: this.#random.whole(2, 25) }, () => this.#newLead());
    const changes = made.map(({ id, facts }) => ({ table: "lead", id, message: "create", after: facts }) as const);
    const targets = made.map(({ id, facts }) => ({
      "@odata.type": "Microsoft.Dynamics.CRM.lead",
      leadid: id,
      ...withoutState(facts),
    }));
    const path = "leads/Microsoft.Dynamics.CRM.CreateMultiple";
    if (await this.#ask({ what: "bulk create", changes }, () => this.#http.post(path, { Targets: targets }))) {
      this.#leads.push(...made.slice(0, 3).map(({ id }) => id));
    }
  }

  async #updateMany(): Promise<void> {
    const ids = this.#random.shuffled(this.#leads).slice(0, 5);
    const changes = ids.map((id) => ({ table: "lead", id, message: "update", after: this.#newFacts() }) as const);
    const targets = changes.map(({ id, after }) => ({
      "@odata.type": "Microsoft.Dynamics.CRM.lead",
      leadid: id,
      ...after,
    }));
    const path = "leads/Microsoft.Dynamics.CRM.UpdateMultiple";
    await this.#ask({ what: "bulk update", changes }, () => this.#http.post(path, { Targets: targets }));
  }

  /** What was confirmed is read back at once. */
  async #read(): Promise<void> {
    const id = this.#random.pick(this.#leads);
    const answer = await this.#send("read", () => this.#http.get(`leads(${id})?$select=subject,lastname,description`));
    if (answer?.status !== 200) return;
    const facts = this.#shared.journal.records.get(id)?.facts ?? {};
    for (const name of ["subject", "lastname", "description"]) {
      const [is, should] = [answer.json[name], facts[name]];
      if (should !== undefined && is !== should) this.#fault(`read lead ${id}: ${name} is ${is}, not ${should}`);
    }
  }

  async #import(): Promise<void> {
    const id = this.#random.uuid();
    const sent: ImportSent = {
      id,
      tag: `import ${this.#number} ${this.#random.whole(1, 1e9)}`,
      rows: this.#random.whole(100, 1_500),
      started: false,
    };
    const lines = Array.from({ length: sent.rows }, (_, row) => `${sent.tag} row ${row},Imported`);
    const file = `Topic,Name\n${lines.join("\n")}\n`;
    const record = { importfileid: id, name: "leads.csv", targetentityname: "lead", importid: { name: "leads.csv" } };
    if ((await this.#send("import: record", () => this.#http.post("importfiles", record)))?.status !== 204) return;
    const headers = { "content-type": "application/octet-stream", "x-ms-file-name": "leads.csv" };
    const path = `importfiles(${id})/lw_content`;
    const content = await this.#send("import: file", () => this.#http.send("PATCH", path, { headers, body: file }));
    if (content?.status !== 204) return;
    this.#shared.imports.push(sent);
    const start = `importfiles(${id})/Microsoft.Dynamics.CRM.lw_StartImport`;
    sent.started = undefined;
    const started = await this.#send("import: start", () => this.#http.post(start, { Map: importMap }));
    sent.started = started === undefined ? undefined : started.status === 204;
  }

  /** Of one that is through; where there is none, one is made. */
  async #undoImport(): Promise<void> {
    const open = this.#shared.imports.filter(({ started, undo }) => started === true && undo === undefined);
    for (const sent of open) {
      const path = `importfiles(${sent.id})`;
      const found = await this.#send("import: state", () => this.#http.get(`${path}?$select=statuscode`));
      if (found?.json?.statuscode !== completed) continue;
      sent.undo = "asked";
      const undo = `${path}/Microsoft.Dynamics.CRM.lw_UndoImport`;
      if ((await this.#send("import: undo", () => this.#http.post(undo)))?.status === 200) sent.undo = "confirmed";
      return;
    }
    if (open.length < 2) await this.#import();
    else await delay(50);
  }

  async #addColumn(): Promise<void> {
    const { columns } = this.#shared;
    if (columns.length >= 30) return;
    const column = { name: `new_c${columns.length}`, confirmed: false };
    columns.push(column);
    const body = {
      "@odata.type": "Microsoft.Dynamics.CRM.StringAttributeMetadata",
      SchemaName: column.name,
      DisplayName: { LocalizedLabels: [{ Label: `Column ${columns.length}`, LanguageCode: 1033 }] },
      RequiredLevel: { Value: "None" },
      MaxLength: 100,
    };
    const path = "EntityDefinitions(LogicalName='lead')/Attributes";
    column.confirmed = (await this.#send("add column", () => this.#http.post(path, body)))?.status === 204;
  }

  /** The answer when the request was confirmed. */
  async #ask(request: Request, send: () => Promise<TestAnswer>): Promise<TestAnswer | undefined> {
    const { journal } = this.#shared;
    const answer = await this.#send(request.what, send);
    if (answer === undefined) journal.unanswered.push(request);
    else if (answer.status < 300) journal.confirm(request);
    return answer !== undefined && answer.status < 300 ? answer : undefined;
  }

  /** Undefined when no answer came, or one that says that nobody knows. Any other refusal is a fault: nothing here is wrong. */
  async #send(what: string, send: () => Promise<TestAnswer>): Promise<TestAnswer | undefined> {
    let answer: TestAnswer;
    try {
      answer = await send();
    } catch {
      this.#silent = true;
      return undefined;
    }
    if (answer.status === 503) {
      if (!(Number(answer.headers.get("retry-after")) > 0)) this.#fault(`${what}: 503 without Retry-After`);
      this.#silent = true;
      return undefined;
    }
    if (answer.status >= 300) this.#fault(`${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer;
  }

  #fault(words: string): void {
    this.#shared.faults.push(`client ${this.#number}: ${words}`);
  }

  #newLead(): { id: string; facts: Facts } {
    return {
      id: this.#random.uuid(),
      facts: {
        ...this.#newFacts(),
        lastname: `Lead ${this.#random.whole(1, 1e9)}`,
        companyname: "Łódź Ltd",
        statecode: 0,
      },
    };
  }

  #newFacts(): Facts {
    return {
      subject: `subject ${this.#random.whole(1, 1e9)}`,
      description: `Nguyễn "${this.#random.whole(1, 1e9)}"\nżółć`,
      numberofemployees: this.#random.whole(0, 100_000),
    };
  }
}

function withoutState({ statecode: _, ...facts }: Facts): Facts {
  return facts;
}

function operationOf({ headers }: TestAnswer): string {
  return headers.get("leadwright-operation") ?? "";
}
