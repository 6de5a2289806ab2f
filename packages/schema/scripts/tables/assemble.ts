/** The specification and our own extensions -> tables, as data files hold them. */
import type { Choice, ColumnData, TableData } from "../../src/types.ts";
import { tableColumns } from "./columns.ts";
import { keys, ownership, parentColumns } from "./decisions.ts";
import type { SourceTable } from "./source.ts";

/** A whole table of our own, or columns for one of the specification's: new ones, and others in place of its own. */
export type Extension = TableData | Pick<TableData, "name" | "columns">;

export function assemble(sources: readonly SourceTable[], extensions: readonly Extension[]): TableData[] {
  const own = extensions.filter((extension): extension is TableData => "primaryId" in extension);
  const around = {
    tables: new Set([...sources.map((source) => source.logicalName), ...own.map((table) => table.name)]),
    lead: named(sources, "lead"),
    typeCodes: typeCodes(sources),
  };
  const drafts = sources.map((source) => {
    const extra = extensions.find((extension) => extension.name === source.logicalName)?.columns ?? [];
    const own = new Set(extra.map(({ name }) => name));
    return table(source, [...tableColumns(source, around).filter(({ name }) => !own.has(name)), ...extra]);
  });
  const pointer = drafts.find((draft) => draft.name === "activitypointer")?.columns ?? [];
  return [...drafts.map((draft) => withPointerColumns(draft, pointer)), ...own].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function named(sources: readonly SourceTable[], name: string): SourceTable {
  const found = sources.find((source) => source.logicalName === name);
  if (found === undefined) throw new Error(`The specification has no table ${name}.`);
  return found;
}

function typeCodes(sources: readonly SourceTable[]): Choice[] {
  return sources
    .map((source) => ({ value: source.objectTypeCode, label: source.displayName }))
    .sort((a, b) => a.value - b.value);
}

function table(source: SourceTable, columns: readonly ColumnData[]): TableData {
  const name = source.logicalName;
  const parentColumn = parentColumns[name];
  const owned = ownership[source.ownership] ?? "organization";
  const primaryName = columns.find((column) => column.name === source.primaryName)?.name;
  const defaultStatus = firstStatuses(columns, source.defaultStatusByState);
  const tableKeys = keys[name];
  return {
    name,
    schemaName: source.schemaName,
    entitySet: source.entitySetName,
    label: source.displayName,
    pluralLabel: source.displayCollectionName,
    typeCode: source.objectTypeCode,
    primaryId: source.primaryId,
    ...(primaryName && { primaryName }),
    ownership: owned === "parent" && parentColumn === undefined ? "organization" : owned,
    ...(parentColumn && { parentColumn }),
    activity: source.isActivity,
    ...(defaultStatus && { defaultStatus }),
    ...(tableKeys && { keys: tableKeys }),
    columns,
  };
}

/** The specification's, and for the tables it is silent on the first status reason of each state. */
function firstStatuses(
  columns: readonly ColumnData[],
  told: Readonly<Record<string, number>> | undefined,
): Record<string, number> | undefined {
  const states = columns.find((column) => column.type === "State")?.choices;
  const statuses = columns.find((column) => column.type === "Status")?.choices ?? [];
  return (
    states &&
    Object.fromEntries(
      states.map(({ value }) => [
        value,
        told?.[value] ?? Math.min(...statuses.filter((each) => each.state === value).map((each) => each.value)),
      ]),
    )
  );
}

/** Activities are kept by inheritance from activitypointer: each has every column of it. */
function withPointerColumns(draft: TableData, pointer: readonly ColumnData[]): TableData {
  if (!draft.activity || draft.name === "activitypointer") return draft;
  const names = new Set(draft.columns.map((column) => column.name));
  const inherited = pointer.filter((column) => column.type !== "PartyList" && !names.has(column.name));
  return { ...draft, columns: [...draft.columns, ...inherited] };
}
