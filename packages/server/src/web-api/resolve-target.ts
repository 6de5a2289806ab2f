import type { Expression, QueryTree, Target } from "@leadwright/query";
import { AppError, type Reference, type Table } from "@leadwright/schema";
import type { Call } from "./call.ts";
import { shapeOf } from "./shape.ts";

/** A tree without options over the primary id only. */
export function idQuery(table: Table, filter?: Expression): QueryTree {
  const id = table.columns.get(table.primaryId);
  return { table: table.name, select: id ? [id] : [], filter, orderBy: [], top: undefined, count: false, expand: [] };
}

/** `column eq value` of the query's own row. */
export function equals(table: Table, column: string, value: string | number | boolean | null): Expression {
  const found = table.columns.get(column);
  if (found === undefined) throw new AppError("noAttribute", { table: table.name, column });
  return { kind: "compare", operator: "eq", path: { steps: [], column: found }, value };
}

/** The row that a URL names, for reading: an alternate key finds what the caller may read. Throws recordNotFoundByKey. */
export async function resolveTarget(call: Call, table: Table, target: Target): Promise<Reference> {
  if ("id" in target) return target;
  const operands = Object.entries(target.key).map(([column, value]) =>
    equals(table, column, typeof value === "object" && value !== null ? value.id : value),
  );
  const query: QueryTree = { ...idQuery(table, { kind: "and", operands }), top: 1 };
  const { rows } = await call.store.readPage(call.caller, query, shapeOf(call, query));
  const [row] = rows;
  if (row === undefined) throw new AppError("recordNotFoundByKey", { table: table.name });
  const found = JSON.parse(row) as Record<string, string>;
  return { table: table.name, id: found[table.primaryId] ?? "" };
}
