import {
  AppError,
  type Column,
  customColumn,
  type Schema,
  type Table,
  type Value,
  type Values,
} from "@leadwright/schema";
import { type CellReader, cellReader, choiceKey } from "./cell-values.ts";
import { failureHeadings } from "./failure-headings.ts";
import type { ImportMap, ImportTarget } from "./import-map.ts";

/** What is done with one heading of the file. */
export interface PlannedColumn {
  readonly heading: string;
  /** Place in the row, from 0. */
  readonly index: number;
  readonly column: Column;
  readonly addChoices: boolean;
  /** Cell text, trimmed -> value, before the reader is asked. */
  readonly fixed: ReadonlyMap<string, Value>;
}

export interface ImportPlan {
  readonly table: Table;
  readonly columns: readonly PlannedColumn[];
  /** Columns that have to be made before the first row. */
  readonly missing: readonly Column[];
  readonly constants: Values;
}

/**
 * Decides for each heading where its cells go. Throws importFile when a heading of the map is not in the file, a column
 * does not exist and may not be made, two headings go to one column, or a column cannot be imported into.
 */
export function planColumns(
  schema: Schema,
  tableName: string,
  headings: readonly string[],
  map: ImportMap,
): ImportPlan {
  const table = schema.tables.get(tableName);
  if (!table || table.view) refuse(`There is no table '${tableName}' to import into.`);
  for (const heading of Object.keys(map.columns)) {
    if (!headings.includes(heading)) refuse(`The map names the heading '${heading}', which the file does not have.`);
  }
  const planned: PlannedColumn[] = [];
  const missing: Column[] = [];
  const taken = new Map<string, string>();
  headings.forEach((heading, index) => {
    const target = targetOf(heading, map, table);
    if (!target) return;
    const column = existing(table, target) ?? made(table, heading, target, missing, taken);
    const other = taken.get(column.name);
    if (other !== undefined) refuse(`The headings '${other}' and '${heading}' both go to the column '${column.name}'.`);
    taken.set(column.name, heading);
    const fixed = new Map(Object.entries(target.values ?? {}).map(([text, value]) => [text.trim(), value as Value]));
    planned.push({ heading, index, column, addChoices: target.addChoices === true, fixed });
  });
  for (const name of Object.keys(map.constants)) {
    if (!table.columns.has(name)) refuse(`The constant '${name}' is no column of '${table.name}'.`);
    if (taken.has(name)) refuse(`The column '${name}' has both a constant and the heading '${taken.get(name)}'.`);
  }
  return { table, columns: planned, missing, constants: map.constants };
}

/** One reader a column, made once for the whole file; lookups have none. */
export function cellReaders(table: Table, columns: readonly PlannedColumn[]): (CellReader | undefined)[] {
  return columns.map(({ column }) => (column.targets ? undefined : cellReader(table, column)));
}

/** Labels of the file's cells that the choice column does not have yet, in the order in which they appear. */
export function unknownLabels(planned: PlannedColumn, known: ReadonlySet<string>, texts: Iterable<string>): string[] {
  const labels = new Map<string, string>();
  for (const text of texts) {
    const trimmed = text.trim();
    const at = choiceKey(trimmed);
    if (trimmed && !planned.fixed.has(trimmed) && !known.has(at) && !labels.has(at)) labels.set(at, trimmed);
  }
  return [...labels.values()];
}

function targetOf(heading: string, map: ImportMap, table: Table): ImportTarget | undefined {
  const named = map.columns[heading];
  if (named === "ignore") return undefined;
  if (!named && failureHeadings.includes(heading)) return undefined;
  if (named) return named;
  if (map.rest === "ignore" || heading.trim() === "") return undefined;
  return { to: newName(heading, table), create: "text" };
}

function newName(heading: string, table: Table): string {
  return customColumn(table, { label: heading, kind: "text" }).name;
}

function existing(table: Table, target: ImportTarget): Column | undefined {
  // People say "Created On"; what may be given is the column that back-dates it.
  const name =
    target.to === "createdon" && table.columns.has("overriddencreatedon") ? "overriddencreatedon" : target.to;
  const column = table.columns.get(name);
  if (column && (isComposedName(table, column) || column.type === "State")) return column;
  if (column && (!column.validForCreate || column.type === "PartyList"))
    refuse(`The column '${target.to}' cannot be imported into.`);
  if (!column && !target.create)
    refuse(`There is no column '${target.to}' in '${table.name}', and the map does not say to create it.`);
  return column;
}

/** The full name of a person is made of its parts; a file that has only the whole is taken apart. */
function isComposedName(table: Table, column: Column): boolean {
  return column.name === "fullname" && table.columns.has("lastname");
}

function made(
  table: Table,
  heading: string,
  target: ImportTarget,
  missing: Column[],
  taken: ReadonlyMap<string, string>,
): Column {
  let name = target.to;
  // Two headings that differ only in signs would get one name ("A B" and "A-B"): the later is numbered.
  for (let number = 2; taken.has(name) && !target.to.endsWith(`_${number}`); number++) name = `${target.to}_${number}`;
  const column = customColumn(table, { name, label: heading.trim() || target.to, kind: target.create ?? "text" });
  missing.push(column);
  return column;
}

function refuse(reason: string): never {
  throw new AppError("importFile", { reason });
}
