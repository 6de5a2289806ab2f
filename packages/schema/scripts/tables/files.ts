/** The text of every file that the script writes, by its path in data/. The same input gives the same bytes. */
import type { Relationship, TableData } from "../../src/types.ts";
import { assemble, type Extension } from "./assemble.ts";
import { allRelationships } from "./relationships.ts";
import type { SourceTable } from "./source.ts";

/** `own`: relationships of the extensions. */
export function dataFiles(
  sources: readonly SourceTable[],
  extensions: readonly Extension[],
  own: readonly Relationship[],
): ReadonlyMap<string, string> {
  const tables = assemble(sources, extensions);
  return new Map([
    ...tables.map((table) => [`tables/${table.name}.json`, tableText(table)] as const),
    ["relationships.json", listText(allRelationships(sources, tables, own))],
    ["index.ts", indexText(tables)],
  ]);
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
