import { AppError } from "@leadwright/schema";
import iconv from "iconv-lite";
import type { Dialect } from "./dialect.ts";
import { isFailureHeading } from "./failure-headings.ts";
import { withFormula } from "./formulas.ts";
import { isBlank, isComment, isSeparatorRow } from "./no-data-rows.ts";
import { RowSplitter } from "./row-splitter.ts";

export interface Row {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly number: number;
  readonly cells: readonly string[];
  /** All cells stood in one, and were taken out of it. */
  readonly isUnpacked?: true;
}

export interface RowGroup {
  readonly rows: readonly Row[];
  /** Bytes of the file read so far, these rows included. */
  readonly bytes: number;
}

/** Bytes read before their rows are given: a group is small enough to hold, large enough to cost no turn for each row. */
const groupSize = 64 * 1024;

/** In UTF-8. */
const byteOrderMark = Buffer.from("\ufeff");

/**
 * The rows of a CSV file, headings first, in constant memory. Rows without a filled cell, remarks and the line that names
 * the separator are counted and left out; ragged rows are given as they are: the caller says what a missing or surplus cell
 * means. Throws importQuoteOpen, importQuoteAstray, importRowTooLong where the file stops making sense, after the rows
 * before that place.
 */
export async function* readRows(source: AsyncIterable<Buffer>, dialect: Dialect): AsyncGenerator<RowGroup> {
  let rows: Row[] = [];
  let number = 0;
  let bytes = 0;
  let width: number | undefined;
  // In a file of failed rows apostrophes were put before formulas.
  let isOurs = false;
  // Vietnamese in this code page has its tone marks as characters of their own.
  const composed = dialect.encoding === "windows-1258";
  const splitter = new RowSplitter(dialect, (cells) => {
    number++;
    if (number === 1 && isSeparatorRow(cells)) return;
    if (isBlank(cells)) return;
    if (dialect.comments && isComment(cells, width)) return;
    const inner = width === undefined ? undefined : unpacked(cells, width, dialect);
    if (width === undefined) {
      width = cells.length;
      isOurs = cells.some(isFailureHeading);
    }
    const own = isOurs ? (inner ?? cells).map(withFormula) : (inner ?? cells);
    rows.push({
      number,
      cells: composed ? own.map((cell) => cell.normalize()) : own,
      ...(inner && { isUnpacked: true }),
    });
  });
  const take = (): RowGroup => {
    const group = { rows, bytes };
    rows = [];
    return group;
  };
  const decode = decoderOf(dialect);
  let start: Buffer | undefined = Buffer.alloc(0);
  const pass = (part: Buffer, isLast = false) => {
    if (start === undefined) {
      splitter.push(part);
      return;
    }
    start = Buffer.concat([start, part]);
    if (start.length < byteOrderMark.length && !isLast) return;
    splitter.push(start.subarray(0, 3).equals(byteOrderMark) ? start.subarray(3) : start);
    start = undefined;
  };
  try {
    for await (const part of pieces(source)) {
      bytes += part.length;
      pass(decode(part));
      if (rows.length > 0) yield take();
    }
    pass(decode(undefined), true);
    splitter.end();
  } catch (error) {
    if (rows.length > 0 && error instanceof AppError) yield take();
    throw error;
  }
  if (rows.length > 0) yield take();
}

/**
 * The cells of a row that stands in one cell as a whole, quotes and all, which is what a spreadsheet makes of it that was not
 * told of the separator. Undefined when it is no such row: read again, it must have just as many cells as there are headings.
 */
function unpacked([first = "", ...others]: readonly string[], width: number, dialect: Dialect): string[] | undefined {
  if (width < 2 || !first.includes(dialect.delimiter) || !isBlank(others)) return undefined;
  const rows: string[][] = [];
  const splitter = new RowSplitter(dialect, (cells) => rows.push(cells));
  try {
    splitter.push(Buffer.from(first));
    splitter.end();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
  const [only, more] = rows;
  return more === undefined && only?.length === width ? only : undefined;
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

/** Bytes of the file to bytes in UTF-8. Undefined asks for what is left at the end. */
function decoderOf({ encoding }: Dialect): (bytes: Buffer | undefined) => Buffer {
  if (encoding === "utf8") return (bytes) => bytes ?? Buffer.alloc(0);
  const decoder = iconv.getDecoder(encoding);
  let half = "";
  return (bytes) => {
    const text = half + (bytes ? decoder.write(bytes) : (decoder.end() ?? ""));
    // Two units make a character that a piece may end in the middle of; alone, it would be lost.
    half = bytes && /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
    return Buffer.from(half === "" ? text : text.slice(0, -1));
  };
}
