import type { Payload, QueryTree, Target } from "@leadwright/query";
import { AppError, type Reference, type Schema, type Table, type Values } from "@leadwright/schema";
import type { QueryConfig } from "pg";
import { enqueueStatement } from "../jobs/queues.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { readValues } from "../read/read-values.ts";
import { rights } from "../rights/right-bits.ts";
import type {
  Caller,
  CreateManyResult,
  LoadedPairs,
  LoadedRows,
  RecordChanged,
  Right,
  Work,
  WriteOptions,
  WriteResult,
} from "../types.ts";
import type { UndoRequest, UndoResult } from "../undo/types.ts";
import { undoOperation } from "../undo/undo-operation.ts";
import { associate, disassociate } from "./associate.ts";
import { createRows } from "./bulk.ts";
import { Draft, type Owner, runPhases } from "./draft.ts";
import type { Engine } from "./engine.ts";
import { resolveTarget } from "./keys.ts";
import { loadRows } from "./load.ts";
import { ownerFrom, ownerQuery } from "./ownership.ts";
import { createPayload, updatePayload } from "./payload.ts";
import { createPhases, updatePhases } from "./phases.ts";
import { removeRows } from "./remove.ts";
import { type Asked, denied, rowLock } from "./rights-queries.ts";
import { givenId, rowId } from "./row-id.ts";
import { type Settings, settingsTables } from "./settings.ts";
import { storedValues } from "./stored-row.ts";
import { Transaction } from "./transaction.ts";
import { newId } from "./uuid.ts";

export class PipelineWork implements Work {
  readonly engine: Engine;
  readonly caller: Caller;
  readonly schema: Schema;
  readonly now: Date;
  /** The same, as values have it. */
  readonly nowText: string;
  readonly transaction: Transaction;
  /** Tables written to, for the caches that depend on them. */
  readonly touched = new Set<string>();
  /** The row whose change is bringing others along; the audit tells it with each of them. */
  root: string | undefined;
  readonly #owners = new Map<string, Owner>();
  #operation: string | undefined;

  constructor(engine: Engine, caller: Caller) {
    this.engine = engine;
    this.caller = caller;
    this.schema = engine.schema;
    this.nowText = `${new Date().toISOString().slice(0, 19)}Z`;
    this.now = new Date(this.nowText);
    this.transaction = new Transaction(engine.pool, engine.disk);
  }

  create(table: string, values: Values, options: WriteOptions = {}): Promise<WriteResult> {
    return this.#whole(() => this.#create(table, values, options, false));
  }

  /** A create that nothing follows: one statement, unless rights, links or rules had to ask something first. */
  createAlone(table: string, values: Values): Promise<WriteResult> {
    return this.#create(table, values, {}, true);
  }

