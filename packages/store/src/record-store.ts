import type { Payload, QueryTree } from "@leadwright/query";
import { AppError, type Choice, type Column, type CustomKey, type Reference, type Schema } from "@leadwright/schema";
import type { Pool } from "pg";
import { readHistory } from "./audit/history.ts";
import { addChoices } from "./customisation/add-choices.ts";
import { addColumns } from "./customisation/add-columns.ts";
import { announce } from "./customisation/announcements.ts";
import { createDefinitions, type Definitions } from "./customisation/definitions.ts";
import { addKey, removeKey } from "./customisation/keys.ts";
import { createShares } from "./customisation/shares.ts";
import { createFiles } from "./files/create-files.ts";
import type { Files } from "./files/types.ts";
import { translated } from "./pipeline/database-errors.ts";
import { isSingle, singleValues } from "./pipeline/payload.ts";
import { denied } from "./pipeline/rights-queries.ts";
import { PipelineWork } from "./pipeline/work.ts";
import { withRetry } from "./postgres/pool.ts";
import { readPage } from "./read/read-page.ts";
import { readRecord } from "./read/read-record.ts";
import { Turns } from "./read/turns.ts";
import { keepAdministrator } from "./rights/keep-administrator.ts";
import { loadTeamPrincipal } from "./rights/load-principal.ts";
import type { SharedState } from "./shared-state.ts";
import { systemCaller } from "./system-caller.ts";
import { TransactionStore } from "./transaction-store.ts";
import type {
  AuditEntry,
  Caller,
  Jobs,
  Page,
  Principal,
  Right,
  Shape,
  Shares,
  Store,
  Work,
  WriteResult,
} from "./types.ts";

import { purgeBin } from "./undo/bin.ts";
import { createUndo } from "./undo/create-undo.ts";
import type { BinPurged, Undo } from "./undo/types.ts";
import { runUndo, type UndoJob } from "./undo/undo-job.ts";

/** Of one user; fewer than half of the connections. */
const readsAtOnce = 8;

/** The store over an open database; who opened it says how it is closed. */
export class RecordStore implements Store {
  readonly jobs: Jobs;
  readonly shares: Shares;
  readonly definitions: Definitions;
  readonly #state: SharedState;
  readonly #pool: Pool;
  readonly #close: (patience?: number) => Promise<void>;
  /** One user's slow queries do not take the connections of all. */
  readonly #reads = new Turns(readsAtOnce);
  #closed: Promise<void> | undefined;

