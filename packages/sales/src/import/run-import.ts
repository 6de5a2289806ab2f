import { AppError, type Column, type Language, type Table, type Values } from "@leadwright/schema";
import type { Caller, Store, Work } from "@leadwright/store";
import { splitName } from "../people/add-user.ts";
import { type CellReader, choiceKey, labelsOf } from "./cell-values.ts";
import { cellReaders, type ImportPlan, type PlannedColumn, planColumns, unknownLabels } from "./column-plan.ts";
import type { Dialect } from "./dialect.ts";
import type { ImportMap } from "./import-map.ts";
import { LookupNames } from "./lookup-names.ts";
import { type Row, readRows } from "./read-rows.ts";

/** Rows in one transaction: enough to be fast, few enough that a crash repeats little and locks are short. */
const batchSize = 1000;

export interface ImportSource {
  /** Opens the file from its start; called once for each pass. */
  open(): AsyncIterable<Buffer>;
  readonly dialect: Dialect;
  readonly table: string;
  readonly map: ImportMap;
}

export interface ImportProgress {
  /** Data rows done. */
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
}

/** A row that was not imported. */
export interface ImportFailure {
  readonly row: number;
  /** Heading of the cell at fault; absent when it is the row as a whole. */
  readonly heading?: string;
  readonly reason: string;
  readonly cells: readonly string[];
}

