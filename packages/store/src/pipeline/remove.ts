import { AppError, type Table } from "@leadwright/schema";
import { deletedValues } from "../audit/changes.ts";
import type { RecordChanged, WriteOptions } from "../types.ts";
import { checkWritable } from "./authorise.ts";
import { cascadeDelete } from "./cascade.ts";
import { Draft } from "./draft.ts";
import { guardOrganisation } from "./organisation.ts";
import { denied } from "./rights-queries.ts";
import { applyRules } from "./rules.ts";
import { deleteText } from "./statements.ts";
import type { PipelineWork } from "./work.ts";

/** Rows of one table that are deleted together: the one that was asked for, or a batch of those that hang on it. */
export interface Removal {
  readonly work: PipelineWork;
  readonly table: Table;
  readonly ids: readonly string[];
  readonly options: WriteOptions;
  /** Rows further up that are being deleted, these included; a circle of rows ends at them. */
  readonly going: readonly string[];
  /** One for each row that is there, once they are locked. */
  drafts: readonly Draft[];
}

type RemovalPhase = (removal: Removal) => Promise<void>;

const lockRows: RemovalPhase = async (removal) => {
  const { work, table, ids, options } = removal;
  const rows = await work.lockRows(table, "delete", ids, options.asSystem === true);
  removal.drafts = rows.map(({ values, allowed }) => {
    if (!allowed) throw denied(work.caller.principal, "delete", table);
    if (options.ifVersion !== undefined && String(values.versionnumber) !== options.ifVersion) {
      throw new AppError("concurrencyVersionMismatch", { table: table.name, id: String(values[table.primaryId]) });
    }
    const draft = new Draft(work, table, "delete", String(values[table.primaryId]), {}, options);
    draft.before = values;
    return draft;
  });
};

const askRules: RemovalPhase = async ({ drafts }) => {
  for (const draft of drafts) {
    await guardOrganisation(draft);
    await applyRules(draft);
  }
};

const deleteRows: RemovalPhase = async ({ work, table, drafts, options }) => {
  const ids = drafts.map(({ id }) => id);
  const { principal, door } = work.caller;
  const old = drafts.map(({ id, before }) => ({ id, changes: deletedValues(table, before ?? {}) }));
  const useCase = options.useCase === undefined ? {} : { useCase: options.useCase };
  const job: RecordChanged = {
    table: table.name,
    message: "delete",
    ids,
    columns: [],
    userId: principal.userId,
    door,
    ...useCase,
  };
  const shape = work.engine.statements.get(`-${table.name}`, () => deleteText(table));
  const said = [ids, principal.userId, door, options.useCase ?? null, JSON.stringify(old)];
  const root = work.rootOf(ids.length === 1 ? ids[0] : undefined);
  const values = [...said, work.operation, root, JSON.stringify(job)];
  await work.transaction.write({ ...shape, values });
  work.touched.add(table.name);
};

const removalPhases: readonly RemovalPhase[] = [lockRows, askRules, cascadeDelete, deleteRows];

/** Deletes the rows and what hangs on them. Throws privilegeDenied, cannotDeleteDueToAssociation and what rules throw. */
export async function removeRows(
  work: PipelineWork,
  table: Table,
  ids: readonly string[],
  options: WriteOptions,
  above: readonly string[] = [],
): Promise<number> {
  checkWritable(table);
  const removal: Removal = { work, table, ids, options, going: [...above, ...ids], drafts: [] };
  const [only] = ids.length === 1 ? ids : [];
  await work.under(only, async () => {
    for (const phase of removalPhases) await phase(removal);
  });
  return removal.drafts.length;
}
