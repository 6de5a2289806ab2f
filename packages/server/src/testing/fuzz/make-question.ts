/** A question about any column, and any value for any column: right by its form, whatever comes of it. */
import { readProperty, standardSchema } from "@leadwright/schema";
import type { Random } from "../crash/random.ts";
import type { GoodRead } from "./good-reads.ts";
import type { GoodWrite } from "./good-writes.ts";
import { jsonValues, literals, tables } from "./words.ts";

const columns = tables.flatMap((name) => {
  const table = standardSchema().tables.get(name);
  return [...(table?.columns.values() ?? [])].map((column) => ({
    set: table?.entitySet ?? "",
    logical: column.name,
    property: readProperty(column),
  }));
});

const listed = ["In", "NotIn", "Between", "NotBetween", "ContainValues"];
const alone = ["Today", "EqualUserId", "ThisFiscalYear", "EqualUserOrUserTeams", "EqualBusinessId", "Last7Days"];
const single = ["On", "LastXDays", "NextXYears", "Under", "Above", "NotUnder", "OlderThanXYears", "InFiscalYear"];
const fetchOperators = [
  ...["eq", "ne", "lt", "like", "not-like", "begins-with", "null", "in", "between", "under", "eq-or-above"],
  ...["eq-userid", "eq-businessid", "last-x-hours", "on-or-after", "this-fiscal-period", "contain-values"],
];

/** In one of the ways to ask, in any order. */
export function makeQuestion(from: Random): GoodRead {
  const { set, logical, property } = from.pick(columns);
  const value = from.pick(literals);
  const quoted = /^'/.test(value) || from.next() < 0.5 ? value : `'${value.replaceAll("'", "''")}'`;
  const crm = (name: string, rest = "") => `Microsoft.Dynamics.CRM.${name}(PropertyName='${logical}'${rest})`;
  const order = from.next() < 0.5 ? { $orderby: `${property} desc` } : {};
  const filter = from.pick([
    () => `${property} ${from.pick(["eq", "ne", "gt", "le"])} ${quoted}`,
    () => `${from.pick(["contains", "startswith", "endswith"])}(${property},${quoted})`,
    () => crm(from.pick(listed), `,PropertyValues=[${quoted},${quoted}]`),
    () => crm(from.pick(single), `,PropertyValue=${quoted}`),
    () => crm(from.pick(alone)),
  ])();
  return from.pick<() => GoodRead>([
    () => ({ path: set, options: { $top: "2", $filter: filter, ...order } }),
    () => ({
      path: set,
      options: { $apply: `${from.next() < 0.3 ? `filter(${filter})/` : ""}${measured(from, property)}` },
    }),
    () => ({ path: set, options: { fetchXml: fetchQuestion(from, set, logical, value) } }),
  ])();
}

function measured(from: Random, property: string): string {
  const method = from.pick(["sum", "average", "min", "max", "countdistinct"]);
  const aggregate = `aggregate(${property} with ${method} as m,$count as n)`;
  return from.pick([aggregate, `groupby((${property}))`, `groupby((${property}),aggregate($count as n))`]);
}

function fetchQuestion(from: Random, set: string, column: string, value: string): string {
  const table = tables.find((name) => standardSchema().tables.get(name)?.entitySet === set);
  const text = value.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const condition = `<condition attribute="${column}" operator="${from.pick(fetchOperators)}" value="${text}"/>`;
  const method = from.pick(["count", "countcolumn", "sum", "avg", "min", "max"]);
  const grouping = from.pick(["", "", ' dategrouping="week"', ' dategrouping="fiscal-period"']);
  return from.pick([
    `<fetch top="2"><entity name="${table}"><attribute name="${column}"/><order attribute="${column}"/><filter>${condition}</filter></entity></fetch>`,
    `<fetch aggregate="true"><entity name="${table}"><attribute name="${column}" aggregate="${method}" alias="m"/></entity></fetch>`,
    `<fetch aggregate="true"><entity name="${table}"><attribute name="${column}" groupby="true" alias="g"${grouping}/><filter>${condition}</filter></entity></fetch>`,
    `<fetch distinct="true"><entity name="${table}"><attribute name="${column}"/><order attribute="${column}"/></entity></fetch>`,
  ]);
}

const required: Readonly<Record<string, string>> = {
  ...{ subject: "S", lastname: "B", name: "N", currencyname: "C", currencysymbol: "c", isocurrencycode: "XTS" },
};

/** A create of whatever can be created, with one value that is mostly none of its column. */
export function makeValue(from: Random): GoodWrite {
  const { set, property, logical } = from.pick(columns);
  const table = standardSchema().byEntitySet.get(set);
  const own = Object.entries(required).filter(([name]) => table?.columns.has(name));
  const value = from.pick([from.pick(jsonValues), from.pick(literals)]);
  return { method: "POST", path: set, body: { ...Object.fromEntries(own), [from.pick([property, logical])]: value } };
}
