/** `<attribute aggregate=...>` and `<attribute groupby=...>` -> groups and measures. */

import { checkMeasurable } from "../measurable.ts";
import { familyOf } from "../odata/literals.ts";
import { shorten } from "../odata/problems.ts";
import type { Aggregation, DatePart, Group, Measure } from "../tree.ts";
import { fetchError } from "./problems.ts";
import { columnNamed, type FetchScope, pathTo } from "./scope.ts";
import { childrenOf, flagOf, needed, positionOf, textOf } from "./syntax.ts";
import type { XmlElement } from "./xml.ts";

/** An element that shows columns of one row. */
export interface Shown {
  readonly element: XmlElement;
  readonly scope: FetchScope;
}

const methods: ReadonlyMap<string, Measure["method"]> = new Map([
  ["count", "count"],
  ["countcolumn", "countvalues"],
  ["sum", "sum"],
  ["avg", "average"],
  ["min", "min"],
  ["max", "max"],
]);
const units: ReadonlySet<string> = new Set<DatePart["unit"]>([
  ...(["day", "week", "month", "quarter", "year", "fiscal-period", "fiscal-year"] as const),
]);

/** What an aggregate query groups by and measures. Paths start at the query's root. */
export function readAggregation(root: FetchScope, shown: readonly Shown[], limit: number | undefined): Aggregation {
  const groups: Group[] = [];
  const measures: Measure[] = [];
  const aliases = new Set<string>();
  for (const { element, scope } of shown) {
    const all = childrenOf(element, "all-attributes")[0];
    if (all) throw fetchError("fetchAttributeWithAggregate", "An aggregate query names its attributes", all.position);
    for (const attribute of childrenOf(element, "attribute")) {
      const alias = readAlias(attribute, aliases);
      if (flagOf(attribute, "groupby", "fetchAggregate")) groups.push(readGroup(attribute, alias, root, scope));
      else measures.push(readMeasure(attribute, alias, root, scope));
    }
  }
  const names = [...groups.map(({ name }) => name.join()), ...measures.map(({ name }) => name)];
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const orderBy = shown.flatMap(({ element }) =>
    childrenOf(element, "order").map((order) => readOrder(order, placeOf)),
  );
  return Object.freeze({
    groups: Object.freeze(groups),
    measures: Object.freeze(measures),
    orderBy: Object.freeze(orderBy),
    ...(limit !== undefined && { limit }),
  });
}

function readAlias(attribute: XmlElement, aliases: Set<string>): string {
  const { value, position } = needed(attribute, "alias", "fetchAliasMissing");
  if (!/^[A-Za-z_]\w{0,99}$/.test(value) || aliases.has(value)) {
    const problem = aliases.has(value)
      ? `The alias '${value}' is in use already`
      : `'${shorten(value)}' cannot be an alias`;
    throw fetchError("fetchAlias", problem, position);
  }
  aliases.add(value);
  return value;
}

function columnOf(attribute: XmlElement, root: FetchScope, scope: FetchScope) {
  const { value, position } = needed(attribute, "name", "fetchNoAttribute");
  return pathTo(root, scope, columnNamed(scope.table, value, position));
}

function readGroup(attribute: XmlElement, alias: string, root: FetchScope, scope: FetchScope): Group {
  if (textOf(attribute, "aggregate") !== undefined) {
    const problem = "An attribute is grouped by or aggregated, not both";
    throw fetchError("fetchAggregate", problem, positionOf(attribute, "aggregate"));
  }
  const path = columnOf(attribute, root, scope);
  const unit = textOf(attribute, "dategrouping");
  const name = Object.freeze([alias]);
  if (unit === undefined) return Object.freeze({ name, path });
  const position = positionOf(attribute, "dategrouping");
  if (!units.has(unit)) throw fetchError("fetchAggregate", `The dategrouping '${shorten(unit)}' is unknown`, position);
  if (familyOf(path.column) !== "time")
    throw fetchError("fetchAggregate", `'${path.column.name}' is no date to group by '${unit}'`, position);
  const utc = textOf(attribute, "usertimezone") !== undefined && !flagOf(attribute, "usertimezone");
  return Object.freeze({ name, path, part: Object.freeze({ unit: unit as DatePart["unit"], utc }) });
}

function readMeasure(attribute: XmlElement, name: string, root: FetchScope, scope: FetchScope): Measure {
  const given = needed(attribute, "aggregate", "fetchAttributeWithAggregate");
  const method = methods.get(given.value);
  if (!method) throw fetchError("fetchAggregate", `The aggregate '${shorten(given.value)}' is unknown`, given.position);
  const path = columnOf(attribute, root, scope);
  // `count` counts rows; distinct is asked of values.
  if (flagOf(attribute, "distinct") && (method === "count" || method === "countvalues"))
    return Object.freeze({ name, method: "countdistinct", path });
  if (method === "count") return Object.freeze({ name, method });
  checkMeasurable(method, path.column, (problem) => fetchError("fetchAggregate", problem, given.position));
  return Object.freeze({ name, method, path });
}

function readOrder(order: XmlElement, places: ReadonlyMap<string, number>): Aggregation["orderBy"][number] {
  const { value, position } = needed(order, "alias", "fetchAliasMissing");
  const place = places.get(value);
  if (place === undefined) throw fetchError("fetchAliasUnknown", `There is no alias '${shorten(value)}'`, position);
  return Object.freeze({ place, descending: flagOf(order, "descending", "fetchDescending") });
}
