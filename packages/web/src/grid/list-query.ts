import { type Column, keywordColumns, type Table, type View } from "@leadwright/schema";
import { quoted, type RecordQuery } from "../api/records.ts";
import { propertyOf } from "../api/values.ts";
import { type ListOrder, type ListSearch, readOrder } from "./list-search.ts";

/** Rows asked for at a time. */
const pageSize = 100;

/** Columns of the view that the table has, in the view's order. */
export function shownColumns(view: View, table: Table): readonly Column[] {
  return view.columns.flatMap((name) => table.columns.get(name) ?? []);
}

/** The order in the address where it names a column, else the view's. */
export function listOrder(view: View, table: Table, search: ListSearch): ListOrder {
  const order = search.sort === undefined ? undefined : readOrder(search.sort);
  return order && table.columns.has(order.column) ? order : view.orderBy;
}

/** What a list asks the server for. */
export function listQuery(view: View, table: Table, search: ListSearch, userId: string): RecordQuery {
  const order = listOrder(view, table, search);
  const orderColumn = table.columns.get(order.column);
  const orderProperty = orderColumn ? propertyOf(orderColumn) : order.column;
  return {
    set: table.entitySet,
    select: selected(view, table),
    filter: both(view.filter.replaceAll("{me}", userId), keywordFilter(view, table, search.q ?? "")),
    orderBy: order.descending ? `${orderProperty} desc` : orderProperty,
    count: true,
    pageSize,
  };
}

/** Shown columns, and those that badges, money and commands need: what others change of these meanwhile is asked about. */
function selected(view: View, table: Table): readonly string[] {
  const columns = shownColumns(view, table);
  const extra = [
    ...["statecode", "statuscode", "ownerid"],
    "activitytypecode",
    columns.some((column) => column.type === "Money") ? "transactioncurrencyid" : "",
  ];
  const wanted = [...columns, ...[table.primaryName ?? "", ...extra].flatMap((name) => table.columns.get(name) ?? [])];
  return [...new Set(wanted.map(propertyOf))];
}

/** Begins with, over the text columns shown; with a `*` in front: contains, which is slower. */
export function keywordFilter(view: View, table: Table, keyword: string): string {
  const anywhere = keyword.startsWith("*");
  const word = (anywhere ? keyword.slice(1) : keyword).trim();
  if (word === "") return "";
  const operator = anywhere ? "contains" : "startswith";
  return keywordColumns(view, table)
    .map((column) => `${operator}(${column},${quoted(word)})`)
    .join(" or ");
}

function both(first: string, second: string): string {
  if (first === "" || second === "") return first || second;
  return `(${first}) and (${second})`;
}
