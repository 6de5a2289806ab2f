/** `order by` and the place in it where the next page begins. Nulls are the lowest of all values. */
import { type Cursor, type OrderTerm, pagesAreCounted, type QueryTree } from "@leadwright/query";
import { AppError, isLookup } from "@leadwright/schema";
import { neverNull } from "../postgres/ddl.ts";
import { all } from "../rights/row-filter.ts";
import { at } from "./filter.ts";
import { sortedName } from "./lookup-name.ts";
import type { Row } from "./row.ts";
import { typeOf } from "./value-types.ts";

export interface SortKey {
  readonly sql: string;
  /** Of the parameter that it is compared with. */
  readonly type: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/**
 * One key for each order term and the primary id last, in the direction of the term before it, so that no two rows are
 * equal and an index on (column, id) serves in both directions. A lookup is ordered by the name that it shows.
 */
export function sortKeys(row: Row, terms: readonly OrderTerm[], idDescending = false): readonly SortKey[] {
  const keys = terms.map(({ path, descending }): SortKey => {
    const place = at([row], path);
    if (isLookup(path.column))
      return { sql: sortedName(place.row, path.column), type: "text", descending, nullable: true };
    const nullable = path.steps.length > 0 || path.link !== undefined || !neverNull(place.row.table, path.column);
    return { sql: place.sql, type: typeOf(path.column), descending, nullable };
  });
  return [...keys, { sql: row.id, type: "uuid", descending: keys.at(-1)?.descending ?? idDescending, nullable: false }];
}

export function orderBy(keys: readonly SortKey[]): string {
  const terms = keys.map(({ sql, descending, nullable }) => {
    const nulls = nullable ? (descending ? " nulls last" : " nulls first") : "";
    return `${sql}${descending ? " desc" : ""}${nulls}`;
  });
  return terms.join(", ");
}

/** What of a cursor is part of the SQL text: which of its values are null. */
export function cursorShape(cursor: Cursor | undefined): string {
  return cursor ? cursor.values.map((value) => (value === null ? "0" : "1")).join("") || "id" : "";
}

/** Throws badRequest when the cursor is not one of this query. */
export function checkCursor(tree: QueryTree, cursor: Cursor | undefined): void {
  if (!cursor || (pagesAreCounted(tree) && cursor.id === "")) return;
  if (cursor.values.length !== tree.orderBy.length || !Number.isSafeInteger(cursor.page) || cursor.page < 2)
    throw new AppError("badRequest", { reason: "The $skiptoken does not belong to this query." });
}

/** Condition: the row comes after the cursor, whose nulls are where those of `sample` are. */
export function afterCursor(row: Row, keys: readonly SortKey[], sample: Cursor): string {
  const values = keys.map((key, index) =>
    index === keys.length - 1
      ? row.context.statement.bound("cursor id", key.type, ({ cursor }) => cursor?.id)
      : cursorValue(row, key, index, sample),
  );
  return asRowComparison(keys, values) ?? all(firstBound(keys[0], values[0]), lexicographic(keys, values));
}

/** Condition: by its first key the row may come after the cursor, and does not come before it. */
export function fromCursor(row: Row, key: SortKey, sample: Cursor): string {
  const value = cursorValue(row, key, 0, sample);
  if (value === null) return key.descending ? `${key.sql} is null` : "true";
  return `(${comesAfter(key, value)} or ${key.sql} = ${value})`;
}

function cursorValue(row: Row, { type }: SortKey, index: number, sample: Cursor): string | null {
  if (sample.values[index] === null) return null;
  return row.context.statement.bound(`cursor ${index}`, type, ({ cursor }) => cursor?.values[index]);
}

/** `(a, b, id) > (x, y, z)`, which an index answers at once; where no null can come after the cursor. */
function asRowComparison(keys: readonly SortKey[], values: readonly (string | null)[]): string | undefined {
  const descending = keys[0]?.descending;
  const plain = keys.every((key) => key.descending === descending && !(key.descending && key.nullable));
  if (!plain || values.includes(null)) return undefined;
  return `(${keys.map(({ sql }) => sql).join(", ")}) ${descending ? "<" : ">"} (${values.join(", ")})`;
}

/** Says of the first key alone what the whole says too, in a form that an index understands. */
function firstBound(key: SortKey | undefined, value: string | null | undefined): string {
  if (!key || value === undefined) return "true";
  if (value === null) return key.descending ? `${key.sql} is null` : "true";
  if (key.descending && key.nullable) return "true";
  return `${key.sql} ${key.descending ? "<=" : ">="} ${value}`;
}

function lexicographic(
  [key, ...keys]: readonly SortKey[],
  [value = null, ...values]: readonly (string | null)[],
): string {
  if (!key) return "false";
  const later = comesAfter(key, value);
  if (keys.length === 0) return later;
  const equal = value === null ? `${key.sql} is null` : `${key.sql} = ${value}`;
  return `(${later} or (${equal} and ${lexicographic(keys, values)}))`;
}

function comesAfter({ sql, descending, nullable }: SortKey, value: string | null): string {
  if (!descending) return value === null ? `${sql} is not null` : `${sql} > ${value}`;
  if (value === null) return "false";
  return nullable ? `(${sql} < ${value} or ${sql} is null)` : `${sql} < ${value}`;
}
