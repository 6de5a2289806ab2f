/** Comparisons of a column with values and with other columns. Text compares without case, everywhere. */
import type { CompareOperator, Literal, TextOperator } from "@leadwright/query";
import { AppError, type Column, choiceSetOf, chosen } from "@leadwright/schema";
import { choiceArray } from "../postgres/choice-arrays.ts";
import { hasSets, likeExpression } from "./like.ts";
import type { Row } from "./row.ts";
import type { Statement } from "./statement.ts";
import { comparable, isText, typeOf } from "./value-types.ts";

/** A column of a row, found. */
export interface Place {
  readonly row: Row;
  readonly column: Column;
  readonly statement: Statement;
  readonly sql: string;
}

const symbols: Readonly<Record<CompareOperator, string>> = {
  eq: "=",
  ne: "is distinct from",
  gt: ">",
  ge: ">=",
  lt: "<",
  le: "<=",
};

export function compare(place: Place, operator: CompareOperator, value: Literal): string {
  const { column, sql, statement } = place;
  if (value === null) return compareNull(sql, operator);
  const parameter = statement.value(isSet(column) ? choiceArray(String(value)) : value, typeOf(column));
  return isText(column)
    ? `lower(${sql}) ${symbols[operator]} ${lowered(parameter)}`
    : `${sql} ${symbols[operator]} ${parameter}`;
}

/** Nothing is more or less than null. */
function compareNull(sql: string, operator: CompareOperator): string {
  if (operator === "eq") return `${sql} is null`;
  return operator === "ne" ? `${sql} is not null` : "false";
}

/** The same lower case that the columns have, whatever the database's own collation is. */
function lowered(text: string): string {
  return `lower(${text} collate "und-x-icu")`;
}

/** Throws badRequest when the two are of different kinds. */
export function compareColumns(left: Place, operator: CompareOperator, right: Place): string {
  if (!comparable(left.column, right.column))
    throw new AppError("badRequest", {
      reason: `'${left.column.name}' and '${right.column.name}' cannot be compared.`,
    });
  const symbol = operator === "eq" ? "is not distinct from" : symbols[operator];
  const [a, b] = isText(left.column) ? [`lower(${left.sql})`, lowered(right.sql)] : [left.sql, right.sql];
  return `${a} ${symbol} ${b}`;
}

/** `%` and `_` are wildcards, as on the real service; a backslash is a backslash. */
export function textMatch({ column, sql, statement }: Place, operator: TextOperator, value: string): string {
  const subject = isText(column) ? sql : `${sql}::text`;
  if (operator === "like" && hasSets(value)) return `${subject} ~* ${statement.value(likeExpression(value), "text")}`;
  const text = value.replaceAll("\\", "\\\\");
  const before = operator === "startswith" || operator === "like" ? "" : "%";
  const after = operator === "endswith" || operator === "like" ? "" : "%";
  const pattern = `${before}${text}${after}`;
  return `lower(${subject}) like ${lowered(statement.value(pattern, "text"))}`;
}

export function isIn({ column, sql, statement }: Place, values: readonly Literal[]): string {
  const some = values.filter((value) => value !== null);
  const conditions = some.length < values.length ? [`${sql} is null`] : [];
  if (isSet(column)) {
    if (some.length > 0) conditions.push(`${sql} in (${choiceArrays(statement, some)})`);
  } else if (some.length > 0) {
    const list = statement.value(some, `${typeOf(column)}[]`);
    conditions.push(isText(column) ? isInTexts(statement, sql, list, some.length) : `${sql} = any(${list})`);
  }
  return conditions.length === 0 ? "false" : `(${conditions.join(" or ")})`;
}

function isSet({ type }: Column): boolean {
  return type === "MultiSelectPicklist";
}

/** Sets of different sizes cannot stand in one array. */
function choiceArrays(statement: Statement, sets: readonly Literal[]): string {
  const item = statement.alias();
  const texts = statement.value(
    sets.map((set) => choiceArray(String(set))),
    "text[]",
  );
  return `select ${item}::integer[] from unnest(${texts}) ${item}`;
}

/** The row has one of the choices, or more of them. */
export function containsChoices(place: Place, values: readonly Literal[]): string {
  if (!isSet(place.column)) return isIn(place, values);
  const all = choiceSetOf(values.flatMap((set) => (set === null ? [] : chosen(String(set)))));
  return `${place.sql} && ${place.statement.value(choiceArray(all), "integer[]")}`;
}

/** Values up to which each is looked up in an index. Of more it is quicker to look once at every row. */
const maxLookedUp = 50;

function isInTexts(statement: Statement, sql: string, list: string, length: number): string {
  const item = statement.alias();
  const texts = `select ${lowered(item)} from unnest(${list}) ${item}`;
  if (length <= maxLookedUp) return `lower(${sql}) = any(array(${texts}))`;
  // What an index does not know is hashed.
  return `lower(${sql}) || '' in (${texts})`;
}
