import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { stringify } from "csv-stringify/sync";
import { failureHeadings, isFailureHeading } from "./failure-headings.ts";
import { readFileContent } from "./file-content.ts";
import { withoutFormula } from "./formulas.ts";
import { readImport } from "./import-records.ts";
import { readFirstRow } from "./read-rows.ts";

/** Rows read from the database at a time, and characters of them beyond which fewer are: a cell may be long. */
const pageRows = 500;
const pageCharacters = 8 * 1024 * 1024;

const nextPage = `
  select rownumber, columnname, reason, line
    from (select *, sum(length(line::text)) over (order by rownumber) - length(line::text) as before
            from (select rownumber, columnname, reason, line from app.importerror
                   where importfileid = $1 and rownumber > $2 order by rownumber limit ${pageRows}) as page) as sized
   where before < ${pageCharacters} order by rownumber`;

interface FailedRow {
  readonly rownumber: string;
  readonly columnname: string | null;
  readonly reason: string;
  readonly line: readonly string[];
}

/**
 * The rows that were not imported as CSV text, piece by piece, written with the file's own separator: its headings and
 * cells, then row number, column and reason, then cells that stood under no heading. Corrected, it can be imported again:
 * what was added is ignored by the map it came with, and what was put before formulas is taken away. Throws objectDoesNotExist, privilegeDenied, importNoFile.
 */
export async function* failedRows(store: Store, caller: Caller, id: string): AsyncGenerator<string> {
  const { fileId, dialect } = await store.change(caller, (work) => readImport(work, id));
  const first = await readFirstRow(readFileContent(store, fileId), dialect);
  if (!first) throw new AppError("importEmpty");
  const headings = first.cells;
  const ours = new Set(headings.keys().filter((index) => isFailureHeading(headings[index]?.trim() ?? "")));
  const own = (cells: readonly string[]) =>
    headings.map((_, at) => withoutFormula(cells[at] ?? "")).filter((_, at) => !ours.has(at));
  const write = (lines: string[][]) => stringify(lines, { delimiter: dialect.delimiter });
  // The byte order mark makes spreadsheets read it as UTF-8.
  yield `\ufeff${write([[...own(headings), ...failureHeadings[caller.principal.language]]])}`;
  for (let after = 0; ; ) {
    const failures = await store.sql<FailedRow>(nextPage, [id, after]);
    if (failures.length === 0) return;
    yield write(
      failures.map(({ line, rownumber, columnname, reason }) => [
        ...own(line),
        rownumber,
        withoutFormula(columnname ?? ""),
        withoutFormula(reason),
        ...line.slice(headings.length).map(withoutFormula),
      ]),
    );
    after = Number(failures.at(-1)?.rownumber);
  }
}

export interface FailedRowSummary {
  readonly row: number;
  /** Heading; null when it is the row as a whole. */
  readonly column: string | null;
  readonly reason: string;
}

/** The first rows that were not imported, without their cells. Throws objectDoesNotExist, privilegeDenied. */
export async function firstFailures(
  store: Store,
  caller: Caller,
  id: string,
  count: number,
): Promise<readonly FailedRowSummary[]> {
  await store.change(caller, (work) => work.retrieve("importfile", id, ["importfileid"]));
  return store.sql<FailedRowSummary>(
    `select rownumber::int as row, columnname as column, reason from app.importerror
      where importfileid = $1 order by rownumber limit $2`,
    [id, count],
  );
}
