import type { Payload, QueryTree } from "@leadwright/query";
import { AppError, type Reference, type Schema } from "@leadwright/schema";
import type { Definitions } from "./customisation/definitions.ts";
import { createShares } from "./customisation/shares.ts";
import { createFiles } from "./files/create-files.ts";
import type { Files } from "./files/types.ts";
import type { PipelineWork } from "./pipeline/work.ts";
import { readPage } from "./read/read-page.ts";
import { readRecord } from "./read/read-record.ts";
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
import { createUndo } from "./undo/create-undo.ts";
import type { Undo } from "./undo/types.ts";

/** The store as it is inside one transaction of one caller; whoever made the transaction ends it. */
export class TransactionStore implements Store {
  readonly jobs: Jobs;
  readonly shares: Shares;
  readonly #outer: Store;
  readonly #work: PipelineWork;

  constructor(outer: Store, work: PipelineWork) {
    this.#outer = outer;
    this.#work = work;
    this.jobs = outer.jobs;
    this.shares = createShares((caller, action) => this.#change(caller, action));
  }

  get schema(): Schema {
    return this.#work.schema;
  }

  principal(userId: string): Promise<Principal> {
    return this.#outer.principal(userId);
  }

  teamPrincipal(teamId: string): Promise<Principal> {
    return this.#outer.teamPrincipal(teamId);
  }

  readPage({ principal }: Caller, tree: QueryTree, shape: Shape): Promise<Page> {
    const { transaction, schema } = this.#work;
    return transaction.using(() => readPage(transaction.database, schema, principal, tree, shape, new Date()));
  }

  readRecord({ principal }: Caller, tree: QueryTree, id: string, shape: Shape) {
    const { transaction, schema } = this.#work;
    return transaction.using(() => readRecord(transaction.database, schema, principal, tree, id, shape, new Date()));
  }

  change<Result>(caller: Caller, action: (work: Work) => Promise<Result>): Promise<Result> {
    return this.#change(caller, action);
  }

  inOneTransaction<Result>(caller: Caller, action: (store: Store) => Promise<Result>): Promise<Result> {
    return this.#change(caller, () => action(this));
  }

  create(caller: Caller, payload: Payload): Promise<WriteResult> {
    return this.#change(caller, (work) => work.createPayload(payload));
  }

  rightsOn(principal: Principal, target: Reference): Promise<readonly Right[]> {
    return this.#outer.rightsOn(principal, target);
  }

  history(caller: Caller, table: string, id: string): Promise<readonly AuditEntry[]> {
    return this.#outer.history(caller, table, id);
  }

  files(caller: Caller): Files {
    return createFiles((by, action) => this.#change(by, action), caller);
  }

  undo(caller: Caller): Undo {
    return createUndo((by, action) => this.#change(by, action), caller);
  }

  sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#work.sql<Row>(text, values);
  }

  get definitions(): Definitions {
    throw refused();
  }

  addColumn(): Promise<never> {
    return refuse();
  }

  addColumns(): Promise<never> {
    return refuse();
  }

  addKey(): Promise<never> {
    return refuse();
  }

  removeKey(): Promise<never> {
    return refuse();
  }

  addChoices(): Promise<never> {
    return refuse();
  }

  runUndo(): Promise<never> {
    return refuse();
  }

  purgeBin(): Promise<never> {
    return refuse();
  }

  close(): Promise<never> {
    return refuse();
  }

  async #change<Result>(caller: Caller, action: (work: PipelineWork) => Promise<Result>): Promise<Result> {
    if (caller.principal.userId !== this.#work.caller.principal.userId)
      throw new AppError("badRequest", {
        reason: "One transaction is one user's: all of its requests act for the same.",
      });
    return action(this.#work);
  }
}

async function refuse(): Promise<never> {
  throw refused();
}

function refused(): AppError {
  const reason = "This takes effect at once, so it cannot be part of a transaction: send it by itself.";
  return new AppError("badRequest", { reason });
}
