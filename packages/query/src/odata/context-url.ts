/** The `@odata.context` of an answer: which set, and which of its properties were asked for. */
import { type Column, readProperty, type Schema } from "@leadwright/schema";
import type { Target } from "../payload.ts";
import type { QueryTree } from "../tree.ts";
import { formatTarget } from "./target.ts";

/**
 * `{baseUrl}$metadata#leads(fullname,parentaccountid(name))`, with `/$entity` behind it for one row. `baseUrl` ends in a
 * slash.
 */
export function contextUrl(schema: Schema, baseUrl: string, tree: QueryTree, shape: "set" | "entity"): string {
  const set = schema.tables.get(tree.table)?.entitySet ?? tree.table;
  return `${baseUrl}$metadata#${set}${selection(tree)}${shape === "entity" ? "/$entity" : ""}`;
}

/** `{baseUrl}$metadata#contacts(guid)/telephone1`. */
export function propertyContextUrl(schema: Schema, baseUrl: string, target: Target, column: Column): string {
  return `${baseUrl}$metadata#${formatTarget(schema, target)}/${readProperty(column)}`;
}

/** `{baseUrl}$metadata#$ref`, of several `#Collection($ref)`. */
export function referenceContextUrl(baseUrl: string, shape: "set" | "entity"): string {
  return `${baseUrl}$metadata#${shape === "entity" ? "$ref" : "Collection($ref)"}`;
}

function selection(tree: QueryTree): string {
  const parts = (tree.select ?? []).map(readProperty);
  for (const { navigation, refOnly, query } of tree.expand)
    parts.push(refOnly ? `${navigation.name}/$ref` : `${navigation.name}${selection(query) || "()"}`);
  return parts.length === 0 ? "" : `(${parts.join(",")})`;
}
