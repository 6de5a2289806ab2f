/**
 * Writes data/ from the specification: one file a table, the relationships, and the index that imports them all.
 *
 *   node packages/schema/scripts/load-tables.ts [path of tables.json]
 *
 * The same input gives the same bytes. Hand-written tables and columns in data/extensions come in last.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Choice, ColumnData, Relationship, TableData } from "../src/types.ts";
import { tableColumns } from "./tables/columns.ts";
import { keys, ownership, parentColumns } from "./tables/decisions.ts";
import { allRelationships } from "./tables/relationships.ts";
import type { SourceTable } from "./tables/source.ts";

const data = resolve(import.meta.dirname, "../data");
const repository = resolve(import.meta.dirname, "../../..");

/** A whole table of our own, or columns for one of the specification's. */
type Extension = TableData | Pick<TableData, "name" | "columns">;

async function load(path: string): Promise<void> {
  const { tables: sources } = JSON.parse(await readFile(path, "utf8")) as { tables: SourceTable[] };
  const { extensions, relationships: own } = await readExtensions();
  const tables = assemble(sources, extensions);
  const relationships = allRelationships(sources, tables, own);
  await rm(join(data, "tables"), { recursive: true, force: true });
  await mkdir(join(data, "tables"), { recursive: true });
  for (const table of tables) await writeFile(join(data, "tables", `${table.name}.json`), tableText(table));
  await writeFile(join(data, "relationships.json"), listText(relationships));
  await writeFile(join(data, "index.ts"), indexText(tables));
  console.log(`${tables.length} tables, ${relationships.length} relationships`);
}

async function readExtensions(): Promise<{ extensions: Extension[]; relationships: Relationship[] }> {
  const folder = join(data, "extensions");
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8"));
  const names = (await readdir(folder)).filter((name) => name !== "relationships.json").sort();
  return { extensions: await Promise.all(names.map(read)), relationships: await read("relationships.json") };
}

function assemble(sources: readonly SourceTable[], extensions: readonly Extension[]): TableData[] {
  const own = extensions.filter((extension): extension is TableData => "primaryId" in extension);
  const around = {
    tables: new Set([...sources.map((source) => source.logicalName), ...own.map((table) => table.name)]),
    lead: named(sources, "lead"),
    typeCodes: typeCodes(sources),
  };
  const drafts = sources.map((source) => {
    const extra = extensions.find((extension) => extension.name === source.logicalName)?.columns ?? [];
    return table(source, [...tableColumns(source, around), ...extra]);
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

function tableText({ columns, ...rest }: TableData): string {
  const head = JSON.stringify(rest, undefined, 2).slice(0, -2);
  return `${head},\n  "columns": ${listText(columns, "  ")}}\n`;
}

function listText(items: readonly object[], indent = ""): string {
  return `[\n${items.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]\n`;
}

function indexText(tables: readonly TableData[]): string {
  const names = tables.map((each) => each.name);
  return [
    "// Written by scripts/load-tables.ts.",
    'import type { Relationship, TableData } from "../src/types.ts";',
    'import relationshipList from "./relationships.json" with { type: "json" };',
    ...names.map((name) => `import ${name}Table from "./tables/${name}.json" with { type: "json" };`),
    "",
    "// JSON modules are typed by their text, so their words (a column's type) are plain strings to the compiler.",
    "export const tables = [",
    ...names.map((name) => `  ${name}Table,`),
    "] as unknown as readonly TableData[];",
    "",
    "export const relationships = relationshipList as unknown as readonly Relationship[];",
    "",
  ].join("\n");
}

await load(process.argv[2] ?? resolve(repository, "../shared/spec/tables.json"));
