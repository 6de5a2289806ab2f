import { AppError, type Table } from "@leadwright/schema";
import type { WriteOptions } from "../types.ts";
import { checkWritable } from "./authorise.ts";
import { cascadeDelete } from "./cascade.ts";
import { Draft } from "./draft.ts";
import { guardOrganisation } from "./organisation.ts";
import type { Pair } from "./pairs.ts";
import { denied } from "./rights-queries.ts";
import { applyRules } from "./rules.ts";
import type { PipelineWork } from "./work.ts";
import { writeRemoval } from "./write-removal.ts";

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
  /** What many-to-many relationships said of each row, once that is deleted. */
  pairs: ReadonlyMap<string, readonly Pair[]>;
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

const deleteRows: RemovalPhase = ({ work, table, drafts, options, pairs }) =>
  writeRemoval(
    work,
    table,
    drafts.map(({ id, before }) => ({ id, before: before ?? {}, rootid: work.rootOf(id) })),
    pairs,
    options.useCase,
  );

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
  const removal: Removal = { work, table, ids, options, going: [...above, ...ids], drafts: [], pairs: new Map() };
  const [only] = ids.length === 1 ? ids : [];
  await work.under(only, async () => {
    for (const phase of removalPhases) await phase(removal);
  });
  return removal.drafts.length;
}
