import { AppError, customColumn, type Table } from "@leadwright/schema";
import { findColumnByHeading } from "@leadwright/schema/labels";
import type { Caller, Store } from "@leadwright/store";
import { chosenDialect, type Dialect } from "./dialect.ts";
import { isFailureHeading } from "./failure-headings.ts";
import { readFileContent } from "./file-content.ts";
import { guessKind } from "./guess-kind.ts";
import { type Heading, nameHeadings } from "./headings.ts";
import type { ColumnKind, ImportTarget } from "./import-map.ts";
import { readImport } from "./import-records.ts";
import { type Row, readRows } from "./read-rows.ts";
import { headingKey, recallHeadings } from "./remembered-headings.ts";

/** Rows shown, and rows from which kinds and values of columns are read. */
const shownRows = 20;
const studiedRows = 2_000;
/** Bytes after which fewer rows must do. */
const studiedBytes = 4 * 1024 * 1024;
/** Of one column; with more it is no choice. */
const shownValues = 40;
const shownCharacters = 200;

interface PreviewColumn {
  /** Name of the column in a map. */
  readonly heading: string;
  /** The first different values, of the file's beginning. */
  readonly samples: readonly string[];
  /** All different values of the file's beginning; absent when there are too many to list. */
  readonly values?: readonly string[];
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
  /** Bytes. */
  readonly size: number;
  readonly columns: readonly PreviewColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Whether the caller may let columns and choices be added. */
  readonly mayCustomise: boolean;
}

/**
 * Looks into an uploaded file: how it is written, its headings, its first rows, and where each heading might go. Throws
 * objectDoesNotExist, privilegeDenied, importNoFile, importEmpty, importTable, importEncoding, importDelimiter,
 * importRowUnreadable.
 */
export async function previewImport(
  store: Store,
  caller: Caller,
  id: string,
  asked: { readonly encoding?: string; readonly delimiter?: string } = {},
): Promise<ImportPreview> {
  const record = await store.change(caller, (work) => readImport(work, id));
  const table = store.schema.tables.get(record.table);
  if (!table || table.view) throw new AppError("importTable", { table: record.table });
  const dialect = chosenDialect(record.dialect, asked);
  const [first, ...rows] = await firstRows(store, record.fileId, dialect);
  if (!first) throw new AppError("importEmpty");
  const headings = nameHeadings(first.cells);
  const remembered = await recallHeadings(
    store,
    table.name,
    headings.map(({ name }) => name),
  );
  const mayCustomise = caller.principal.administrator;
  const columns = headings.map((heading) => {
    const known = remembered.get(headingKey(heading.name));
    return previewColumn(table, heading, rows, usable(table, known, mayCustomise), mayCustomise);
  });
  return {
    dialect,
    size: record.size,
    columns: onlyOnce(columns),
    rows: rows.slice(0, shownRows).map(({ cells }) => cells.map((cell) => cell.slice(0, shownCharacters))),
    mayCustomise,
  };
}

function previewColumn(
  table: Table,
  { name, index, blank }: Heading,
  rows: readonly Row[],
  remembered: ImportTarget | "ignore" | undefined,
  mayCustomise: boolean,
): PreviewColumn {
  const values = differentValues(rows, index);
  const kind = guessKind(values);
  const newColumn = { name: customColumn(table, { label: name, kind }).name, kind };
  const shown = values.map((text) => text.slice(0, shownCharacters));
  const base: PreviewColumn = {
    heading: name,
    samples: shown.slice(0, 3),
    ...(shown.length <= shownValues && { values: shown }),
    newColumn,
  };
  if (isFailureHeading(name)) return { ...base, suggestion: { target: "ignore", matchedBy: "name" } };
  if (remembered) return { ...base, suggestion: { target: remembered, matchedBy: "remembered" } };
  const found = blank ? undefined : findColumnByHeading(table, name);
  if (!found) return base;
  const addChoices = mayCustomise && table.columns.get(found.column)?.type === "Picklist";
  // What back-dates a record is called by the column that people see; the map takes it under that name.
  const to = found.column === "overriddencreatedon" ? "createdon" : found.column;
  const target = { to, ...(addChoices && { addChoices }) };
  return { ...base, suggestion: { target, matchedBy: found.by } };
}

/** What was remembered, where it can still be done and by this caller. */
function usable(
  table: Table,
  remembered: ImportTarget | "ignore" | undefined,
  mayCustomise: boolean,
): ImportTarget | "ignore" | undefined {
  if (!remembered || remembered === "ignore" || mayCustomise) return remembered;
  if (!table.columns.has(remembered.to)) return undefined;
  const { create: _create, addChoices: _addChoices, ...target } = remembered;
  return target;
}

function differentValues(rows: readonly Row[], index: number): string[] {
  const values = new Set<string>();
  for (const { cells } of rows) {
    const text = cells[index]?.trim();
    if (text) values.add(text);
  }
  return [...values];
}

/** Two headings that would go to one column: the first keeps the suggestion. */
function onlyOnce(columns: readonly PreviewColumn[]): PreviewColumn[] {
  const taken = new Set<string>();
  return columns.map(({ suggestion, ...column }) => {
    if (!suggestion) return column;
    if (suggestion.target === "ignore") return { ...column, suggestion };
    if (taken.has(suggestion.target.to)) return column;
    taken.add(suggestion.target.to);
    return { ...column, suggestion };
  });
}

async function firstRows(store: Store, fileId: string, dialect: Dialect): Promise<Row[]> {
  const found: Row[] = [];
  for await (const { rows, bytes } of readRows(readFileContent(store, fileId), dialect)) {
    for (const row of rows) found.push(row);
    if (found.length > studiedRows || (bytes > studiedBytes && found.length > 1)) break;
  }
  return found.slice(0, studiedRows + 1);
}
