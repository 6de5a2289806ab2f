import type { Reference, Schema, Table, Value, Values } from "@leadwright/schema";
import type { Caller, Change, WriteOptions } from "../types.ts";
import type { Engine } from "./engine.ts";
import type { Transaction } from "./transaction.ts";
import type { PipelineWork } from "./work.ts";

/** Who a row belongs to, and so to which business unit. */
export interface Owner {
  readonly reference: Reference;
  readonly businessUnitId: string;
}

/** A change on its way through the phases: what rules see, and what only the phases need. */
export class Draft implements Change {
  readonly engine: Engine;
  readonly work: PipelineWork;
  readonly table: Table;
  readonly message: Change["message"];
  readonly options: WriteOptions;
  readonly id: string;
  values: Values;
  before: Readonly<Values> | undefined;
  /** Owner after the change; undefined when the table has none, or an update leaves it alone. */
  owner: Owner | undefined;
  /** The row is all that is written, so its statement needs no transaction around it. */
  alone = false;
  /** The currency was filled in, not given. */
  currencyIsDefault = false;
  /** Version after the change; undefined until written. */
  version: string | undefined;

  constructor(
    work: PipelineWork,
    table: Table,
    message: Change["message"],
    id: string,
    values: Values,
    options: WriteOptions,
  ) {
    this.engine = work.engine;
    this.work = work;
    this.table = table;
    this.message = message;
    this.id = id;
    this.values = values;
    this.options = options;
  }

  get caller(): Caller {
    return this.work.caller;
  }

  get schema(): Schema {
    return this.work.schema;
  }

  get transaction(): Transaction {
    return this.work.transaction;
  }

  after(column: string): Value {
    const value = this.values[column];
    return (value === undefined ? this.before?.[column] : value) ?? null;
  }
}

/** One step of a change. Throws what is wrong with the change. */
export type Phase = (draft: Draft) => void | Promise<void>;

/** Runs phases in order, without a turn of the event loop between those that need none. */
export async function runPhases(phases: readonly Phase[], draft: Draft): Promise<void> {
  for (const phase of phases) {
    const waiting = phase(draft);
    if (waiting) await waiting;
  }
}
