/** The rows that a user may read, write, delete ... as an SQL condition. The only place where rights become SQL. */
import { type Column, isPolymorphic, type Schema, type Table } from "@leadwright/schema";
import { literal, quote, recordTable } from "../postgres/ddl.ts";
import type { Statement } from "../read/statement.ts";
import { Depth, type Principal, type Right } from "../types.ts";
import { lookupTables, ownerTables, parentColumn, parentRight, storedNames } from "./privilege-table.ts";
import { rightBit } from "./right-bits.ts";

export interface RightsContext {
  readonly schema: Schema;
  /** Undefined: the system itself, which may do everything. */
  readonly principal: Principal | undefined;
  readonly statement: Statement;
}

/**
 * Condition on the row `alias` of `table`; "true" when every row passes and "false" when none does. The text depends on
 * the depths of the user's privileges only: who he is comes in by parameters, so that users of a role share a plan.
 */
export function rowFilter(context: RightsContext, table: Table, right: Right, alias: string): string {
  const { principal } = context;
  if (!principal) return "true";
  if (table.view) return right === "read" ? ownerFilter(context, alias) : "false";
  if (table.intersect) return all(...[...table.columns.values()].map((end) => reachable(context, end, "read", alias)));
  if (table.name === "usersettings") return ownSettings(context, alias);
  const parent = parentColumn(table);
  if (parent) return reachable(context, parent, parentRight(right), alias);
  const own = ownershipFilter(context, table, right, alias, principal.depth(table.name, right));
  // A note says things about the row it is attached to, so that row must be readable too.
  const regarding = table.name === "annotation" ? table.columns.get("objectid") : undefined;
  if (!regarding || own === "false") return own;
  const attached = reachable(context, regarding, "read", alias);
  return attached === "true" ? own : all(own, `(${alias}.${quote(regarding.name)} is null or ${attached})`);
}

/** Joins conditions with `and`, leaving out what is always true. "false" leaves the others in: their parameters are bound. */
export function all(...conditions: readonly string[]): string {
  const needed = conditions.filter((condition) => condition !== "true");
  return needed.length === 0 ? "true" : needed.join(" and ");
}

/** The user's own id and those of the teams he is in. */
export function ownerIds(statement: Statement): string {
  return statement.bound("owners", "uuid[]", ({ principal }) =>
    principal ? [principal.userId, ...principal.teamIds] : [],
  );
}

export function userId(statement: Statement): string {
  return statement.bound("user", "uuid", ({ principal }) => principal?.userId ?? null);
}

export function businessUnitId(statement: Statement): string {
  return statement.bound("unit", "uuid", ({ principal }) => principal?.businessUnitId ?? null);
}

function businessUnitTree(statement: Statement): string {
  return statement.bound("units", "uuid[]", ({ principal }) => principal?.businessUnitTree ?? []);
}

/** Users and teams together: each as far as the user may read its own kind. */
function ownerFilter(context: RightsContext, alias: string): string {
  const kinds = ownerTables(context.schema).map((table) => {
    const target = context.statement.alias();
    return { table, target, filter: rowFilter(context, table, "read", target) };
  });
  if (kinds.every(({ filter }) => filter === "true")) return "true";
  const branches = kinds.map(({ table, target, filter }) => {
    const id = `${target}.${quote(table.primaryId)}`;
    const from = `${recordTable(table.name)} ${target}`;
    return `when ${literal(table.name)} then exists (select 1 from ${from} where ${all(`${id} = ${alias}.ownerid`, filter)})`;
  });
  return `case ${alias}.owneridtype ${branches.join(" ")} else false end`;
}

function ownSettings({ principal, statement }: RightsContext, alias: string): string {
  return principal?.administrator ? "true" : `${alias}.systemuserid = ${userId(statement)}`;
}

function ownershipFilter(context: RightsContext, table: Table, right: Right, alias: string, depth: Depth): string {
  if (depth === Depth.None) return "false";
  if (depth === Depth.Organization || table.ownership === "organization") return "true";
  const unit = unitFilter(context, table, alias, depth);
  const conditions = unit === undefined ? [] : [unit];
  const id = `${alias}.${quote(table.primaryId)}`;
  if (table.ownership === "user") conditions.push(`${alias}.ownerid = any(${ownerIds(context.statement)})`);
  else if (table.name === "systemuser") conditions.push(`${id} = ${userId(context.statement)}`);
  else if (table.name === "team") conditions.push(`${id} = any(${ownerIds(context.statement)})`);
  conditions.push(isShared(context, table, right, id));
  return `(${conditions.join(" or ")})`;
}

function unitFilter({ statement }: RightsContext, table: Table, alias: string, depth: Depth): string | undefined {
  const column = `${alias}.${table.ownership === "user" ? "owningbusinessunit" : "businessunitid"}`;
  if (depth === Depth.BusinessUnit) return `${column} = ${businessUnitId(statement)}`;
  if (depth === Depth.BusinessUnits) return `${column} = any(${businessUnitTree(statement)})`;
  // Units and roles belong to nobody in person; the nearest thing to one's own is what belongs to one's unit.
  const impersonal = table.name === "businessunit" || table.name === "role";
  return impersonal ? `${column} = ${businessUnitId(statement)}` : undefined;
}

/**
 * Found once for the whole statement, however many rows it looks at: nothing in it refers to the row. Asked twice, since an
 * array is what an index is looked up with, but of a row that is at hand a hash table tells sooner whether it is in it.
 */
function isShared({ schema, statement }: RightsContext, table: Table, right: Right, id: string): string {
  const names = storedNames(schema, table).map(literal).join(", ");
  const ids = () => {
    const alias = statement.alias();
    return (
      `select ${alias}.objectid from app.share ${alias} where ${alias}.principalid = any(${ownerIds(statement)})` +
      ` and ${alias}.tablename in (${names}) and (${alias}.rights & ${rightBit[right]}) <> 0`
    );
  };
  return `(${id} in (${ids()}) and ${id} = any(array(${ids()})))`;
}

/** That the row which a lookup of `alias` points at is within a right. A lookup that is empty points at none. */
function reachable(context: RightsContext, column: Column, right: Right, alias: string): string {
  const lookup = `${alias}.${quote(column.name)}`;
  const targets = lookupTables(context.schema, column).map((table) => {
    const target = context.statement.alias();
    return { table, target, filter: rowFilter(context, table, right, target) };
  });
  if (targets.every(({ filter }) => filter === "true")) return "true";
  const conditions = targets.map(({ table, target, filter }) => {
    if (filter === "true" || filter === "false") return { table, condition: filter };
    const id = `${target}.${quote(table.primaryId)}`;
    const condition = `exists (select 1 from ${recordTable(table.name)} ${target} where ${id} = ${lookup} and ${filter})`;
    return { table, condition };
  });
  const [first] = conditions;
  if (first && conditions.length === 1) return first.condition;
  if (!isPolymorphic(column)) return `(${conditions.map(({ condition }) => condition).join(" or ")})`;
  const type = `${alias}.${quote(`${column.name}_table`)}`;
  const branches = [...Map.groupBy(conditions, ({ condition }) => condition)].map(([condition, group]) => {
    const names = group.flatMap(({ table }) => storedNames(context.schema, table)).map(literal);
    return `when ${type} in (${names.join(", ")}) then ${condition}`;
  });
  return `case ${branches.join(" ")} else false end`;
}
