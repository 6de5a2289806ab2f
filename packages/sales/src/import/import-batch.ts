import { AppError, type Table, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import type { ImportPlan } from "./column-plan.ts";
import type { Row } from "./read-rows.ts";
import type { CellProblem, RowReader } from "./row-reader.ts";

/** A row that was not imported. */
export interface ImportFailure {
  readonly row: number;
  /** Heading of the cell at fault, or headings; absent when it is the row as a whole. */
  readonly heading?: string;
  /** In the language of the import's user. */
  readonly reason: string;
  readonly cells: readonly string[];
}

export interface BatchResult {
  readonly created: number;
  readonly updated: number;
  /** By row. */
  readonly failures: readonly ImportFailure[];
}

interface ReadableRow {
  readonly row: Row;
  readonly values: Values;
}

/** Columns that are filled from another: what is wrong with them is wrong there. */
const madeFrom: Readonly<Record<string, string>> = {
  firstname: "fullname",
  middlename: "fullname",
  lastname: "fullname",
  statuscode: "statecode",
};

const options = { useCase: "import" };

/**
 * Writes some rows of a file in one transaction: rows whose id exists are updated, all others created. A row that is
 * refused is a failure and leaves the others be.
 */
export async function importBatch(
  work: Work,
  plan: ImportPlan,
  reader: RowReader,
  rows: readonly Row[],
): Promise<BatchResult> {
  const { table } = plan;
  const failures = new Failures(work, plan);
  await reader.findNames(work, rows);
  const read: ReadableRow[] = [];
  for (const row of rows) {
    const result = reader.read(row);
    if ("values" in result) read.push({ row, values: result.values });
    else failures.addAll(row, result.problems);
  }
  const { creates, updates } = await sorted(work, table, read);
  if (updates.length > 1) {
    await work.lock(
      table.name,
      updates.map(({ values }) => idOf(table, values)),
      "write",
    );
  }
  const created = await createRows(work, table, creates, failures);
  let updated = 0;
  for (const { row, values } of updates) {
    const changes = asUpdated(table, values);
    const done = await failures.catch(row, () =>
      work.attempt(() => work.update(table.name, idOf(table, values), changes, options)),
    );
    if (done) updated++;
  }
  return { created, updated, failures: failures.list };
}

async function createRows(work: Work, table: Table, rows: readonly ReadableRow[], failures: Failures): Promise<number> {
  const ready: ReadableRow[] = [];
  for (const { row, values } of rows) {
    await failures.catch(row, () => ready.push({ row, values: asCreated(table, values) }));
  }
  if (ready.length === 0) return 0;
  const made = await work.createMany(
    table.name,
    ready.map(({ values }) => values),
    options,
  );
  for (const { index, error } of made.failures) {
    const failed = ready[index];
    if (failed) failures.add(failed.row, error);
  }
  return ready.length - made.failures.length;
}

/** A row with an id that exists, or that an earlier row of the file has, is an update. */
async function sorted(
  work: Work,
  table: Table,
  rows: readonly ReadableRow[],
): Promise<{ creates: ReadableRow[]; updates: ReadableRow[] }> {
  const known = await existingIds(work, table, rows);
  const creates: ReadableRow[] = [];
  const updates: ReadableRow[] = [];
  for (const each of rows) {
    const id = idOf(table, each.values);
    if (known.has(id)) updates.push(each);
    else creates.push(each);
    if (id !== "") known.add(id);
  }
  return { creates, updates };
}

async function existingIds(work: Work, table: Table, rows: readonly ReadableRow[]): Promise<Set<string>> {
  const column = table.columns.get(table.primaryId);
  const values = rows.map((row) => idOf(table, row.values)).filter((id) => id !== "");
  if (!column || values.length === 0) return new Set();
  const found = await work.query({
    table: table.name,
    select: [column],
    filter: { kind: "in", path: { steps: [], column }, values },
    orderBy: [],
    top: undefined,
    count: false,
    expand: [],
  });
  return new Set(found.map((row) => String(row[column.name])));
}

function idOf(table: Table, values: Values): string {
  return String(values[table.primaryId] ?? "");
}

/**
 * A record is never created in a state, but a status reason takes it there: historical rows take their state's usual one
 * where the file names none. Throws invalidStateStatus when it names one of another state.
 */
function asCreated(table: Table, values: Values): Values {
  const { statecode, ...rest } = values;
  if (statecode === undefined) return values;
  const reason = table.columns.get("statuscode")?.choices?.find(({ value }) => value === rest.statuscode);
  if (reason !== undefined && reason.state !== statecode) {
    const details = {
      column: "statuscode",
      state: String(statecode),
      status: reason.label,
      table: table.name,
      id: idOf(table, values) || "-",
    };
    throw new AppError("invalidStateStatus", details);
  }
  const status = table.defaultStatus?.[String(statecode)];
  return status === undefined || reason !== undefined ? rest : { ...rest, statuscode: status };
}

/** When a record was created is history that an import of new values leaves alone. */
function asUpdated(table: Table, values: Values): Values {
  const { [table.primaryId]: _id, overriddencreatedon: _created, ...changes } = values;
  return changes;
}

class Failures {
  readonly #work: Work;
  readonly #plan: ImportPlan;
  readonly #list: ImportFailure[] = [];

  constructor(work: Work, plan: ImportPlan) {
    this.#work = work;
    this.#plan = plan;
  }

  get list(): readonly ImportFailure[] {
    return this.#list.toSorted((a, b) => a.row - b.row);
  }

  /** The heading at fault is that of the column which the error names. */
  add(row: Row, error: AppError): void {
    this.addAll(row, [{ heading: this.#headingOf(error), error }]);
  }

  addAll(row: Row, problems: readonly CellProblem[]): void {
    const { language } = this.#work.caller.principal;
    const headings = problems.map(({ heading }) => heading).filter((heading) => heading !== undefined);
    this.#list.push({
      row: row.number,
      ...(headings.length > 0 && { heading: headings.join(", ") }),
      reason: problems.map(({ error }) => error.words(language)).join(" "),
      cells: row.cells,
    });
  }

  /** False when the action was refused. */
  async catch(row: Row, action: () => unknown): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.add(row, error);
      return false;
    }
  }

  #headingOf({ details }: AppError): string | undefined {
    const name = String(details.column ?? "");
    const find = (wanted: string | undefined) =>
      this.#plan.columns.find(({ column }) => column.name === wanted)?.heading;
    return find(name) ?? find(madeFrom[name]);
  }
}
