/**
 * What the floors above see of the store: who calls, how a change is made, how a page is read. Everything else of this
 * package is inside.
 */
import type { Cursor, Payload, QueryTree, Target } from "@leadwright/query";
import type {
  AppError,
  Choice,
  Column,
  CustomKey,
  Language,
  Reference,
  Schema,
  Table,
  Value,
  Values,
} from "@leadwright/schema";
import type { Definitions } from "./customisation/definitions.ts";
import type { Files } from "./files/types.ts";
import type { BinPurged, Undo, UndoRequest, UndoResult } from "./undo/types.ts";
import type { UndoJob } from "./undo/undo-job.ts";

export type Right = "create" | "read" | "write" | "delete" | "append" | "appendto" | "assign" | "share";
/** How far a right reaches: own rows (and one's teams'), one's business unit, the units below too, all. */
export const Depth = { None: 0, User: 1, BusinessUnit: 2, BusinessUnits: 3, Organization: 4 } as const;
export type Depth = (typeof Depth)[keyof typeof Depth];

/** A user with all that decides what they may do. Loaded once, cached, dropped when roles, teams or units change. */
export interface Principal {
  readonly userId: string;
  readonly name: string;
  readonly businessUnitId: string;
  /** Own unit and all below it. */
  readonly businessUnitTree: readonly string[];
  readonly teamIds: readonly string[];
  readonly roles: readonly string[];
  readonly administrator: boolean;
  readonly language: Language;
  /** IANA name, such as Europe/Warsaw. */
  readonly timeZone: string;
  readonly fiscal: FiscalCalendar;
  depth(table: string, right: Right): Depth;
  /** Same text, same compiled rights: part of the plan cache key. */
  readonly rightsKey: string;
}

/** The organisation's fiscal years: when they begin, and what they are divided into. */
export interface FiscalCalendar {
  /** Month and day of the first day, both counted from 0. */
  readonly month: number;
  readonly day: number;
  /** Of a period; 0: periods have four weeks, and there are thirteen. */
  readonly months: 12 | 6 | 3 | 1 | 0;
  /** A year that ends in 2027 is 2027; else it has the number of the year that it begins in. */
  readonly namedAfterEnd: boolean;
}

/** By which door a change came in; kept in the audit. */
export type Door = "web" | "api" | "import" | "job" | "command" | "setup";

export interface Caller {
  readonly principal: Principal;
  readonly door: Door;
  /**
   * Id of the operation that the changes belong to, the unit in which they can be taken back: given, several transactions
   * are one operation. Each transaction is one of its own unless told.
   */
  readonly operation?: string;
}

export interface Annotations {
  readonly formattedValue: boolean;
  readonly lookupLogicalName: boolean;
  readonly navigationProperty: boolean;
}

/** How rows are written as JSON. */
export interface Shape {
  readonly annotations: Annotations;
  /** Absolute base, with a slash at the end: http://host/api/data/v9.2/ */
  readonly baseUrl: string;
  readonly pageSize: number;
  readonly after?: Cursor;
  /** Number of the page, where no cursor tells its place. */
  readonly page?: number;
}

export interface Page {
  /** Each row a JSON object, complete, in order. */
  readonly rows: readonly string[];
  /** Present when the tree asks for a count; at most 5,000. */
  readonly count?: number;
  readonly countLimitExceeded?: boolean;
  /** Present when more rows follow: the last row of this page, and its first. */
  readonly next?: Cursor;
  readonly first?: Cursor;
}

