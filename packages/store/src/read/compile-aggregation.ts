/** Groups and measures of a tree -> one SQL statement, and the fields that its rows are shown as. */
import type { Group, Measure, Path, QueryTree } from "@leadwright/query";
import { type Column, isLookup, isPolymorphic, type Schema } from "@leadwright/schema";
import { all, type RightsContext } from "../rights/row-filter.ts";
import type { Annotations, Principal } from "../types.ts";
import type { Place } from "./comparisons.ts";
import { type CompiledStatement, offset, rootTable } from "./compile-query.ts";
import { at, filterText, joinLinks } from "./filter.ts";
import { fiscalPartSql } from "./fiscal.ts";
import { localTime } from "./query-functions.ts";
import { countColumn, currency, type Field, Outputs, planField } from "./record-plan.ts";
import { Row } from "./row.ts";
import { Statement } from "./statement.ts";
import { isText, typeOf } from "./value-types.ts";

export interface CompiledAggregation extends CompiledStatement {
  /** Names of nested objects, the property's last. */
  readonly fields: readonly { readonly name: readonly string[]; readonly field: Field }[];
  /** Rows that were put together, in every row; and how many may be. */
  readonly totalPlace: number;
  readonly limitPlace: number;
}

interface Parts {
  readonly row: Row;
  readonly outputs: Outputs;
  readonly annotations: Annotations;
}

const baseCurrency = "(select basecurrencyid from crm.organization limit 1)";
/** Of an organisation that does not say. */
const defaultLimit = 50_000;

/**
 * The rows that the tree asks for and the principal may read, put together. How many those are comes with every row, since the
 * organisation sets a limit; the limit is read in the same statement.
 */
export function compileAggregation(
  schema: Schema,
  principal: Principal | undefined,
  tree: QueryTree,
  annotations: Annotations,
  limit: number,
  counted: boolean,
): CompiledAggregation {
  const { groups = [], measures = [], orderBy = [], limit: own } = tree.aggregation ?? {};
  const context: RightsContext = { schema, principal, statement: new Statement() };
  const row = Row.first(context, rootTable(schema, tree));
  joinLinks([row], tree.links ?? []);
  const parts: Parts = { row, outputs: new Outputs(), annotations };
  const keys = groups.map((group) => groupKeys(at([row], group.path), group));
  const fields = [
    ...groups.map((group) => ({ name: group.name, field: planGroup(parts, group) })),
    ...measures.map((measure) => ({ name: [measure.name], field: planMeasure(parts, measure) })),
  ];
  const totalPlace = parts.outputs.add("sum(count(*)) over ()");
  const limitPlace = parts.outputs.add(limitSql(context.statement, own));
  const order = [
    ...orderBy.map(({ place, descending }) => orderTerm(fields[place]?.field, descending)),
    ...keys.flat().map((key) => `${key} nulls first`),
  ];
  // Before the joins are written down: a condition may need some of its own.
  const where = all(row.within("read"), filterText(row, tree));
  const text = [
    `select ${parts.outputs.texts.join(", ")} from ${row.from.text}`,
    `where ${where}`,
    keys.length > 0 ? `group by ${keys.flat().join(", ")}` : "",
    order.length > 0 ? `order by ${order.join(", ")}` : "",
    `limit ${Math.trunc(limit)}`,
    counted ? `offset ${offset(context.statement)}` : "",
  ];
  const { sources } = context.statement;
  return { text: text.filter((part) => part !== "").join(" "), sources, fields, totalPlace, limitPlace };
}

function limitSql(statement: Statement, own: number | "none" | undefined): string {
  if (own === "none") return "'infinity'::float8";
  const organisation = `coalesce((select lw_aggregatelimit from crm.organization limit 1), ${defaultLimit})`;
  return own === undefined ? organisation : `least(${organisation}, ${statement.value(own, "integer")})`;
}

/** What rows of one group have in common. Text that differs in case only is one group, as in every comparison. */
function groupKeys(place: Place, { part }: Group): string[] {
  const { row, column, sql } = place;
  if (part) return [partSql(place, part)];
  if (isText(column)) return [`lower(${sql})`];
  return isPolymorphic(column) ? [sql, row.column(`${column.name}_table`)] : [sql];
}

function partSql(place: Place, { unit, utc }: NonNullable<Group["part"]>): string {
  const { column, sql, statement } = place;
  const local = utc && typeOf(column) !== "date" ? `(${sql} at time zone 'UTC')` : localTime(place);
  if (unit === "fiscal-year") return fiscalPartSql(statement, local, "year");
  if (unit === "fiscal-period") return fiscalPartSql(statement, local, "period");
  return `extract(${unit} from ${local})::integer`;
}

