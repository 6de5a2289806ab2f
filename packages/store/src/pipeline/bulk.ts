import { AppError, isReference, type Table, type Values } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import type { CreateManyResult, WriteOptions } from "../types.ts";
import { covers } from "./authorise.ts";
import { auditCopy, recordCopy, usedColumns } from "./copy.ts";
import { Draft, runPhases } from "./draft.ts";
import { linkProblems, linksOf } from "./links.ts";
import { prepareCreate } from "./phases.ts";
import { regardingMask } from "./regarding-party.ts";
import { denied } from "./rights-queries.ts";
import { givenId } from "./row-id.ts";
import { stampCreate } from "./stamps.ts";
import type { PipelineWork } from "./work.ts";

/** A row on its way, by its place in the input. */
interface Row {
  readonly index: number;
  readonly draft: Draft;
}

/**
 * Creates many rows of one table: the phases of a create, with links checked and rows written for all of them at once,
 * and one job for the batch. Refused rows are reported and left out.
 */
export async function createRows(
  work: PipelineWork,
  table: Table,
  input: readonly Values[],
  options: WriteOptions,
): Promise<CreateManyResult> {
  const failures = new Map<number, AppError>();
  let rows = await prepared(work, table, input, options, failures);
  rows = await linked(work, table, rows, options, failures);
  rows = await fresh(work, table, rows, input, failures);
  for (const { draft } of rows) await stampCreate(draft);
  await write(work, table, rows, failures);
  const written = rows.filter(({ index }) => !failures.has(index));
  await addRegardingParties(work, table, written);
  const ids: (string | undefined)[] = input.map(() => undefined);
  for (const { index, draft } of written) ids[index] = draft.id;
  return { ids, failures: [...failures].sort(([a], [b]) => a - b).map(([index, error]) => failure(index, error)) };
}

/** Each row through the phases up to its links. */
async function prepared(
  work: PipelineWork,
  table: Table,
  input: readonly Values[],
  options: WriteOptions,
  failures: Map<number, AppError>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, values] of input.entries()) {
    const { writes } = work.transaction;
    try {
      const draft = new Draft(work, table, "create", givenId(table, values), values, options);
      await runPhases(prepareCreate, draft);
      rows.push({ index, draft });
    } catch (error) {
      // A rule that has written and then refuses leaves more behind than this row.
      if (!(error instanceof AppError) || work.transaction.writes > writes) throw error;
      failures.set(index, error);
    }
  }
  return rows;
}

async function linked(
  work: PipelineWork,
  table: Table,
  rows: readonly Row[],
  options: WriteOptions,
  failures: Map<number, AppError>,
): Promise<Row[]> {
  const asSystem = options.asSystem === true;
  const links = rows.map(({ draft }) => linksOf(draft));
  const problems = await linkProblems(work, table, links, asSystem);
  return rows.filter(({ index, draft }, place) => {
    const unappendable = !asSystem && links[place]?.length !== 0 && !covers(draft, "append");
    const problem = unappendable ? denied(work.caller.principal, "append", table) : problems.get(place);
    if (problem) failures.set(index, problem);
    return !problem;
  });
}

/** Leaves out rows whose given id is taken, in the table or by an earlier row. */
async function fresh(
  work: PipelineWork,
  table: Table,
  rows: readonly Row[],
  input: readonly Values[],
  failures: Map<number, AppError>,
): Promise<Row[]> {
  const given = rows.filter(({ index }) => typeof input[index]?.[table.primaryId] === "string");
  if (given.length === 0) return [...rows];
  const id = quote(table.primaryId);
  const text = `select ${id}::text as id from ${recordTable(table.name)} where ${id} = any($1::uuid[])`;
  const found = await work.transaction.run<{ id: string }>({ text, values: [given.map(({ draft }) => draft.id)] });
  const taken = new Set(found.map((row) => row.id));
  return rows.filter(({ index, draft }) => {
    const free = !taken.has(draft.id);
    if (free) taken.add(draft.id);
    else failures.set(index, new AppError("duplicateRecord"));
    return free;
  });
}

/** Halves what PostgreSQL refuses until the rows at fault stand alone. */
async function write(
  work: PipelineWork,
  table: Table,
  rows: readonly Row[],
  failures: Map<number, AppError>,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  try {
    await work.attempt(() =>
      copyIn(
        work,
        table,
        rows.map(({ draft }) => draft),
      ),
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (rows.length === 1) {
      failures.set(first.index, error);
      return;
    }
    const half = Math.ceil(rows.length / 2);
    await write(work, table, rows.slice(0, half), failures);
    await write(work, table, rows.slice(half), failures);
  }
}

async function copyIn(work: PipelineWork, table: Table, drafts: readonly Draft[]): Promise<void> {
  const columns = usedColumns(table, drafts);
  const records = recordCopy(table, columns, drafts);
  const audit = auditCopy(table, drafts, new Date());
  await work.transaction.copy(records.text, records.lines());
  await work.transaction.copy(audit.text, audit.lines());
  const ids = drafts.map(({ id }) => id);
  const names = columns.map(({ name }) => name);
  await work.enqueueChanged(table, "create", ids, names, drafts[0]?.options ?? {});
}

/** What each activity is about is one of its parties. */
async function addRegardingParties(work: PipelineWork, table: Table, rows: readonly Row[]): Promise<void> {
  if (!table.activity) return;
  const parties: Values[] = [];
  for (const { draft } of rows) {
    const partyid = draft.values.regardingobjectid;
    if (!isReference(partyid)) continue;
    parties.push({ activityid: { table: table.name, id: draft.id }, partyid, participationtypemask: regardingMask });
  }
  if (parties.length === 0) return;
  const { failures } = await createRows(work, work.table("activityparty"), parties, { asSystem: true });
  const [failed] = failures;
  if (failed) throw failed.error;
}

function failure(index: number, error: AppError): CreateManyResult["failures"][number] {
  const { column } = error.details;
  return typeof column === "string" ? { index, column, error } : { index, error };
}
