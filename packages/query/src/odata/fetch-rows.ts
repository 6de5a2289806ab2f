/** FetchXML in a URL, with the options that stand beside it. */
import type { Table } from "@leadwright/schema";
import { type FetchQuery, readFetch } from "../fetch/fetch.ts";
import type { QueryTree } from "../tree.ts";
import type { RawOptions } from "./options.ts";
import { badRequest } from "./problems.ts";
import { readQuery } from "./query.ts";
import type { ParseState } from "./scope.ts";
import { parseSkipToken } from "./skip-token.ts";

/**
 * `$filter` narrows what the FetchXML finds; `$select`, `$orderby`, `$top`, `$count` and `$expand` take the place of what it
 * says.
 */
export function readFetchRows(state: ParseState, table: Table, fetchXml: string, options: RawOptions): FetchQuery {
  const fetched = readFetch(state.schema, fetchXml, table);
  const query = combine(fetched.query, table, options, state);
  const token = options.system.get("$skiptoken");
  if (query === fetched.query && token === undefined) return fetched;
  const after = token === undefined ? fetched.after : parseSkipToken(query, token);
  return Object.freeze({ ...fetched, query, after });
}

function combine(fetched: QueryTree, table: Table, options: RawOptions, state: ParseState): QueryTree {
  const { system } = options;
  const given = [...system.keys()].filter(
    (name) => name.startsWith("$") && name !== "$skiptoken" && name !== "$format",
  );
  const wrong = given.find((name) => name === "$apply" || (fetched.aggregation !== undefined && name !== "$filter"));
  if (wrong !== undefined) throw badRequest(`The query option '${wrong}' cannot be used on this FetchXML.`);
  if (given.length === 0) return fetched;
  const { filter, ...asked } = readQuery(table, options, state, "many");
  const both = fetched.filter && filter ? [fetched.filter, filter] : undefined;
  return Object.freeze({
    ...fetched,
    filter: both ? Object.freeze({ kind: "and", operands: Object.freeze(both) }) : (fetched.filter ?? filter),
    ...(system.has("$select") && { select: asked.select }),
    ...(system.has("$orderby") && { orderBy: asked.orderBy }),
    ...(system.has("$top") && { top: asked.top }),
    ...(system.has("$count") && { count: asked.count }),
    ...(system.has("$expand") && { expand: asked.expand }),
  });
}
