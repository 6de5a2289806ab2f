import { AppError } from "@leadwright/schema";
import type { Dialect } from "./dialect.ts";
import { isComment, isSeparatorRow } from "./no-data-rows.ts";
import { type Marks, RowSplitter } from "./row-splitter.ts";

const delimiters = [",", ";", "\t", "|"] as const;

/** Rows that decide. */
const judgedRows = 50;

/** The signs of a CSV text, read off its beginning. Never fails: the likeliest are returned. */
export function detectMarks(text: string): Marks & Pick<Dialect, "comments"> {
  const said = /^\ufeff?"?sep=([^\r\n"])"?[\r\n]/i.exec(text)?.[1];
  let best = { marks: { delimiter: said ?? ",", quote: '"', escape: "doubled" } as Marks, score: 0, comments: false };
  for (const marks of candidates(text, said)) {
    const { score, comments } = judge(text, marks);
    if (score > best.score + 1e-9) best = { marks, score, comments };
  }
  return { ...best.marks, comments: best.comments };
}

/** The usual ones first: of those that fit as well, they are taken. */
function candidates(text: string, said: string | undefined): Marks[] {
  const apostrophes = wrapped(text, "'");
  const quotes = ['"', ...(apostrophes >= 2 && apostrophes > wrapped(text, '"') ? ["'"] : [])] as const;
  return quotes.flatMap((quote) => {
    const escapes = ["doubled", ...(text.includes(`\\${quote}`) ? ["backslash"] : [])];
    return escapes.flatMap((each) =>
      (said === undefined ? delimiters : [said]).map((delimiter) => ({ delimiter, quote, escape: each }) as Marks),
    );
  });
}

/** How many cells stand in the quote: apostrophes are letters in many languages, and seldom stand at both ends of a cell. */
function wrapped(text: string, quote: string): number {
  return (
    text.match(new RegExp(`(?<=^|[,;|\\t\\r\\n])${quote}[^${quote}\\r\\n]*${quote}(?=[,;|\\t\\r\\n]|$)`, "g"))
      ?.length ?? 0
  );
}

/**
 * High where most rows have as many cells as the first, and that number is high, and few cells have quotes left on them; half
 * as high where the text cannot be read so to its end.
 */
function judge(text: string, marks: Marks): { score: number; comments: boolean } {
  const { rows, isBroken } = firstRows(text, marks);
  const share = isBroken ? 0.5 : 1;
  const [head] = rows.filter(([first = ""]) => !first.startsWith("#"));
  const width = (head ?? rows[0])?.length ?? text.split(/\r?\n/, 1)[0]?.split(marks.delimiter).length ?? 0;
  const comments = head !== undefined && rows.some((cells) => isComment(cells, width));
  const data = comments ? rows.filter((cells) => !isComment(cells, width)) : rows;
  if (width < 2) {
    // A single column: all delimiters are alike, and the quotes alone may tell.
    return { score: 0.01 * share * clean(data, marks), comments };
  }
  const same = data.filter(({ length }) => length === width).length;
  const alike = same / Math.max(1, data.length);
  return { score: share * clean(data, marks) * alike * Math.log2(width + 1), comments };
}

/** Share of cells that came out without quotes around them. */
function clean(rows: readonly (readonly string[])[], { quote }: Marks): number {
  let cells = 0;
  let quoted = 0;
  for (const cell of rows.flat()) {
    cells++;
    const first = cell[0];
    if (first === '"' || first === "'") {
      const isWrapped = cell.length > 1 && cell.endsWith(first);
      if (first === quote || isWrapped) quoted++;
    }
  }
  return 1 - quoted / Math.max(1, cells);
}

/** Without those that are cut off where the sample ends, and the line that names the delimiter. */
function firstRows(text: string, marks: Marks): { rows: string[][]; isBroken: boolean } {
  const rows: string[][] = [];
  const splitter = new RowSplitter(marks, (cells, line) => {
    if (rows.length < judgedRows && !(line === 1 && isSeparatorRow(cells)) && cells.some((cell) => cell.trim() !== ""))
      rows.push(cells);
  });
  try {
    splitter.push(Buffer.from(text));
    const whole = rows.length;
    splitter.end();
    return { rows: whole < 2 ? rows : rows.slice(0, whole), isBroken: false };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Wrong marks, or a sample that ends inside quotes: the rows before that still tell.
    return { rows, isBroken: true };
  }
}
