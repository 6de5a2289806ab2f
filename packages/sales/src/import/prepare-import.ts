import { setTimeout as delay } from "node:timers/promises";
import { AppError, isPicklist } from "@leadwright/schema";
import { type Caller, Depth, type Store } from "@leadwright/store";
import { choiceKey, choiceTexts, choiceValues } from "./cell-values.ts";
import { type ImportPlan, type PlannedColumn, planColumns } from "./column-plan.ts";
import type { Heading } from "./headings.ts";
import type { ImportMap } from "./import-map.ts";
import type { RowGroup } from "./read-rows.ts";

/** What the store's own limits let become choices. */
const maxChoices = 1_000;
const maxLabelLength = 200;
/** Names listed in a message. */
const listed = 10;

/**
 * Refuses what the caller may not do before anything is done: privilegeDenied without the right to create rows,
 * importColumnsByAdministrator when the map asks for new columns.
 */
export function checkRights({ principal }: Caller, { table, missing }: ImportPlan): void {
  if (principal.depth(table.name, "create") === Depth.None) {
    const privilege = `Create${table.schemaName}`;
    throw new AppError("privilegeDenied", { user: principal.userId, privilege, table: table.name });
  }
  if (missing.length > 0 && !principal.administrator) {
    throw new AppError("importColumnsByAdministrator", { columns: listOf(missing.map(({ label }) => label)) });
  }
}

export interface PrepareImport {
  readonly table: string;
  readonly headings: readonly Heading[];
  readonly map: ImportMap;
  /** The file's rows from its start, headings first; called once. */
  rows(): AsyncIterable<RowGroup>;
}

export interface PreparedImport {
  readonly plan: ImportPlan;
  /** Data rows of the file. */
  readonly totalRows: number;
}

/**
 * Reads the whole file once, so that one which makes no sense somewhere is refused before anything is written; makes the
 * columns and choices that the map asks for; returns the plan under the schema that then holds. Throws what planColumns,
 * checkRights and readRows throw, importChoicesByAdministrator, importTooManyChoices and importNoRows.
 */
export async function prepareImport(store: Store, caller: Caller, input: PrepareImport): Promise<PreparedImport> {
  const first = planColumns(store.schema, input.table, input.headings, input.map);
  checkRights(caller, first);
  const { totalRows, labels } = await studyFile(first, input.rows());
  if (totalRows === 0) throw new AppError("importNoRows");
  const plan = await withColumns(store, caller, input);
  for (const [planned, missing] of labels) {
    if (!caller.principal.administrator) {
      throw new AppError("importChoicesByAdministrator", { heading: planned.heading, labels: listOf(missing) });
    }
    await store.addChoices(caller, input.table, planned.column.name, missing);
  }
  if (labels.size === 0) return { plan, totalRows };
  return { plan: planColumns(store.schema, input.table, input.headings, input.map), totalRows };
}

/** Another import that makes the same columns may be quicker; its columns then serve this one. */
async function withColumns(store: Store, caller: Caller, input: PrepareImport): Promise<ImportPlan> {
  for (let attempt = 1; ; attempt++) {
    const plan = planColumns(store.schema, input.table, input.headings, input.map);
    checkRights(caller, plan);
    if (plan.missing.length === 0) return plan;
    try {
      await store.addColumns(caller, input.table, plan.missing);
    } catch (error) {
      if (attempt === 5 || !(error instanceof AppError && error.key === "columnExists")) throw error;
      await delay(100 * attempt);
    }
  }
}

/** A pass over the file that counts its rows and collects the labels which the choice columns do not have, as they come. */
async function studyFile(
  plan: ImportPlan,
  groups: AsyncIterable<RowGroup>,
): Promise<{ totalRows: number; labels: Map<PlannedColumn, string[]> }> {
  const growing = plan.columns.filter(({ addChoices, column }) => addChoices && isPicklist(column));
  const collectors = growing.map((planned) => new LabelCollector(plan, planned));
  let count = 0;
  for await (const { rows } of groups) {
    for (const { cells } of rows) {
      // The first row is the headings.
      if (count > 0) for (const collector of collectors) collector.add(cells);
      count++;
    }
  }
  const found = collectors.filter(({ labels }) => labels.length > 0);
  return { totalRows: Math.max(0, count - 1), labels: new Map(found.map((each) => [each.planned, each.labels])) };
}

class LabelCollector {
  readonly planned: PlannedColumn;
  readonly labels: string[] = [];
  readonly #known: ReadonlySet<string>;
  /** As cells say it, to be quick about what comes again. */
  readonly #seen = new Set<string>();

  constructor({ table }: ImportPlan, planned: PlannedColumn) {
    this.planned = planned;
    this.#known = new Set(choiceValues(table, planned.column).keys());
  }

  add(cells: readonly string[]): void {
    const cell = cells[this.planned.index] ?? "";
    if (this.#seen.has(cell)) return;
    this.#seen.add(cell);
    const fixed = this.planned.fixed.get(cell.trim());
    if (fixed !== undefined && typeof fixed !== "string") return;
    const text = fixed ?? cell;
    const severals = this.planned.column.type === "MultiSelectPicklist";
    for (const label of severals ? choiceTexts(text) : [text.trim()]) this.#addLabel(label, cell);
  }

  #addLabel(label: string, cell: string): void {
    // New labels of one file that differ in case alone stay apart, so that each value arrives as it was written.
    if (this.#seen.has(label) && label !== cell) return;
    this.#seen.add(label);
    // A row whose label cannot become a choice fails on its own.
    if (label === "" || label.length > maxLabelLength || label.includes("\0") || this.#known.has(choiceKey(label)))
      return;
    this.labels.push(label);
    if (this.labels.length + (this.planned.column.choices?.length ?? 0) > maxChoices) {
      throw new AppError("importTooManyChoices", { heading: this.planned.heading, max: maxChoices });
    }
  }
}

function listOf(words: readonly string[]): string {
  const shown = words
    .slice(0, listed)
    .map((word) => word.slice(0, 60))
    .join(", ");
  return words.length > listed ? `${shown} …` : shown;
}
