import { AppError, customColumn, isPicklist, type Table } from "@leadwright/schema";
import { findColumnByHeading } from "@leadwright/schema/labels";
import type { Caller, Store } from "@leadwright/store";
import { readDate, readNumber } from "./cell-values.ts";
import { type AskedDialect, chosenDialect, type Dialect } from "./dialect.ts";
import { type EarlierImport, earlierImports } from "./earlier-imports.ts";
import { isFailureHeading } from "./failure-headings.ts";
import { readFileContent } from "./file-content.ts";
import { bareNumber, dateOrder, decimalSign, studyFormats } from "./formats.ts";
import { guessKind } from "./guess-kind.ts";
import { type Heading, nameHeadings } from "./headings.ts";
import type { ColumnKind, ImportTarget } from "./import-map.ts";
import { readImport } from "./import-records.ts";
import type { Row } from "./read-rows.ts";
import { headingKey, recallHeadings } from "./remembered-headings.ts";
import { studyRows } from "./study-rows.ts";

const shownRows = 20;
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
  /** A value that other countries read in another way, and how it is read here; null: nobody knows. */
  readonly asDate?: { readonly text: string; readonly value: string | null };
  readonly asNumber?: { readonly text: string; readonly value: number | null };
  /** What a new column for it would be. */
  readonly newColumn: { readonly name: string; readonly kind: ColumnKind };
}

export interface ImportPreview {
  /** Without `dates` or `decimals` where neither the file nor anyone said what is meant. */
  readonly dialect: Dialect;
  /** Values that can be read in two ways, and nothing says which is meant. */
  readonly open: { readonly dates?: string; readonly decimals?: string };
  /** Imports of the same content into the same table, newest first. */
  readonly earlier: readonly EarlierImport[];
  /** Bytes. */
  readonly size: number;
  readonly columns: readonly PreviewColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Whether the caller may let columns and choices be added. */
  readonly mayCustomise: boolean;
}

/**
 * Looks into an uploaded file: how it is written, its headings, its first rows, and where each heading might go. Throws
 * objectDoesNotExist, privilegeDenied, importNoFile, importEmpty, importTable, and what chosenDialect and readRows throw.
 */
export async function previewImport(
  store: Store,
  caller: Caller,
  id: string,
  asked: AskedDialect = {},
): Promise<ImportPreview> {
  const record = await store.change(caller, (work) => readImport(work, id));
  const table = store.schema.tables.get(record.table);
  if (!table || table.view) throw new AppError("importTable", { table: record.table });
  const written = chosenDialect(record.dialect, asked);
  const [first, ...rows] = await studyRows(readFileContent(store, record.fileId), written);
  if (!first) throw new AppError("importEmpty");
  const { dialect, open } = withFormats(written, rows);
  const headings = nameHeadings(first.cells);
  const remembered = await recallHeadings(
    store,
    table.name,
    headings.map(({ name }) => name),
  );
  const mayCustomise = caller.principal.administrator;
  const columns = headings.map((heading) => {
    const known = remembered.get(headingKey(heading.name));
    const values = differentValues(rows, heading.index);
    const column = previewColumn(table, heading, values, usable(table, known, mayCustomise), mayCustomise);
    return { ...column, ...readings(values, dialect) };
  });
  return {
    dialect,
    open,
    earlier: await earlierImports(store, caller, record),
    size: record.size,
    columns: onlyOnce(columns),
    rows: rows.slice(0, shownRows).map(({ cells }) => cells.map((cell) => cell.slice(0, shownCharacters))),
    mayCustomise,
  };
}

function previewColumn(
  table: Table,
  { name, blank }: Heading,
  values: readonly string[],
  remembered: ImportTarget | "ignore" | undefined,
  mayCustomise: boolean,
): PreviewColumn {
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
  const column = table.columns.get(found.column);
  const addChoices = mayCustomise && column !== undefined && isPicklist(column);
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

/** What the values say of dates and numbers, wherever they stand, for where they go is not decided yet. */
function withFormats(dialect: Dialect, rows: readonly Row[]): Pick<ImportPreview, "dialect" | "open"> {
  const isAny = () => true;
  const evidence = studyFormats(
    rows.map(({ cells }) => cells),
    isAny,
    isAny,
  );
  const dates = dialect.dates ?? evidence.dates.found;
  const decimals = dialect.decimals ?? evidence.decimals.found;
  return {
    dialect: { ...dialect, ...(dates && { dates }), ...(decimals && { decimals }) },
    open: {
      ...(!dates && evidence.dates.open && { dates: evidence.dates.open.text }),
      ...(!decimals && evidence.decimals.open && { decimals: evidence.decimals.open.text }),
    },
  };
}

/** How the first values are read that look like a date, or a number, of a kind that is not the same everywhere. */
function readings(values: readonly string[], { dates, decimals }: Dialect): Pick<PreviewColumn, "asDate" | "asNumber"> {
  const known = <Value>(value: Value | "open" | undefined) => (value === "open" || value === undefined ? null : value);
  const date = values.find((text) => text.length < 40 && (dateOrder(text) !== undefined || /^\d{5}$/.test(text)));
  const number = values.find((text) => text.length < 40 && decimalSign(bareNumber(text) ?? "") !== undefined);
  return {
    ...(date !== undefined && { asDate: { text: date, value: known(readDate(date, true, dates)) } }),
    ...(number !== undefined && { asNumber: { text: number, value: known(readNumber(number, decimals)) } }),
  };
}