function planGroup(parts: Parts, group: Group): Field {
  const { row, outputs, annotations } = parts;
  const place = at([row], group.path);
  const { column } = place;
  const shown = shownAs(group.path, row, group.name.at(-1) ?? "");
  if (group.part) return { column: wordColumn(shown.name), place: outputs.add(partSql(place, group.part)), shown };
  if (isText(column)) return { column, place: outputs.add(`min(${place.sql})`), shown };
  // What a row's own currency would tell, its group does not.
  if (column.type === "Money")
    return { column, place: outputs.add(place.sql), shown, ...moneyDetail(parts, baseCurrency) };
  return { ...planField(place.row, column, annotations, outputs), shown };
}

function shownAs({ steps, link, column }: Path, row: Row, name: string): NonNullable<Field["shown"]> {
  const { table } = at([row], { steps, column, ...(link !== undefined && { link }) }).row;
  return { name, table };
}

/** A number that stands for part of a date: shown without separators. */
function wordColumn(name: string): Column {
  return { ...countColumn(name), type: "Picklist" };
}

function planMeasure(parts: Parts, { name, method, path }: Measure): Field {
  const { row, outputs } = parts;
  if (!path) return { column: countColumn(name), place: outputs.add("count(*)"), shown: { name, table: row.table } };
  const place = at([row], path);
  const shown = shownAs(path, row, name);
  if (method === "countdistinct" || method === "countvalues")
    return { column: countColumn(name), place: outputs.add(countSql(place, method)), shown };
  if (path.column.type === "Money") return planMoney(parts, place, method, shown);
  const column = resultColumn(path.column, method);
  return { column, place: outputs.add(measureSql(place.sql, method, path.column)), shown };
}

function countSql({ column, sql }: Place, method: "countdistinct" | "countvalues"): string {
  if (method === "countvalues") return `count(${sql})`;
  return `count(distinct ${isText(column) ? `lower(${sql})` : sql})`;
}

function measureSql(sql: string, method: Measure["method"], column: Column): string {
  if (method !== "average") return `${method}(${sql})`;
  return column.type === "Double" ? `avg(${sql})` : `trim_scale(round(avg(${sql}), 10))`;
}

/** The average of whole numbers is none. */
function resultColumn(column: Column, method: Measure["method"]): Column {
  return method === "average" && column.type !== "Double" ? { ...column, type: "Decimal", precision: 2 } : column;
}

/**
 * Amounts of one currency as they are, those of several in the base currency, as Dataverse has it: one cannot add zlotys to
 * dongs.
 */
function planMoney(parts: Parts, place: Place, method: Measure["method"], shown: NonNullable<Field["shown"]>): Field {
  const { row, column, sql } = place;
  const { columns } = row.table;
  const base = columns.get(`${column.name}_base`);
  if (!base || !columns.has("transactioncurrencyid")) {
    const value = parts.outputs.add(measureSql(sql, method, column));
    return { column, place: value, shown, ...moneyDetail(parts, baseCurrency) };
  }
  // PostgreSQL has no smallest uuid in every version, and texts of a language are slow to compare.
  const own = `${row.column("transactioncurrencyid")}::text collate "C"`;
  const same = `min(${own}) is not distinct from max(${own})`;
  const [amount, inBase] = [measureSql(sql, method, column), measureSql(row.column(base.name), method, column)];
  const value = parts.outputs.add(`case when ${same} then ${amount} else ${inBase} end`);
  return {
    column,
    place: value,
    shown,
    ...moneyDetail(parts, `case when ${same} then min(${own})::uuid else ${baseCurrency} end`),
  };
}

function moneyDetail({ row, outputs, annotations }: Parts, id: string): Pick<Field, "detailPlace"> {
  if (!annotations.formattedValue) return {};
  return { detailPlace: outputs.place(`currency ${id}`, () => currency(row, id)) };
}

/** By the place in the select list; a lookup by the name that it shows, where that is read. */
function orderTerm(field: Field | undefined, descending: boolean): string {
  if (!field) throw new Error("The order names nothing that is shown.");
  const place = isLookup(field.column) ? (field.detailPlace ?? field.place) : field.place;
  return `${place + 1}${descending ? " desc nulls last" : " nulls first"}`;
}
