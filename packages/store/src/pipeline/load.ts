import { AppError, isReference, type Reference, type Table, type Values } from "@leadwright/schema";
import { createdValues } from "../audit/changes.ts";
import type { LoadedPairs, LoadedRow, LoadedRows } from "../types.ts";
import { type Copy, escaped, recordCopy, usedColumns } from "./copy.ts";
import { Draft, runPhases } from "./draft.ts";
import { type Link, linkProblems, linksOf } from "./links.ts";
import { pairCopy } from "./pair-copy.ts";
import { prepareCreate } from "./phases.ts";
import { regardingMask } from "./regarding-party.ts";
import { givenId } from "./row-id.ts";
import { newId } from "./uuid.ts";
import type { PipelineWork } from "./work.ts";

/** Rows of one table on their way. */
interface Prepared {
  readonly table: Table;
  readonly audited: boolean;
  readonly drafts: readonly Draft[];
  readonly stories: readonly (LoadedRow["later"] | undefined)[];
}

/**
 * Writes rows of many tables that tell their own story: the phases of a create as the system, with dates and people as the
 * rows give them. Rows may point at each other in circles, so links are checked against the rows of the whole load first
 * and against the database for the rest. All or nothing: the first fault is thrown.
 */
export async function loadRows(
  work: PipelineWork,
  input: readonly LoadedRows[],
  pairs: readonly LoadedPairs[],
): Promise<void> {
  const prepared: Prepared[] = [];
  for (const rows of withRegardingParties(work, input)) prepared.push(await prepare(work, rows));
  await checkLinks(work, prepared);
  for (const { table, audited, drafts, stories } of prepared) {
    if (drafts.length === 0) continue;
    await send(work, recordCopy(table, usedColumns(table, drafts), drafts));
    if (audited) await send(work, auditCopy(table, drafts, stories));
    work.touched.add(table.name);
  }
  for (const each of pairs) await send(work, pairCopy(work, each));
}

async function prepare(work: PipelineWork, { table: name, rows, unaudited }: LoadedRows): Promise<Prepared> {
  const table = work.table(name);
  const drafts: Draft[] = [];
  for (const { values } of rows) {
    const draft = new Draft(work, table, "create", givenId(table, values), values, { asSystem: true });
    await runPhases(prepareCreate, draft);
    stamp(draft);
    drafts.push(draft);
  }
  return { table, audited: unaudited !== true, drafts, stories: rows.map(({ later }) => later) };
}

/** What a create stamps, but where the row says it: it was made, and last changed, when and by whom it tells. */
function stamp({ table: { columns, primaryId }, values, caller, work, id }: Draft): void {
  values[primaryId] = id;
  const by = { table: "systemuser", id: caller.principal.userId };
  if (columns.has("createdon")) values.createdon ??= work.nowText;
  if (columns.has("createdby")) values.createdby ??= by;
  if (columns.has("modifiedon")) values.modifiedon ??= values.createdon ?? work.nowText;
  if (columns.has("modifiedby")) values.modifiedby ??= values.createdby ?? by;
}

/** What an activity is about is one of its parties; those that the load leaves out are added. */
function withRegardingParties(work: PipelineWork, input: readonly LoadedRows[]): readonly LoadedRows[] {
  const told = new Set<string>();
  for (const { table, rows } of input) {
    if (table !== "activityparty") continue;
    for (const { values } of rows) {
      if (values.participationtypemask === regardingMask && isReference(values.activityid))
        told.add(values.activityid.id);
    }
  }
  const missing: LoadedRow[] = [];
  for (const { table, rows } of input) {
    const found = work.table(table);
    if (!found.activity) continue;
    for (const { values } of rows) {
      const id = values[found.primaryId];
      const partyid = values.regardingobjectid;
      if (!isReference(partyid) || typeof id !== "string" || told.has(id)) continue;
      const activityid = { table, id };
      missing.push({ values: { activitypartyid: newId(), activityid, partyid, participationtypemask: regardingMask } });
    }
  }
  return missing.length === 0 ? input : [...input, { table: "activityparty", rows: missing, unaudited: true }];
}

async function checkLinks(work: PipelineWork, prepared: readonly Prepared[]): Promise<void> {
  const own = new Set<string>();
  for (const { table, drafts } of prepared) {
    for (const { id } of drafts) {
      const key = `${table.name} ${id}`;
      if (own.has(key)) throw new AppError("duplicateRecord");
      own.add(key);
    }
  }
  const loaded = (target: Reference) => own.has(`${target.table} ${target.id}`);
  for (const { table, drafts } of prepared) {
    const links: Link[][] = drafts.map((draft) => linksOf(draft).filter(({ target }) => !loaded(target)));
    const [problem] = (await linkProblems(work, table, links, true)).values();
    if (problem) throw problem;
  }
}

/**
 * A create entry with what the row was at first, and one for each later change, under the name of who made it; each is an
 * operation of its own, as it would have been, so that none can be undone with all the others.
 */
function auditCopy(table: Table, drafts: readonly Draft[], stories: Prepared["stories"]): Copy {
  return {
    text: "copy app.audit (at, userid, door, operationid, message, usecase, tablename, recordid, changes) from stdin",
    *lines() {
      for (const [place, { values, id, caller }] of drafts.entries()) {
        const later = stories[place] ?? [];
        const by = isReference(values.createdby) ? values.createdby.id : caller.principal.userId;
        const first = createdValues(table, later.length === 0 ? values : firstValues(values, later));
        const at = String(values.createdon ?? new Date().toISOString());
        yield line(at, by, caller.door, "create", undefined, table.name, id, first);
        for (const { at: when, userId, useCase, changes } of later)
          yield line(when, userId, caller.door, "update", useCase, table.name, id, changes);
      }
    },
  };
}

/** The row before its later changes: of each column, what its first change replaced. */
function firstValues(values: Values, later: NonNullable<LoadedRow["later"]>): Values {
  const first = { ...values };
  for (const { changes } of later.toReversed())
    for (const [column, change] of Object.entries(changes)) first[column] = change.old ?? null;
  return first;
}

function line(
  at: string,
  userId: string,
  door: string,
  message: string,
  useCase: string | undefined,
  table: string,
  id: string,
  changes: object,
): string {
  const told = escaped(JSON.stringify(changes));
  return `${at}\t${userId}\t${door}\t${newId()}\t${message}\t${useCase === undefined ? "\\N" : escaped(useCase)}\t${table}\t${id}\t${told}\n`;
}

function send(work: PipelineWork, { text, lines }: Copy): Promise<void> {
  return work.transaction.copy(text, lines());
}
