import type { Caller, Store } from "@leadwright/store";
import { stringify } from "csv-stringify/sync";
import { failureHeadings } from "./failure-headings.ts";
import { readFileContent } from "./file-content.ts";
import { readImport } from "./import-records.ts";
import { readRows } from "./read-rows.ts";

/** Rows read from the database at a time. */
const pageSize = 1000;

/**
 * The rows that were not imported as CSV text, piece by piece: the file's own headings and cells, then row number, column
 * and reason. Corrected, it can be imported again: the three last headings are ignored by the map they came with.
 */
export async function* failedRows(store: Store, caller: Caller, id: string): AsyncGenerator<string> {
  const record = await store.change(caller, (work) => readImport(work, id));
  const dialect = { encoding: record.encoding ?? "utf8", delimiter: record.delimiter ?? "," };
  let headings: readonly string[] = [];
  for await (const row of readRows(readFileContent(store, record.fileId), dialect)) {
    headings = row.cells;
    break;
  }
  // The byte order mark makes spreadsheets read it as UTF-8.
  yield `\ufeff${stringify([[...headings, ...failureHeadings]])}`;
  for (let after = 0; ; ) {
    const failures = await store.sql<{ rownumber: string; columnname: string | null; reason: string; line: unknown }>(
      `select rownumber, columnname, reason, line from app.importerror
        where importfileid = $1 and rownumber > $2 order by rownumber limit ${pageSize}`,
      [id, after],
    );
    if (failures.length === 0) return;
    yield stringify(
      failures.map((failure) => [
        ...padded(failure.line, headings.length),
        failure.rownumber,
        failure.columnname ?? "",
        failure.reason,
      ]),
    );
    after = Number(failures.at(-1)?.rownumber);
  }
}

function padded(line: unknown, width: number): string[] {
  const cells = (typeof line === "string" ? JSON.parse(line) : line) as string[];
  return cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill("")];
}