export interface ImportRun {
  /** Rows done by an earlier run that was cut short; they are passed over. */
  readonly resumeAfter?: ImportProgress;
  /** Writes progress and failures in the transaction of the rows they belong to. */
  record(work: Work, progress: ImportProgress, failures: readonly ImportFailure[]): Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Imports a file: makes missing columns and choices, then creates (or, where the file gives ids that exist, updates) a
 * record a row, in transactions of 1,000 rows. A row that cannot be imported is recorded with its reason and the rest go
 * on. Throws importFile when the file or the map as a whole is not usable.
 */
export async function runImport(
  store: Store,
  caller: Caller,
  source: ImportSource,
  run: ImportRun,
): Promise<ImportProgress> {
  const plan = await preparePlan(store, caller, source);
  const readers = cellReaders(plan.table, plan.columns);
  const names = new LookupNames();
  let progress = run.resumeAfter ?? { rows: 0, created: 0, updated: 0, failed: 0 };
  let skip = progress.rows;
  let headings: readonly string[] | undefined;
  let batch: Row[] = [];
  const finishBatch = async () => {
    const rows = batch;
    batch = [];
    progress = await store.change(caller, (work) =>
      importBatch(work, { plan, readers, names, headings: headings ?? [], rows, progress, run }),
    );
  };
  for await (const row of readRows(source.open(), source.dialect)) {
    if (!headings) {
      headings = row.cells;
      continue;
    }
    if (skip > 0) {
      skip--;
      continue;
    }
    batch.push(row);
    if (batch.length < batchSize) continue;
    await finishBatch();
    run.signal?.throwIfAborted();
  }
  if (batch.length > 0) await finishBatch();
  return progress;
}

interface Batch {
  readonly plan: ImportPlan;
  readonly readers: readonly (CellReader | undefined)[];
  readonly names: LookupNames;
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  readonly progress: ImportProgress;
  readonly run: ImportRun;
}

async function importBatch(work: Work, batch: Batch): Promise<ImportProgress> {
  const { plan, rows, names } = batch;
  for (const { column, index } of plan.columns) {
    if (column.targets)
      await names.load(
        work,
        column,
        rows.map((row) => row.cells[index]?.trim() ?? ""),
      );
  }
  const language = work.caller.principal.language;
  const failures: ImportFailure[] = [];
  const read: { row: Row; values: Values }[] = [];
  for (const row of rows) {
    const result = readRow(batch, row, language);
    if ("values" in result) read.push({ row, values: result.values });
    else failures.push(result);
  }
  const known = await existingIds(work, plan, read);
  const updates = read.filter(({ values }) => known.has(idOf(plan, values)));
  const creates = read.filter(({ values }) => !known.has(idOf(plan, values)));
  const made = await work.createMany(
    plan.table.name,
    creates.map(({ values }) => values),
  );
  for (const { index, error, column } of made.failures) {
    const row = creates[index]?.row;
    if (row) failures.push(failure(row, headingOf(plan, column), error, language));
  }
  let updated = 0;
  for (const { row, values } of updates) {
    try {
      await work.update(plan.table.name, idOf(plan, values), values, { useCase: "import" });
      updated++;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failures.push(failure(row, headingOf(plan, String(error.details.column ?? "")), error, language));
    }
  }
  failures.sort((a, b) => a.row - b.row);
  const progress = {
    rows: batch.progress.rows + rows.length,
    created: batch.progress.created + creates.length - made.failures.length,
    updated: batch.progress.updated + updated,
    failed: batch.progress.failed + failures.length,
  };
  await batch.run.record(work, progress, failures);
  return progress;
}

function readRow(batch: Batch, row: Row, language: Language): { values: Values } | ImportFailure {
  const { plan, readers, names, headings } = batch;
  if (row.cells.length > headings.length) {
    const reason = `${row.cells.length} cells in a row under ${headings.length} headings`;
    return failure(row, undefined, new AppError("importFile", { reason }), language);
  }
  const values: Values = { ...plan.constants };
  for (let i = 0; i < plan.columns.length; i++) {
    const planned = plan.columns[i] as PlannedColumn;
    const text = row.cells[planned.index] ?? "";
    try {
      const value = readCell(plan, planned, readers[i], names, text);
      if (value !== undefined) values[planned.column.name] = value;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return failure(row, planned.heading, error, language);
    }
  }
  return { values: withStatus(plan.table, withNameParts(values)) };
}

/** A record is never created in a state, but a status reason takes it there: historical rows take their state's usual one. */
function withStatus(table: Table, values: Values): Values {
  const { statecode, ...rest } = values;
  const status = table.defaultStatus?.[String(statecode)];
  return status === undefined ? values : { statuscode: status, ...rest };
}

/** First and last name out of a full name, where the file has no columns of their own for them. */
function withNameParts(values: Values): Values {
  const { fullname, ...rest } = values;
  if (typeof fullname !== "string") return values;
  const { firstName, lastName } = splitName(fullname);
  return { firstname: firstName, lastname: lastName, ...rest };
}

/** Undefined for an empty cell: the column keeps its default. */
function readCell(
  plan: ImportPlan,
  planned: PlannedColumn,
  reader: CellReader | undefined,
  names: LookupNames,
  text: string,
): Values[string] | undefined {
  const trimmed = text.trim();
  const fixed = planned.fixed.get(trimmed);
  if (fixed !== undefined) return fixed;
  if (trimmed === "") return undefined;
  if (!reader) return names.get(plan.table, planned.column, trimmed);
  return reader(isText(planned.column) ? text : trimmed);
}

/** Spaces at the ends belong to a text; elsewhere they are noise. */
function isText(column: Column): boolean {
  return column.type === "String" || column.type === "Memo";
}

function idOf(plan: ImportPlan, values: Values): string {
  return String(values[plan.table.primaryId] ?? "").toLowerCase();
}

async function existingIds(work: Work, plan: ImportPlan, rows: readonly { values: Values }[]): Promise<Set<string>> {
  const primary = plan.table.columns.get(plan.table.primaryId);
  const ids = rows.map(({ values }) => idOf(plan, values)).filter((id) => id !== "");
  if (!primary || ids.length === 0) return new Set();
  const found = await work.query({
    table: plan.table.name,
    select: [primary],
    filter: { kind: "in", path: { steps: [], column: primary }, values: ids },
    orderBy: [],
    top: undefined,
    count: false,
    expand: [],
  });
  return new Set(found.map((row) => String(row[primary.name])));
}

/** Makes the columns and choices that the map asks for, and returns the plan under the schema that then holds. */
async function preparePlan(store: Store, caller: Caller, source: ImportSource): Promise<ImportPlan> {
  const headings = await readHeadings(source);
  const first = planColumns(store.schema, source.table, headings, source.map);
  if (first.missing.length > 0) await store.addColumns(caller, source.table, first.missing);
  const extended = planColumns(store.schema, source.table, headings, source.map);
  const growing = extended.columns.filter((planned) => planned.addChoices && planned.column.type === "Picklist");
  if (growing.length === 0) return extended;
  await addChoices(store, caller, source, extended, growing);
  return planColumns(store.schema, source.table, headings, source.map);
}

async function readHeadings(source: ImportSource): Promise<readonly string[]> {
  for await (const row of readRows(source.open(), source.dialect)) return row.cells;
  throw new AppError("importFile", { reason: "The file is empty." });
}

/** A pass over the file that collects the labels of the choice columns which may grow. */
async function addChoices(
  store: Store,
  caller: Caller,
  source: ImportSource,
  plan: ImportPlan,
  growing: readonly PlannedColumn[],
): Promise<void> {
  const texts = growing.map(() => new Set<string>());
  let first = true;
  for await (const row of readRows(source.open(), source.dialect)) {
    if (!first) for (const [i, planned] of growing.entries()) texts[i]?.add(row.cells[planned.index] ?? "");
    first = false;
  }
  for (const [i, planned] of growing.entries()) {
    const known = new Set<string>();
    for (const choice of planned.column.choices ?? []) {
      known.add(String(choice.value));
      for (const label of labelsOf(plan.table, planned.column, choice)) known.add(choiceKey(label));
    }
    const labels = unknownLabels(planned, known, texts[i] ?? []);
    if (labels.length > 0) await store.addChoices(caller, plan.table.name, planned.column.name, labels);
  }
}

function headingOf(plan: ImportPlan, column: string | undefined): string | undefined {
  return plan.columns.find((planned) => planned.column.name === column)?.heading;
}

function failure(row: Row, heading: string | undefined, error: AppError, language: Language): ImportFailure {
  const reason = error.words(language);
  return { row: row.number, ...(heading === undefined ? {} : { heading }), reason, cells: row.cells };
}
