import pl from "../../data/labels/pl.json" with { type: "json" };
import vi from "../../data/labels/vi.json" with { type: "json" };
import type { Column, Table } from "../types.ts";
import { createLabels } from "./create-labels.ts";
import { commonSynonyms, tableSynonyms } from "./heading-synonyms.ts";
import { doNotModify, normaliseHeading } from "./normalise-heading.ts";

export interface HeadingMatch {
  /** Logical name. */
  readonly column: string;
  /** The column's label in some language; its logical or schema name; or another common word for it. */
  readonly by: "label" | "name" | "synonym";
}

export type HeadingTable = Pick<Table, "name" | "columns" | "primaryId" | "primaryName">;

const languages = [createLabels("en"), createLabels("pl", pl), createLabels("vi", vi)];
const longestHeading = 200;

/**
 * The column that the heading of a file means, among those a file can fill. Undefined rather than a guess where nothing
 * fits or more than one column does. The id's own label ("Contact" in a file of contacts) counts only as Excel exports
 * write it, "(Do Not Modify) Contact": by itself it heads a column of names.
 */
export function findColumnByHeading(table: HeadingTable, heading: string): HeadingMatch | undefined {
  const wanted = heading.length > longestHeading ? "" : normaliseHeading(heading);
  if (wanted === "") return undefined;
  const isExportedId = doNotModify.test(heading);
  const columns = [...table.columns.values()].filter((column) =>
    isExportedId ? column.name === table.primaryId : canBeFilled(table, column),
  );
  const labelled = (column: Column) =>
    (isExportedId || column.type !== "Uniqueidentifier") && hasLabel(table, column, wanted);
  const found =
    only(columns.filter((column) => hasSynonym(tableSynonyms.get(table.name)?.get(column.name), wanted))) ??
    only(columns.filter(labelled)) ??
    only(columns.filter((column) => hasSynonym(commonSynonyms.get(column.name), wanted))) ??
    only(columns.filter((column) => hasName(column, wanted)));
  if (!found) return undefined;
  if (labelled(found)) return { column: found.name, by: "label" };
  return { column: found.name, by: hasName(found, wanted) ? "name" : "synonym" };
}

/** The primary name too where it is composed (a lead's full name): an import takes it apart. */
function canBeFilled(table: HeadingTable, column: Column): boolean {
  return column.validForCreate || column.validForUpdate || column.name === table.primaryName;
}

function hasLabel(table: HeadingTable, column: Column, wanted: string): boolean {
  return (
    normaliseHeading(column.label) === wanted ||
    languages.some((labels) => normaliseHeading(labels.column(table, column)) === wanted)
  );
}

function hasName(column: Column, wanted: string): boolean {
  return normaliseHeading(column.name) === wanted || normaliseHeading(column.schemaName) === wanted;
}

function hasSynonym(words: readonly string[] | undefined, wanted: string): boolean {
  return words?.some((word) => normaliseHeading(word) === wanted) ?? false;
}

function only(columns: readonly Column[]): Column | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}
