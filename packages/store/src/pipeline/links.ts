import { AppError, isLookup, isReference, type Reference, type Table } from "@leadwright/schema";
import { parentColumn } from "../rights/privilege-table.ts";
import type { Right } from "../types.ts";
import { covers } from "./authorise.ts";
import type { Draft, Phase } from "./draft.ts";
import { denied } from "./rights-queries.ts";
import type { PipelineWork } from "./work.ts";

/** Set by the pipeline itself, or checked where they are set. */
const notLinks: ReadonlySet<string> = new Set([
  "createdby",
  "createdonbehalfby",
  "modifiedby",
  "modifiedonbehalfby",
  "ownerid",
  "owningbusinessunit",
  "owningteam",
  "owninguser",
]);

export interface Link {
  readonly column: string;
  readonly target: Reference;
  /** What the caller must be allowed to do with the target: its parts are changes of a row, links only point at it. */
  readonly right: Right;
}

/** Every row that a lookup is set to exists, stays until the end of the change, and may be pointed at by the caller. */
export const checkLinks: Phase = (draft) => {
  const links = linksOf(draft);
  return links.length > 0 ? check(draft, links) : undefined;
};

async function check(draft: Draft, links: readonly Link[]): Promise<void> {
  if (!draft.options.asSystem) await authoriseAppend(draft);
  const problems = await linkProblems(draft.work, draft.table, [links], draft.options.asSystem === true);
  const [problem] = problems.values();
  if (problem) throw problem;
}

async function authoriseAppend(draft: Draft): Promise<void> {
  const allowed = draft.before ? await draft.work.mayOnRow(draft, "append") : covers(draft, "append");
  if (!allowed) throw denied(draft.caller.principal, "append", draft.table);
}

/** Lookups that this change sets to a row they did not point at before. */
export function linksOf(draft: Draft): Link[] {
  const { table, values, before } = draft;
  const links: Link[] = [];
  const parent = parentColumn(table);
  for (const name in values) {
    const target = values[name];
    if (!isReference(target) || notLinks.has(name)) continue;
    if (name === "transactioncurrencyid" && draft.currencyIsDefault) continue;
    const column = table.columns.get(name);
    const old = before?.[name];
    if (!column || !isLookup(column) || (isReference(old) && old.id === target.id)) continue;
    links.push({ column: name, target, right: column === parent ? "write" : "appendto" });
  }
  return links;
}

/**
 * What is wrong with the links of each row, by the row's place in `rows`; one query for each target table and right.
 * Locks the targets that are there.
 */
export async function linkProblems(
  work: PipelineWork,
  table: Table,
  rows: readonly (readonly Link[])[],
  asSystem: boolean,
): Promise<Map<number, AppError>> {
  const wanted = new Map<string, { link: Link; ids: Set<string> }>();
  for (const link of rows.flat()) {
    const key = groupKey(link);
    const group = wanted.get(key);
    if (group) group.ids.add(link.target.id);
    else wanted.set(key, { link, ids: new Set([link.target.id]) });
  }
  const found = new Map<string, ReadonlyMap<string, boolean>>();
  // Always in the same order, ids too, so that two changes with the same targets wait for each other and not in a circle.
  for (const [key, { link, ids }] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    found.set(key, await work.targets(link.target.table, link.right, [...ids].sort(), asSystem));
  }
  const problems = new Map<number, AppError>();
  rows.forEach((links, index) => {
    for (const link of links) {
      const allowed = found.get(groupKey(link))?.get(link.target.id);
      if (allowed) continue;
      problems.set(index, allowed === undefined ? missing(table, link) : refused(work, link));
      break;
    }
  });
  return problems;
}

function groupKey({ target, right }: Link): string {
  return `${target.table} ${right}`;
}

function missing(table: Table, { target, column }: Link): AppError {
  return new AppError("targetMissing", { target: target.table, id: target.id, column, table: table.name });
}

function refused(work: PipelineWork, { target, right }: Link): AppError {
  const table = work.table(target.table);
  return denied(work.caller.principal, right, table);
}
