import type { Row } from "./read-rows.ts";

/** What was odd about rows that were imported all the same. */
export interface ImportNotes {
  /** Fewer cells than headings: the missing ones were taken as empty. */
  readonly short: RowNote;
  /** The whole row stood in one cell, as spreadsheets leave it that were saved wrongly: it was taken apart. */
  readonly unpacked: RowNote;
}

interface RowNote {
  readonly count: number;
  /** Numbers of the first of them. */
  readonly rows: readonly number[];
}

/** Rows that are named. */
const named = 100;

export const noNotes: ImportNotes = { short: { count: 0, rows: [] }, unpacked: { count: 0, rows: [] } };

/** The notes with those of some more rows; the same object when there is nothing to add. */
export function withNotes(before: ImportNotes, rows: readonly Row[], headings: number): ImportNotes {
  const short = rows.filter(({ cells }) => cells.length < headings);
  const unpacked = rows.filter((row) => row.isUnpacked);
  if (short.length === 0 && unpacked.length === 0) return before;
  return { short: added(before.short, short), unpacked: added(before.unpacked, unpacked) };
}

function added({ count, rows }: RowNote, more: readonly Row[]): RowNote {
  return {
    count: count + more.length,
    rows: rows.length < named ? [...rows, ...more.map(({ number }) => number)].slice(0, named) : rows,
  };
}

/** As they were written before. */
export function readNotes(json: string | undefined): ImportNotes {
  return json === undefined ? noNotes : (JSON.parse(json) as ImportNotes);
}