  update(table: string, id: string, values: Values, options: WriteOptions = {}): Promise<WriteResult> {
    return this.#whole(async () => {
      const found = this.table(table);
      const draft = new Draft(this, found, "update", rowId(found, id), values, options);
      await runPhases(updatePhases, draft);
      return { id: draft.id, version: draft.version ?? "0" };
    });
  }

  remove(table: string, id: string, options: WriteOptions = {}): Promise<void> {
    return this.#whole(async () => {
      const found = this.table(table);
      const removed = await removeRows(this, found, [rowId(found, id)], options);
      if (removed === 0) throw new AppError("objectDoesNotExist", { table, id });
    });
  }

  createMany(table: string, rows: readonly Values[], options: WriteOptions = {}): Promise<CreateManyResult> {
    return this.#whole(() => createRows(this, this.table(table), rows, options));
  }

  load(rows: readonly LoadedRows[], pairs: readonly LoadedPairs[] = []): Promise<void> {
    return this.#whole(() => loadRows(this, rows, pairs));
  }

  createPayload(payload: Payload, options: WriteOptions = {}): Promise<WriteResult> {
    return this.#whole(() => createPayload(this, payload, options));
  }

  updatePayload(id: string, payload: Payload, options: WriteOptions = {}): Promise<WriteResult> {
    return this.#whole(() => updatePayload(this, id, payload, options));
  }

  resolve(target: Target, { claim = false }: { readonly claim?: boolean } = {}): Promise<Reference> {
    return resolveTarget(this, target, claim);
  }

  associate(from: Reference, navigation: string, to: Reference): Promise<void> {
    return this.#whole(() => associate(this, from, navigation, to));
  }

  disassociate(from: Reference, navigation: string, to?: Reference): Promise<void> {
    return this.#whole(() => disassociate(this, from, navigation, to));
  }

  async retrieve(
    table: string,
    id: string,
    columns?: readonly string[],
    { lock = false }: { lock?: boolean } = {},
  ): Promise<Values> {
    const found = this.table(table);
    const row = rowId(found, id);
    const query = this.engine.rightsQueries.rows(this.#asked(false), found, "read", [row], lock);
    const [read] = await this.#rows(found, query);
    if (!read) throw new AppError("objectDoesNotExist", { table, id: row });
    if (!read.allowed) throw denied(this.caller.principal, "read", found);
    return columns ? only(found, read.values, columns) : read.values;
  }

  async lock(name: string, ids: readonly string[], right: "write" | "delete"): Promise<void> {
    const table = this.table(name);
    if (table.view) return;
    const id = quote(table.primaryId);
    const text = `select from ${recordTable(table.name)} where ${id} = any($1::uuid[]) order by ${id} ${rowLock(table, right)}`;
    await this.transaction.run({ text, values: [ids.map((each) => rowId(table, each))] });
  }

  query(tree: QueryTree): Promise<Values[]> {
    const { principal } = this.caller;
    return this.transaction.using((client) => readValues(client, this.schema, principal, tree, this.now));
  }

  async attempt<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await this.transaction.attempt(action);
    } catch (error) {
      // One of them may just have been undone.
      this.#owners.clear();
      throw error;
    }
  }

  undo(request: UndoRequest): Promise<UndoResult> {
    return this.#whole(() => undoOperation(this, request));
  }

  async enqueue(queue: string, data: object): Promise<void> {
    const { text, values } = enqueueStatement(queue, data);
    await this.transaction.write({ text, values: [...values] });
  }

  sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (text.includes("roleprivilege")) this.touched.add("role");
    return this.transaction.write<Row>({ text, values: [...values] });
  }

  /** The operation that all of this belongs to. */
  get operation(): string {
    this.#operation ??= this.caller.operation ?? newId();
    return this.#operation;
  }

  /** The root of an entry about the row: none when it is the root itself. */
  rootOf(id: string | undefined): string | null {
    return this.root === undefined || this.root === id ? null : this.root;
  }

  /** What `action` changes comes along with the row, or with what brought that along. */
  async under<Result>(id: string | undefined, action: () => Promise<Result>): Promise<Result> {
    const before = this.root;
    this.root ??= id;
    try {
      return await action();
    } finally {
      this.root = before;
    }
  }

  /** Throws invalidArgument for a name that is no table. */
  table(name: string): Table {
    const table = this.schema.tables.get(name);
    if (!table) throw new AppError("invalidArgument", { reason: `There is no table '${name.slice(0, 80)}'.` });
    return table;
  }

  /** The organisation's settings, when they are known without asking. */
  get knownSettings(): Settings | undefined {
    return this.#ownSettings ? undefined : this.engine.settings.known;
  }

  settings(): Promise<Settings> {
    return this.engine.settings.read(this.transaction, this.#ownSettings);
  }

  /** True when the caller has the right on the row as it is in the database now. */
  async mayOnRow({ table, id, options }: Draft, right: Right): Promise<boolean> {
    if (options.asSystem) return true;
    const query = this.engine.rightsQueries.rights(this.#asked(false), table, [right], id);
    const [row] = await this.transaction.run<{ allowed: (boolean | null)[] }>(query);
    return row?.allowed[0] === true;
  }

  /** Which of the rows exist, and whether the caller has the right on them; they cannot be deleted until the commit. */
  async targets(table: string, right: Right, ids: readonly string[], asSystem: boolean): Promise<Map<string, boolean>> {
    const query = this.engine.rightsQueries.targets(this.#asked(asSystem), this.table(table), right, ids);
    const rows = await this.transaction.run<{ id: string; allowed: boolean | null }>(query);
    return new Map(rows.map(({ id, allowed }) => [id, allowed === true]));
  }

  /** The rows that exist, locked, with all values. */
  async lockRows(
    table: Table,
    right: Right,
    ids: readonly string[],
    asSystem: boolean,
  ): Promise<{ values: Values; allowed: boolean }[]> {
    return this.#rows(table, this.engine.rightsQueries.rows(this.#asked(asSystem), table, right, ids, true));
  }

  /** All rights of the caller on a row, to create one with its owner included; none when there is no such row. */
  async rightsOn({ table, id }: Reference): Promise<Right[]> {
    const found = this.table(table);
    const query = this.engine.rightsQueries.rights(this.#asked(false), found, rights, rowId(found, id));
    const [row] = await this.transaction.run<{ allowed: (boolean | null)[] }>(query);
    return rights.filter((_, index) => row?.allowed[index] === true);
  }

  /** Undefined when there is no such row. */
  async mayRead({ table, id }: Reference): Promise<boolean | undefined> {
    const found = this.table(table);
    const query = this.engine.rightsQueries.rights(this.#asked(false), found, ["read"], rowId(found, id));
    const [row] = await this.transaction.run<{ allowed: (boolean | null)[] }>(query);
    return row && row.allowed[0] === true;
  }

  /** Throws targetMissing, and invalidArgument for a user who is disabled. */
  async owner(reference: Reference, table: Table): Promise<Owner> {
    const key = `${reference.table} ${reference.id}`;
    const known = this.#owners.get(key);
    if (known) return known;
    const [row] = await this.transaction.run<{ unit: string | null; disabled: boolean }>(ownerQuery(reference));
    const owner = ownerFrom(reference, row, table.name);
    this.#owners.set(key, owner);
    return owner;
  }

  /** The job that follows a change of several rows. */
  async enqueueChanged(
    table: Table,
    message: RecordChanged["message"],
    ids: readonly string[],
    columns: readonly string[],
    { useCase }: WriteOptions,
  ): Promise<void> {
    const { principal, door } = this.caller;
    const job: RecordChanged = { table: table.name, message, ids, columns, userId: principal.userId, door };
    await this.enqueue("record-changed", useCase === undefined ? job : { ...job, useCase });
    this.touched.add(table.name);
  }

  async #create(name: string, values: Values, options: WriteOptions, alone: boolean): Promise<WriteResult> {
    const table = this.table(name);
    const draft = new Draft(this, table, "create", givenId(table, values), values, options);
    draft.alone = alone;
    await runPhases(createPhases, draft);
    return { id: draft.id, version: draft.version ?? "0" };
  }

  async #rows(table: Table, query: QueryConfig): Promise<{ values: Values; allowed: boolean }[]> {
    const rows = await this.transaction.run<Record<string, unknown>>(query);
    return rows.map((row) => ({ values: storedValues(table, row), allowed: row.allowed === true }));
  }

  #asked(asSystem: boolean): Asked {
    return { schema: this.schema, principal: asSystem ? undefined : this.caller.principal, now: this.now };
  }

  get #ownSettings(): boolean {
    return this.touched.size > 0 && [...settingsTables].some((table) => this.touched.has(table));
  }

  /** A message that fails after it wrote something must not be committed by a caller who swallows the error. */
  async #whole<Result>(action: () => Promise<Result>): Promise<Result> {
    const { transaction } = this;
    const before = transaction.writes;
    try {
      return await action();
    } catch (error) {
      if (transaction.writes > before) transaction.doom(error);
      throw error;
    }
  }
}

/** Throws noAttribute for a column that the table does not have. */
function only(table: Table, values: Values, columns: readonly string[]): Values {
  const chosen: Values = {};
  for (const name of columns) {
    if (!table.columns.has(name)) throw new AppError("noAttribute", { table: table.name, column: name.slice(0, 80) });
    chosen[name] = values[name] ?? null;
  }
  return chosen;
}