  constructor(state: SharedState, jobs: Jobs, close: (patience?: number) => Promise<void>) {
    this.#state = state;
    this.#pool = state.pool;
    this.#close = close;
    this.jobs = jobs;
    this.definitions = createDefinitions(
      state.pool,
      (caller, action) => this.#change(caller, action),
      () => state.reloadSchema(),
    );
    this.shares = createShares((caller, action) => this.#change(caller, action));
  }

  get schema(): Schema {
    return this.#state.schema;
  }

  principal(userId: string): Promise<Principal> {
    return this.#state.principals.get(this.schema, userId);
  }

  teamPrincipal(teamId: string): Promise<Principal> {
    return loadTeamPrincipal(this.#pool, this.schema, teamId);
  }

  readPage(caller: Caller, tree: QueryTree, shape: Shape): Promise<Page> {
    const { principal } = caller;
    return this.#reads.run(principal.userId, () =>
      readPage(this.#pool, this.schema, principal, tree, shape, new Date()),
    );
  }

  readRecord(caller: Caller, tree: QueryTree, id: string, shape: Shape): Promise<{ json: string; version: string }> {
    const { principal } = caller;
    return this.#reads.run(principal.userId, () =>
      readRecord(this.#pool, this.schema, principal, tree, id, shape, new Date()),
    );
  }

  rightsOn(principal: Principal, target: Reference): Promise<readonly Right[]> {
    return this.#change({ principal, door: "api" }, (work) => work.rightsOn(target));
  }

  change<Result>(caller: Caller, action: (work: Work) => Promise<Result>): Promise<Result> {
    return this.#change(caller, action);
  }

  inOneTransaction<Result>(caller: Caller, action: (store: Store) => Promise<Result>): Promise<Result> {
    return this.#change(caller, (work) => action(new TransactionStore(this, work)));
  }

  create(caller: Caller, payload: Payload): Promise<WriteResult> {
    // A change that others must hear of is told in its transaction, so it needs one.
    if (!isSingle(payload) || this.#state.announcements([payload.table]).length > 0) {
      return this.#change(caller, (work) => work.createPayload(payload));
    }
    return this.#change(caller, (work) =>
      work.createAlone(payload.table, singleValues(work.table(payload.table), payload)),
    );
  }

  addColumn(caller: Caller, table: string, column: Column): Promise<void> {
    return this.addColumns(caller, table, [column]);
  }

  async addColumns(caller: Caller, table: string, columns: readonly Column[]): Promise<void> {
    await addColumns(this.#pool, caller, table, columns);
    await this.#state.reloadSchema();
  }

  async addKey(caller: Caller, table: string, key: CustomKey): Promise<void> {
    await addKey(this.#pool, this.schema, caller, table, key);
    await this.#state.reloadSchema();
  }

  async removeKey(caller: Caller, table: string, name: string): Promise<void> {
    await removeKey(this.#pool, this.schema, caller, table, name);
    await this.#state.reloadSchema();
  }

  async addChoices(
    caller: Caller,
    table: string,
    column: string,
    labels: readonly string[],
  ): Promise<readonly Choice[]> {
    await addChoices(this.#pool, this.schema, caller, table, column, labels);
    await this.#state.reloadSchema();
    return this.schema.tables.get(table)?.columns.get(column)?.choices ?? [];
  }

  async history(caller: Caller, table: string, id: string): Promise<readonly AuditEntry[]> {
    const { principal } = caller;
    const readable = await this.#change(caller, (work) => work.mayRead({ table, id }));
    // What was deleted has no owner any more to go by.
    if (readable === undefined && !principal.administrator) throw new AppError("objectDoesNotExist", { table, id });
    if (readable === false)
      throw denied(principal, "read", this.schema.tables.get(table) ?? { name: table, schemaName: table });
    return readHistory(this.#pool, table, id.toLowerCase());
  }

  files(caller: Caller): Files {
    return createFiles((by, action) => this.#change(by, action), caller);
  }

  undo(caller: Caller): Undo {
    return createUndo((by, action) => this.#change(by, action), caller);
  }

  runUndo(job: UndoJob, signal: AbortSignal): Promise<void> {
    return runUndo(
      (by, action) => this.#change(by, action),
      (userId) => this.principal(userId),
      systemCaller,
      job,
      signal,
    );
  }

  async purgeBin(purged?: BinPurged): Promise<void> {
    while (await this.#change(systemCaller, (work) => purgeBin(work, purged))) {
      // Until all that is old is gone.
    }
  }

  sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    // Privileges are no record, but what they give is cached here and in other processes.
    if (text.includes("roleprivilege")) return this.#change(systemCaller, (work) => work.sql<Row>(text, values));
    return this.#pool.query<Row>(text, [...values]).then(
      ({ rows }) => rows,
      (error: unknown) => {
        throw translated(error);
      },
    );
  }

  /** Ends what runs, in bounded time; the second call waits for the first. */
  close(patience?: number): Promise<void> {
    this.#closed ??= this.#close(patience);
    return this.#closed;
  }

  #change<Result>(caller: Caller, action: (work: PipelineWork) => Promise<Result>): Promise<Result> {
    return withRetry(async () => {
      const work = new PipelineWork(this.#state, caller);
      const result = await this.#finish(work, action);
      this.#state.drop(this.#state.announcements(work.touched));
      return result;
    });
  }

  async #finish<Result>(work: PipelineWork, action: (work: PipelineWork) => Promise<Result>): Promise<Result> {
    const { transaction } = work;
    try {
      const result = await action(work);
      await keepAdministrator(transaction, work.touched);
      const news = this.#state.announcements(work.touched);
      if (news.length > 0)
        await transaction.using(async (client) => {
          for (const what of news) await announce(client, what);
        });
      await transaction.commit();
      return result;
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  }
}
