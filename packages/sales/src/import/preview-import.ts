import { AppError, customColumn, type Table } from "@leadwright/schema";
import { findColumnByHeading } from "@leadwright/schema/labels";
import type { Caller, Store } from "@leadwright/store";
import { readDate, readNumber } from "./cell-values.ts";
import { type Dialect, detectDialect, sampleSize } from "./dialect.ts";
import { readFileContent } from "./file-content.ts";
import type { ColumnKind, ImportTarget } from "./import-map.ts";
import { readImport } from "./import-records.ts";
import { type Row, readRows } from "./read-rows.ts";
import { headingKey, recallHeadings } from "./remembered-headings.ts";

/** Rows shown, and rows from which the kind of a new column is guessed. */
const shownRows = 20;
const guessedRows = 200;

export interface PreviewColumn {
  readonly heading: string;
  /** The first different values. */
  readonly samples: readonly string[];
  /** Where it would go, and by what it was matched; absent: nothing fits. */
  readonly suggestion?: {
    readonly target: ImportTarget | "ignore";
    readonly matchedBy: "remembered" | "name" | "label" | "synonym";
  };
  /** What a new column for it would be. */
  readonly newColumn: { readonly name: string; readonly kind: ColumnKind };
}

export interface ImportPreview {
  readonly dialect: Dialect;
  readonly size: number;
  readonly columns: readonly PreviewColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** Looks into an uploaded file: how it is written, its headings, its first rows, and where each heading might go. */
export async function previewImport(
  store: Store,
  caller: Caller,
  id: string,
  asked: Partial<Dialect> = {},
): Promise<ImportPreview> {
  const record = await store.change(caller, (work) => readImport(work, id));
  const table = store.schema.tables.get(record.table);
  if (!table) throw new AppError("importFile", { reason: `There is no table '${record.table}' to import into.` });
  const detected = detectDialect(await firstBytes(readFileContent(store, record.fileId)));
  const dialect = { encoding: asked.encoding ?? detected.encoding, delimiter: asked.delimiter ?? detected.delimiter };
  const [headings, ...rows] = await firstRows(
    readRows(readFileContent(store, record.fileId), dialect),
    guessedRows + 1,
  );
  if (!headings) throw new AppError("importFile", { reason: "The file is empty." });
  const remembered = await recallHeadings(store, table.name, headings.cells);
  const columns = headings.cells.map((heading, index) => {
    const texts = rows.map((row) => row.cells[index] ?? "");
    return previewColumn(table, heading, texts, remembered.get(headingKey(heading)));
  });
  return {
    dialect,
    size: record.size,
    columns: onlyOnce(columns),
    rows: rows.slice(0, shownRows).map((row) => row.cells),
  };
}

function previewColumn(
  table: Table,
  heading: string,
  texts: readonly string[],
  remembered: ImportTarget | "ignore" | undefined,
): PreviewColumn {
  const filled = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ""))];
  const kind = guessKind(filled);
  const newColumn = { name: customColumn(table, { label: heading || "column", kind }).name, kind };
  const base = { heading, samples: filled.slice(0, 3).map((text) => text.slice(0, 80)), newColumn };
  if (remembered) return { ...base, suggestion: { target: remembered, matchedBy: "remembered" } };
  const found = findColumnByHeading(table, heading);
  if (!found) return base;
  const addChoices = table.columns.get(found.column)?.type === "Picklist";
  const target = { to: found.column, ...(addChoices ? { addChoices } : {}) };
  return { ...base, suggestion: { target, matchedBy: found.by } };
}

/** Two headings that would go to one column: the first keeps the suggestion. */
function onlyOnce(columns: readonly PreviewColumn[]): PreviewColumn[] {
  const taken = new Set<string>();
  return columns.map(({ suggestion, ...column }) => {
    if (!suggestion || suggestion.target === "ignore") return suggestion ? { ...column, suggestion } : column;
    if (taken.has(suggestion.target.to)) return column;
    taken.add(suggestion.target.to);
    return { ...column, suggestion };
  });
}

/** The narrowest kind that every value fits; text when there is none to look at. */
export function guessKind(values: readonly string[]): ColumnKind {
  if (values.length === 0) return "text";
  if (values.every((text) => /^[-+]?\d{1,9}$/.test(text) && !/^0\d/.test(text))) return "integer";
  if (values.every((text) => /\d/.test(text) && !/^0\d/.test(text) && readNumber(text) !== undefined)) return "decimal";
  if (values.every((text) => readDate(text, true) !== undefined)) {
    return values.some((text) => text.includes(":")) ? "datetime" : "date";
  }
  return values.some((text) => text.length > 1000 || text.includes("\n")) ? "memo" : "text";
}

async function firstBytes(source: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const chunk of source) return chunk.subarray(0, sampleSize);
  return Buffer.alloc(0);
}

async function firstRows(source: AsyncIterable<Row>, count: number): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of source) {
    rows.push(row);
    if (rows.length === count) break;
  }
  return rows;
}
