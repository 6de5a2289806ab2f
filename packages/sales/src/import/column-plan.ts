import { AppError, type Column, customColumn, type Language, type Schema, type Table } from "@leadwright/schema";
import { labelsFor } from "@leadwright/schema/labels";
import { isFailureHeading } from "./failure-headings.ts";
import type { Heading } from "./headings.ts";
import { type ImportMap, type ImportTarget, namedTarget, type Scalar } from "./import-map.ts";

/** What is done with one column of the file. */
export interface PlannedColumn {
  /** Its name in the map. */
  readonly heading: string;
  /** Place in the row, from 0. */
  readonly index: number;
  readonly column: Column;
  readonly addChoices: boolean;
  /** Cell text, trimmed -> what is read in its place: text as if the cell said it, all else as the value. */
  readonly fixed: ReadonlyMap<string, Scalar>;
}

interface PlannedConstant {
  readonly column: Column;
  readonly value: Scalar;
}

export interface ImportPlan {
  readonly table: Table;
  /** Of the file, those left out included. */
  readonly headings: number;
  readonly columns: readonly PlannedColumn[];
  /** Columns that have to be made before the first row. */
  readonly missing: readonly Column[];
  readonly constants: readonly PlannedConstant[];
}

/** The store's limit; PostgreSQL itself has room for 1,600, of which a lookup may take two. */
const maxColumns = 1_000;
const maxNameLength = 50;

/**
 * Decides for each column of the file where its cells go. Throws importTable, importHeadingMissing, importColumnMissing,
 * importColumnFixed, importColumnTwice, importTooManyColumns, and what customColumn throws.
 */
export function planColumns(
  schema: Schema,
  tableName: string,
  headings: readonly Heading[],
  map: ImportMap,
): ImportPlan {
  const table = schema.tables.get(tableName);
  if (!table || table.view) throw new AppError("importTable", { table: tableName.slice(0, 80) });
  const names = new Set(headings.map(({ name }) => name));
  for (const heading of Object.keys(map.columns)) {
    if (!names.has(heading) && !isFailureHeading(heading)) throw new AppError("importHeadingMissing", { heading });
  }
  const newNames = new NewNames(table, map);
  const missing: Column[] = [];
  const takenBy = new Map<string, string>();
  const columns: PlannedColumn[] = [];
  for (const heading of headings) {
    const target = targetOf(heading, map, newNames);
    if (!target) continue;
    const there = existing(table, target.to);
    const column = there ?? made(table, heading, target);
    if (!there) missing.push(column);
    take(takenBy, column, heading.name);
    const addChoices = target.addChoices ?? (target.create === "choice" || target.create === "choices");
    const fixed = new Map(Object.entries(target.values ?? {}).map(([text, value]) => [text.trim(), value]));
    columns.push({ heading: heading.name, index: heading.index, column, addChoices, fixed });
  }
  const count = table.columns.size + missing.length;
  if (missing.length > 0 && count > maxColumns) {
    throw new AppError("importTooManyColumns", { table: table.name, count, max: maxColumns });
  }
  return { table, headings: headings.length, columns, missing, constants: planConstants(table, map, takenBy) };
}

/**
 * That each column a new row must have gets a value from somewhere. A file that names rows by id may be changing rows that
 * are there, which need no more. Throws importRequiredMissing.
 */
export function checkRequired({ table, columns, constants }: ImportPlan, language: Language): void {
  const given = new Set([...columns, ...constants].map(({ column }) => column.name));
  if (given.has(table.primaryId)) return;
  const labels = labelsFor(language);
  const missing = [...table.columns.values()].filter(
    ({ name, required, validForCreate }) =>
      required === "ApplicationRequired" &&
      validForCreate &&
      !given.has(name) &&
      !(name === "lastname" && given.has("fullname")),
  );
  if (missing.length === 0) return;
  const names = missing.map((column) => labels.column(table, column)).join(", ");
  throw new AppError("importRequiredMissing", { columns: names });
}

function planConstants(table: Table, map: ImportMap, takenBy: Map<string, string>): PlannedConstant[] {
  return Object.entries(map.constants).map(([name, value]) => {
    const column = existing(table, name);
    if (!column) throw new AppError("importColumnMissing", { column: name.slice(0, 80), table: table.name });
    take(takenBy, column, String(value).slice(0, 80));
    return { column, value };
  });
}

function take(takenBy: Map<string, string>, { name }: Column, by: string): void {
  const one = takenBy.get(name);
  if (one !== undefined) throw new AppError("importColumnTwice", { one, other: by, column: name });
  takenBy.set(name, by);
}

function targetOf(heading: Heading, map: ImportMap, newNames: NewNames): ImportTarget | undefined {
  const named = namedTarget(map, heading.name);
  if (named === "ignore") return undefined;
  if (named) return named;
  if (map.rest === "ignore" || heading.blank || isFailureHeading(heading.name)) return undefined;
  return { to: newNames.for(heading.name), create: "text" };
}

/** Names for columns of headings that the map does not name: the same for the same file, whichever of them exist by now. */
class NewNames {
  readonly #table: Table;
  readonly #used: Set<string>;

  constructor(table: Table, map: ImportMap) {
    this.#table = table;
    const named = Object.values(map.columns).map((target) => (target === "ignore" ? "" : target.to));
    this.#used = new Set([...named, ...Object.keys(map.constants)]);
  }

  /** Headings that differ in signs only ("A B" and "A-B") would get one name: the later is numbered. */
  for(heading: string): string {
    const { name } = customColumn(this.#table, { label: heading, kind: "text" });
    let unused = name;
    for (let number = 2; this.#used.has(unused); number++) {
      const suffix = `_${number}`;
      unused = name.slice(0, maxNameLength - suffix.length) + suffix;
    }
    this.#used.add(unused);
    return unused;
  }
}

/** The column that a map's name means. Undefined when the table has none of that name. */
function existing(table: Table, to: string): Column | undefined {
  // People say "Created On"; what may be given is the column that back-dates it.
  const column = table.columns.get(
    to === "createdon" && table.columns.has("overriddencreatedon") ? "overriddencreatedon" : to,
  );
  if (!column || isComposedName(table, column) || column.type === "State") return column;
  if (!column.validForCreate || column.type === "PartyList") throw new AppError("importColumnFixed", { column: to });
  return column;
}

/** The full name of a person is made of its parts; a file that has only the whole is taken apart. */
function isComposedName(table: Table, column: Column): boolean {
  return column.name === "fullname" && table.columns.has("lastname");
}

function made(table: Table, heading: Heading, target: ImportTarget): Column {
  if (!target.create) {
    throw new AppError("importColumnMissing", { column: target.to.slice(0, 80), table: table.name });
  }
  return customColumn(table, { name: target.to, label: heading.name, kind: target.create });
}
