import { AppError } from "@leadwright/schema";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";
import type { Dialect } from "./dialect.ts";

export interface Row {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface RowGroup {
  readonly rows: readonly Row[];
  /** Bytes of the file read so far, these rows included. */
  readonly bytes: number;
}

/** Bytes read before their rows are given: a group is small enough to hold, large enough to cost no turn for each row. */
const groupSize = 64 * 1024;
/** A cell may be long, but a file without an end of row must not fill the memory. */
const maxRowBytes = 16 * 1024 * 1024;

/**
 * The rows of a CSV file, headings first, in constant memory. Rows without a filled cell are counted and left out; ragged
 * rows are given as they are: the caller says what a missing or surplus cell means. Throws importRowUnreadable where the
 * file stops making sense, after the rows before that place.
 */
export async function* readRows(source: AsyncIterable<Buffer>, dialect: Dialect): AsyncGenerator<RowGroup> {
  let rows: Row[] = [];
  let number = 0;
  let bytes = 0;
  // Vietnamese in this code page has its tone marks as characters of their own.
  const composed = dialect.encoding === "windows-1258";
  const parser = parse({
    delimiter: dialect.delimiter,
    recordDelimiter: ["\r\n", "\n", "\r"],
    bom: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    maxRecordSize: maxRowBytes,
    onRecord: (cells: string[]) => {
      number++;
      if (cells.some(isFilled)) rows.push({ number, cells: composed ? cells.map((cell) => cell.normalize()) : cells });
      return null;
    },
  });
  let failed: Error | undefined;
  parser.on("error", (error) => {
    failed = error;
  });
  // Nothing comes out here, for onRecord keeps it; but a stream that is not read does not end.
  parser.resume();
  const decode = decoderOf(dialect);
  const write = (text: Buffer | string) =>
    new Promise<void>((resolve) => {
      parser.write(text, () => resolve());
    });
  const take = (): RowGroup => {
    const group = { rows, bytes };
    rows = [];
    return group;
  };
  try {
    for await (const part of pieces(source)) {
      bytes += part.length;
      const text = decode(part);
      if (text.length > 0) await write(text);
      if (rows.length > 0) yield take();
      if (failed) break;
    }
    if (!failed) {
      const rest = decode(undefined);
      if (rest.length > 0) await write(rest);
      await new Promise<void>((resolve) => {
        parser.once("close", resolve);
        parser.end();
      });
      if (rows.length > 0) yield take();
    }
  } finally {
    parser.destroy();
  }
  if (!failed) return;
  if (!(failed instanceof CsvError)) throw failed;
  throw new AppError("importRowUnreadable", { row: number + 1, problem: failed.message }, { cause: failed });
}

/** The first row, trimmed of nothing; undefined when the file has none. */
export async function readFirstRow(source: AsyncIterable<Buffer>, dialect: Dialect): Promise<Row | undefined> {
  for await (const { rows } of readRows(source, dialect)) return rows[0];
  return undefined;
}

async function* pieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += groupSize) yield chunk.subarray(at, at + groupSize);
  }
}

/** Bytes to what the parser reads: UTF-8 as it is, all else as text. Undefined asks for what is left at the end. */
function decoderOf({ encoding }: Dialect): (bytes: Buffer | undefined) => Buffer | string {
  if (encoding === "utf8") return (bytes) => bytes ?? "";
  const decoder = iconv.getDecoder(encoding);
  let half = "";
  return (bytes) => {
    const text = half + (bytes ? decoder.write(bytes) : (decoder.end() ?? ""));
    // Two units make a character that a piece may end in the middle of; alone, the parser would lose it.
    half = bytes && /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
    return half === "" ? text : text.slice(0, -1);
  };
}

function isFilled(cell: string): boolean {
  return cell !== "" && cell.trim() !== "";
}
