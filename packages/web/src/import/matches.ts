/** What becomes of each column of the file, while a person decides it; and the map that it makes. */
import type { Column, Table } from "@leadwright/schema";
import type { ColumnKind, ImportMap, ImportTarget, MatchedBy, PreviewColumn, Scalar } from "./types.ts";

export type Match =
  | { readonly kind: "ignore" }
  | {
      readonly kind: "field";
      readonly to: string;
      /** Cell text -> what it stands for; null: nothing. */
      readonly values: Readonly<Record<string, Scalar>>;
      readonly addChoices: boolean;
    }
  | { readonly kind: "new"; readonly create: ColumnKind };

export interface MatchedColumn {
  readonly match: Match;
  /** person: chosen on this page. nothing: no field was found. */
  readonly by: MatchedBy | "person" | "nothing";
}

/** By heading. */
export type Matches = ReadonlyMap<string, MatchedColumn>;

/** What a person decided, over what the server suggested. */
export function matchesOf(table: Table, columns: readonly PreviewColumn[], chosen: Matches): Matches {
  return new Map(columns.map((column) => [column.heading, chosen.get(column.heading) ?? suggested(table, column)]));
}

function suggested(table: Table, { suggestion }: PreviewColumn): MatchedColumn {
  if (!suggestion) return { match: { kind: "ignore" }, by: "nothing" };
  return { match: matchOf(table, suggestion.target), by: suggestion.matchedBy };
}

function matchOf(table: Table, target: ImportTarget | "ignore"): Match {
  if (target === "ignore") return { kind: "ignore" };
  if (target.create && !columnOf(table, target.to)) return { kind: "new", create: target.create };
  return { kind: "field", to: target.to, values: target.values ?? {}, addChoices: target.addChoices === true };
}

/** The map in the words of the server. Every heading is named, so that nothing is decided by default. */
export function importMap(
  columns: readonly PreviewColumn[],
  matches: Matches,
  constants: Readonly<Record<string, Scalar>>,
): ImportMap {
  const entries = columns.map(({ heading, newColumn }): [string, ImportTarget | "ignore"] => {
    const match = matches.get(heading)?.match ?? { kind: "ignore" };
    if (match.kind === "ignore") return [heading, "ignore"];
    if (match.kind === "new") return [heading, { to: newColumn.name, create: match.create }];
    const { to, values, addChoices } = match;
    return [heading, { to, ...(Object.keys(values).length > 0 && { values }), ...(addChoices && { addChoices }) }];
  });
  return { columns: Object.fromEntries(entries), constants };
}

/** Headings that go where another goes too. */
export function conflicts(columns: readonly PreviewColumn[], matches: Matches): ReadonlySet<string> {
  const byTarget = new Map<string, string[]>();
  for (const { heading, newColumn } of columns) {
    const match = matches.get(heading)?.match;
    if (!match || match.kind === "ignore") continue;
    const target = match.kind === "new" ? newColumn.name : match.to;
    byTarget.set(target, [...(byTarget.get(target) ?? []), heading]);
  }
  return new Set([...byTarget.values()].filter((headings) => headings.length > 1).flat());
}

/** Columns that every new row needs and nothing fills; none when the rows' ids are in the file, for they may exist. */
export function missingRequired(
  table: Table,
  matches: Matches,
  constants: Readonly<Record<string, Scalar>>,
): readonly Column[] {
  const targets = [...matches.values()].flatMap(({ match }) => (match.kind === "field" ? [match.to] : []));
  const filled = new Set([...targets, ...Object.keys(constants)]);
  if (filled.has(table.primaryId)) return [];
  // A full name is taken apart.
  if (filled.has("fullname")) filled.add("lastname").add("firstname");
  return [...table.columns.values()].filter(
    (column) => column.required === "ApplicationRequired" && isImportable(table, column) && !filled.has(column.name),
  );
}

/** Fields that a file can fill. "Created On" stands for the column that back-dates it. */
export function importableColumns(table: Table): readonly Column[] {
  return [...table.columns.values()].filter((column) => isImportable(table, column));
}

function isImportable(table: Table, column: Column): boolean {
  if (column.name === "createdon") return table.columns.has("overriddencreatedon");
  if (column.name === "overriddencreatedon" || column.name === "ownerid") return column.name === "ownerid";
  if (column.type === "State" || (column.name === "fullname" && table.columns.has("lastname"))) return true;
  if (column.type === "Uniqueidentifier") return column.name === table.primaryId;
  return column.validForCreate && !["PartyList", "ManagedProperty", "EntityName", "BigInt"].includes(column.type);
}

export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.get(name);
}

/** Whether the cells are the labels of choices, to be matched one by one. */
export function hasChoices(column: Column): boolean {
  return column.type === "Picklist" || column.type === "State" || column.type === "Status";
}
