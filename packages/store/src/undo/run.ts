import type { Table } from "@leadwright/schema";
import type { PipelineWork } from "../pipeline/work.ts";
import type { Entry, Kept } from "./types.ts";

/** Consecutive entries of one kind and table, no record twice: taken back in one go. */
export interface Run {
  readonly work: PipelineWork;
  readonly table: Table;
  readonly entries: readonly Entry[];
}

/** What came of it: the entries that were taken back, and why the others were not. */
export interface RunResult {
  readonly undone: readonly Entry[];
  readonly kept: readonly Kept[];
}

/** Brought along by another row, whose own entry the rights are asked for: as a cascade does. */
export function broughtAlong({ rootid, recordid }: Entry): boolean {
  return rootid !== null && rootid !== recordid;
}
