import type { Schema, Table } from "@leadwright/schema";
import { propertyOf } from "../api/values.ts";

const options = ["$select", "$filter", "$orderby", "$expand", "$top", "$count", "$apply"];
const otherResources = [
  "WhoAmI",
  "EntityDefinitions",
  "GlobalOptionSetDefinitions",
  "RelationshipDefinitions",
  "$metadata",
];

/** More are no help to anybody. */
const most = 40;

/**
 * How the address that is being typed may go on, as whole addresses: entity sets first, behind the question mark options, in
 * $select, $filter and $orderby columns, in $expand navigation properties.
 */
export function suggest(schema: Schema, typed: string): readonly string[] {
  const mark = typed.indexOf("?");
  if (mark < 0) {
    if (/[(/]/.test(typed)) return [];
    return complete("", typed, [...schema.byEntitySet.keys(), ...otherResources]);
  }
  const table = schema.byEntitySet.get(/^\/?(\w+)/.exec(typed)?.[1] ?? "");
  // Rows of a navigation property are of another table.
  if (!table || typed.slice(0, mark).includes("/")) return [];
  const option = typed.slice(Math.max(mark, typed.lastIndexOf("&")) + 1);
  const before = typed.slice(0, typed.length - option.length);
  const equals = option.indexOf("=");
  if (equals < 0) return complete(before, option, options, "=");
  const names = namesIn(table, option.slice(0, equals));
  const word = /[\w.]*$/.exec(option)?.[0] ?? "";
  return complete(typed.slice(0, typed.length - word.length), word, names);
}

function namesIn(table: Table, option: string): readonly string[] {
  if (option === "$expand") return [...table.navigations.keys()];
  if (option !== "$select" && option !== "$filter" && option !== "$orderby") return [];
  return [...table.columns.values()].map(propertyOf);
}

/** Names that begin so, then those that have it somewhere; none when the only one is there already. */
function complete(before: string, begun: string, names: readonly string[], after = ""): readonly string[] {
  const wanted = begun.toLowerCase();
  const holds = names.filter((name) => name.toLowerCase().includes(wanted) && name !== begun);
  const begins = holds.filter((name) => name.toLowerCase().startsWith(wanted));
  const found = [...begins, ...holds.filter((name) => !begins.includes(name))];
  return found.slice(0, most).map((name) => before + name + after);
}
