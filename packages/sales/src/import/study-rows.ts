import type { Dialect } from "./dialect.ts";
import { type Row, readRows } from "./read-rows.ts";

/** Rows from which kinds, formats and values of columns are read. */
const studiedRows = 2_000;
/** Bytes after which fewer rows must do. */
const studiedBytes = 4 * 1024 * 1024;

/**
 * The headings of a file, and the rows by which it is judged: its first 2,000, or fewer where they are long. What makes no
 * sense behind the headings is left for the import to say.
 */
export async function studyRows(source: AsyncIterable<Buffer>, dialect: Dialect): Promise<Row[]> {
  const found: Row[] = [];
  for await (const { rows, bytes } of readRows(source, dialect)) {
    for (const row of rows) found.push(row);
    if (found.length > studiedRows || (bytes > studiedBytes && found.length > 1)) break;
  }
  return found.slice(0, studiedRows + 1);
}