/** One transaction. Everything done through it commits together or not at all. */
export interface Work {
  readonly caller: Caller;
  readonly schema: Schema;
  /** One time for the whole transaction, in whole seconds. */
  readonly now: Date;
  create(table: string, values: Values, options?: WriteOptions): Promise<WriteResult>;
  update(table: string, id: string, values: Values, options?: WriteOptions): Promise<WriteResult>;
  remove(table: string, id: string, options?: WriteOptions): Promise<void>;
  /** Many rows of one table at once: the same phases, written in bulk. A row that is refused leaves the others be. */
  createMany(table: string, rows: readonly Values[], options?: WriteOptions): Promise<CreateManyResult>;
  /**
   * Rows that tell their own story, of many tables at once, on the system's behalf: generated or carried-over data, never a
   * person's input. They are validated, computed and audited as creates are, with the dates and people that they give; they
   * may point at each other in circles. No `record-changed` job follows. All or nothing: throws the first fault.
   */
  load(rows: readonly LoadedRows[], pairs?: readonly LoadedPairs[]): Promise<void>;
  /** A row with its links and nested rows, all in this transaction. Result is the root's. */
  createPayload(payload: Payload, options?: WriteOptions): Promise<WriteResult>;
  updatePayload(id: string, payload: Payload, options?: WriteOptions): Promise<WriteResult>;
  /**
   * Throws recordNotFoundByKey, targetMissing. `claim`: whoever claims the same key too waits for the end of this
   * transaction, so that of two who find no row one makes it and the other finds it.
   */
  resolve(target: Target, options?: { readonly claim?: boolean }): Promise<Reference>;
  associate(from: Reference, navigation: string, to: Reference): Promise<void>;
  disassociate(from: Reference, navigation: string, to?: Reference): Promise<void>;
  /** One row under the caller's read rights; columns undefined: all. Throws objectDoesNotExist or privilegeDenied. */
  retrieve(table: string, id: string, columns?: readonly string[], options?: { lock?: boolean }): Promise<Values>;
  /**
   * Makes others who would change the rows wait for the end of this transaction, those of them that exist. For a change of
   * many rows, before the first: two that lock the same rows in the same order wait for each other and not in a circle.
   */
  lock(table: string, ids: readonly string[], right: "write" | "delete"): Promise<void>;
  /** Rows as values; for use cases, small results only. */
  query(tree: QueryTree): Promise<Values[]>;
  /**
   * What `action` throws undoes what it wrote and leaves the rest of the transaction usable. Without it, an error that
   * comes after a write, or out of PostgreSQL, can be caught but the transaction will not commit.
   */
  attempt<Result>(action: () => Promise<Result>): Promise<Result>;
  /** As `Undo.undo`, as a part of this transaction. */
  undo(request: UndoRequest): Promise<UndoResult>;
  /** Starts with the commit, never without it. */
  enqueue(queue: string, data: object): Promise<void>;
  /** For SQL that is no record's business (settings, counters). Never for records: rights would be passed by. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Rows of one table for `Work.load`. */
export interface LoadedRows {
  readonly table: string;
  readonly rows: readonly LoadedRow[];
  /** Parts that nobody asks the history of, such as an activity's parties: their owner's entry is all there is. */
  readonly unaudited?: boolean;
}

export interface LoadedRow {
  /** As the row is now; `createdon`, `createdby`, `modifiedon` and `modifiedby` count where they are given. */
  readonly values: Values;
  /** How it came to be so, oldest first; the audit tells these changes after a create with the old values. */
  readonly later?: readonly LaterChange[];
}

export interface LaterChange {
  readonly at: string;
  readonly userId: string;
  readonly useCase?: string;
  readonly changes: Readonly<Record<string, { readonly old: Value; readonly new: Value }>>;
}

/** Pairs of ids, in the order of the relationship's two tables; both rows exist or are part of the load. */
export interface LoadedPairs {
  /** Schema name of the relationship. */
  readonly relationship: string;
  readonly pairs: readonly (readonly [string, string])[];
}

export interface WriteOptions {
  /** Version the caller believes current; a mismatch is concurrencyVersionMismatch. */
  readonly ifVersion?: string;
  /**
   * Skip rights, and let columns be written that callers may only read; for what the system does on its own behalf
   * inside a use case. Say why at the call.
   */
  readonly asSystem?: boolean;
  /** Name of the use case that makes the change, for rules that allow it more (qualifyLead sets state 1). */
  readonly useCase?: string;
}

export interface WriteResult {
  readonly id: string;
  readonly version: string;
}

export interface CreateManyResult {
  /** Id of each row by its place in the input; undefined for those refused. */
  readonly ids: readonly (string | undefined)[];
  readonly failures: readonly {
    /** Place in the input. */
    readonly index: number;
    /** Column at fault, where it is one. */
    readonly column?: string;
    readonly error: AppError;
  }[];
}

/** Data of a job of the queue `record-changed`: rows of one table that one message changed. */
export interface RecordChanged {
  readonly table: string;
  readonly message: "create" | "update" | "delete";
  readonly ids: readonly string[];
  /** Columns whose values changed; on create those that were given. Empty on delete. */
  readonly columns: readonly string[];
  readonly userId: string;
  readonly door: Door;
  readonly useCase?: string;
}

/** What a rule sees of a change, after rights and validation, before the write. */
export interface Change {
  readonly work: Work;
  readonly table: Table;
  readonly message: "create" | "update" | "delete";
  readonly id: string;
  /** The row before; undefined on create. Holds every stored column. */
  readonly before: Readonly<Values> | undefined;
  /** What will be written; a rule may add to it. Empty on delete. */
  readonly values: Values;
  readonly options: WriteOptions;
  /** The value after the change: from values, else from before. */
  after(column: string): Value;
}

/** A rule of the business, from the floors above. Order: as listed. */
export interface Rule {
  readonly tables: readonly string[] | "all";
  readonly messages: readonly Change["message"][];
  apply(change: Change): void | Promise<void>;
}

/** The store as the floors above hold it. */
export interface Store {
  /** The schema as it stands now; another object after a customisation. */
  readonly schema: Schema;
  principal(userId: string): Promise<Principal>;
  /** A team as one that may do something with a row; nobody signs in as one. Throws unauthorized when there is none. */
  teamPrincipal(teamId: string): Promise<Principal>;
  readPage(caller: Caller, tree: QueryTree, shape: Shape): Promise<Page>;
  /** One row by id; `tree` gives select and expand. Throws objectDoesNotExist or privilegeDenied. */
  readRecord(
    caller: Caller,
    tree: QueryTree,
    id: string,
    shape: Shape,
  ): Promise<{ readonly json: string; readonly version: string }>;
  /** One transaction; repeated when PostgreSQL reports a deadlock or a serialization failure. */
  change<Result>(caller: Caller, action: (work: Work) => Promise<Result>): Promise<Result>;
  /**
   * One transaction around all that is done through the store that `action` gets, for this caller; reads see what was
   * written so far. What takes effect at once, as changes of the schema do, it refuses.
   */
  inOneTransaction<Result>(caller: Caller, action: (store: Store) => Promise<Result>): Promise<Result>;
  /** The same as change with a single create, in one SQL statement where the rules ask for no more. */
  create(caller: Caller, payload: Payload): Promise<WriteResult>;
  /** Administrators only; usable at once, everywhere. Throws columnExists, invalidArgument. */
  addColumn(caller: Caller, table: string, column: Column): Promise<void>;
  /** The same for several columns, all or none. */
  addColumns(caller: Caller, table: string, columns: readonly Column[]): Promise<void>;
  /**
   * Makes an alternate key, usable at once: no two rows may have the same values in its columns. Administrators only. Throws
   * invalidArgument, noAttribute, keyExists, keyNotUnique.
   */
  addKey(caller: Caller, table: string, key: CustomKey): Promise<void>;
  /** Takes a key away that addKey made. Administrators only. Throws invalidArgument. */
  removeKey(caller: Caller, table: string, name: string): Promise<void>;
  /** Adds the labels that are not there yet; returns all choices of the column. */
  addChoices(caller: Caller, table: string, column: string, labels: readonly string[]): Promise<readonly Choice[]>;
  /** All that the user may do with one row, to create one with its owner included; nothing when there is no such row. */
  rightsOn(principal: Principal, target: Reference): Promise<readonly Right[]>;
  history(caller: Caller, table: string, id: string): Promise<readonly AuditEntry[]>;
  readonly shares: Shares;
  /** What file and image columns hold. */
  files(caller: Caller): Files;
  readonly definitions: Definitions;
  /** Takes back what the journal tells of, on the caller's behalf and under his rights. */
  undo(caller: Caller): Undo;
  /** A run of the queue `undo`. */
  runUndo(job: UndoJob, signal: AbortSignal): Promise<void>;
  /** Deletes for good what the bin has kept for as long as the organisation wants. */
  purgeBin(purged?: BinPurged): Promise<void>;
  readonly jobs: Jobs;
  /** For what is no record: sessions, tokens, settings. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends everything within so many milliseconds, 5,000 unless told; requests should have ended before. */
  close(patience?: number): Promise<void>;
}

/** Rights on single rows, given by those who may share them. A principal is a systemuser or a team. */
export interface Shares {
  /** Adds rights to what the principal has on the row. */
  grant(caller: Caller, target: Reference, principal: Reference, rights: readonly Right[]): Promise<void>;
  /** Replaces the principal's rights on the row; none: revoke. */
  modify(caller: Caller, target: Reference, principal: Reference, rights: readonly Right[]): Promise<void>;
  revoke(caller: Caller, target: Reference, principal: Reference): Promise<void>;
  /** Whom the row is shared with; for those who may read it. */
  list(caller: Caller, target: Reference): Promise<readonly Share[]>;
}

export interface Share {
  readonly principal: Reference;
  readonly rights: readonly Right[];
}

export interface AuditEntry {
  readonly at: string;
  readonly userId: string;
  readonly userName: string;
  readonly door: Door;
  readonly message: "create" | "update" | "delete" | "associate" | "disassociate";
  readonly useCase: string | undefined;
  readonly operation: string;
  /** Records that the operation changed. */
  readonly records: number;
  /** How it was taken back, where it is. */
  readonly undone: { readonly operation: string; readonly at: string; readonly byName: string } | undefined;
  /** Old and new value by column; old is absent on create, new on delete. */
  readonly changes: Readonly<Record<string, { readonly old?: Value; readonly new?: Value }>>;
}

export interface Jobs {
  /**
   * Runs `handler` for each job of the queue in this process until the store is closed. A long job calls `progressed` now and
   * then: tries are counted from there on, so that only one that gets nowhere is given up.
   */
  work<Data extends object>(
    queue: string,
    handler: (data: Data, signal: AbortSignal, progressed: () => Promise<void>) => Promise<void>,
  ): Promise<void>;
  /** What the jobs of a queue say that wait, run, or will be tried again, in whatever process. */
  unfinished<Data extends object>(queue: string): Promise<readonly Data[]>;
  /** Asks the handlers to stop and hands back what is not done, within 3 s. Closing the store does it too. */
  stop(): Promise<void>;
}
