import type { Column } from "@leadwright/schema";
import { type Draft, type Drafts, sameDraft, type Writing } from "./drafts.ts";

/** A field that both changed, each to something else. */
export interface FieldConflict {
  readonly column: Column;
  readonly was: Draft;
  readonly mine: Draft;
  readonly theirs: Draft;
}

export interface Merge {
  /** Their version with my changes in it; fields in conflict still hold mine. */
  readonly drafts: Drafts;
  readonly conflicts: readonly FieldConflict[];
  /** What they changed and I did not. */
  readonly taken: readonly Column[];
}

/** Three versions of a record to one: what only one of us changed is settled, what both changed is asked. */
export function mergeVersions(
  columns: readonly Column[],
  versions: { readonly was: Drafts; readonly mine: Drafts; readonly theirs: Drafts },
  writing: Writing,
): Merge {
  const drafts: Drafts = { ...versions.theirs };
  const conflicts: FieldConflict[] = [];
  const taken: Column[] = [];
  for (const column of columns) {
    const was = versions.was[column.name] ?? null;
    const mine = versions.mine[column.name] ?? null;
    const theirs = versions.theirs[column.name] ?? null;
    const theyChanged = !sameDraft(column, was, theirs, writing);
    const iChanged = !sameDraft(column, was, mine, writing);
    if (iChanged) drafts[column.name] = mine;
    if (theyChanged && !iChanged) taken.push(column);
    if (theyChanged && iChanged && !sameDraft(column, mine, theirs, writing))
      conflicts.push({ column, was, mine, theirs });
  }
  return { drafts, conflicts, taken };
}
