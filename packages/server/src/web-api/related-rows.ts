import type { Expression, QueryTree, Target } from "@leadwright/query";
import { AppError, type Navigation, type Table } from "@leadwright/schema";
import type { Call } from "./call.ts";
import { equals, idQuery, resolveTarget } from "./resolve-target.ts";
import { shapeOf } from "./shape.ts";

type ManyStep = Exclude<Navigation, { kind: "single" }>;

/**
 * `query`, over the navigation's target, held to the rows that belong to one row. Throws objectDoesNotExist and
 * privilegeDenied when the caller cannot read that row.
 */
export async function relatedRows(
  call: Call,
  target: Target,
  navigation: ManyStep,
  query: QueryTree,
): Promise<QueryTree> {
  const near = tableOf(call, target.table);
  const { id } = await resolveTarget(call, near, target);
  const own = idQuery(near);
  await call.store.readRecord(call.caller, own, id, shapeOf(call, own));
  const condition = belongsTo(call, near, id, navigation);
  const filter: Expression =
    query.filter === undefined ? condition : { kind: "and", operands: [condition, query.filter] };
  return { ...query, filter };
}

function belongsTo(call: Call, near: Table, id: string, navigation: ManyStep): Expression {
  const far = tableOf(call, navigation.target);
  if (navigation.kind === "many") {
    const back = [...far.navigations.values()].find(
      (other) =>
        other.kind === "many" &&
        other.relationship === navigation.relationship &&
        other.nearColumn === navigation.farColumn,
    );
    if (back?.kind !== "many") throw new AppError("resourceNotFound", { segment: navigation.name });
    return { kind: "any", steps: [], navigation: back, condition: equals(near, near.primaryId, id) };
  }
  if (!navigation.polymorphic) return equals(far, navigation.column.name, id);
  // Rows of two tables may have one id, so of a lookup to several tables the way back counts, not the value alone.
  const back = far.navigations.get(navigation.relationship.singleNav ?? "");
  const column = near.columns.get(near.primaryId);
  if (back?.kind !== "single" || column === undefined) return equals(far, navigation.column.name, id);
  return { kind: "compare", operator: "eq", path: { steps: [back], column }, value: id };
}

/** Throws resourceNotFound. */
export function tableOf(call: Call, name: string): Table {
  const table = call.schema.tables.get(name);
  if (table === undefined) throw new AppError("resourceNotFound", { segment: name });
  return table;
}
