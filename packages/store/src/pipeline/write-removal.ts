import type { Table, Values } from "@leadwright/schema";
import { deletedValues } from "../audit/changes.ts";
import type { RecordChanged } from "../types.ts";
import type { Pair } from "./pairs.ts";
import { deleteText } from "./statements.ts";
import type { PipelineWork } from "./work.ts";

export interface RemovedRow {
  readonly id: string;
  readonly before: Readonly<Values>;
  readonly rootid: string | null;
  /** The audit entry that the delete takes back. */
  readonly undoes?: string;
}

/** Deletes rows for good, into the bin, with their shares; audited, and followed by one job. Nothing is checked any more. */
export async function writeRemoval(
  work: PipelineWork,
  table: Table,
  rows: readonly RemovedRow[],
  pairs: ReadonlyMap<string, readonly Pair[]>,
  useCase: string | undefined,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const { principal, door } = work.caller;
  const old = rows.map(({ id, before, rootid, undoes }) => ({
    id,
    rootid,
    undoes,
    changes: deletedValues(table, before),
    pairs: pairs.get(id),
  }));
  const job: RecordChanged = {
    table: table.name,
    message: "delete",
    ids,
    columns: [],
    userId: principal.userId,
    door,
    ...(useCase === undefined ? {} : { useCase }),
  };
  // A custom table may go and come again with other columns; its number is another then.
  const shape = work.engine.statements.get(`-${table.name} ${table.typeCode}`, () => deleteText(table));
  const said = [ids, principal.userId, door, useCase ?? null, JSON.stringify(old)];
  await work.transaction.write({ ...shape, values: [...said, work.operation, JSON.stringify(job)] });
  work.touched.add(table.name);
}
