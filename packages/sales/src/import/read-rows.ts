import { pipeline, Readable } from "node:stream";
import { AppError } from "@leadwright/schema";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";
import type { Dialect } from "./dialect.ts";

export interface Row {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** A cell may be long, but a file without an end of row must not fill the memory. */
const maxRowCharacters = 16 * 1024 * 1024;

/**
 * The rows of a CSV file, headings first, in constant memory. Ragged rows are given as they are; the caller says what a
 * missing or surplus cell means. Throws importFile with the line where the file stops making sense.
 */
export async function* readRows(source: AsyncIterable<Buffer>, dialect: Dialect): AsyncGenerator<Row> {
  const parser = parse({
    delimiter: dialect.delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: maxRowCharacters,
  });
  const bytes = Readable.from(source);
  // pipeline passes an error of either end on to the parser, whose loop below then throws it.
  pipeline(bytes, iconv.decodeStream(dialect.encoding), parser, () => {});
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number++;
      yield { number, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError(
      "importFile",
      { reason: `Row ${number + 1} cannot be read: ${error.message}` },
      { cause: error },
    );
  } finally {
    bytes.destroy();
    parser.destroy();
  }
}
