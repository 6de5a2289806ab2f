import type { QueryTree } from "@leadwright/query";
import { AppError, type Schema } from "@leadwright/schema";
import type { Annotations, Page, Shape } from "../types.ts";
import { type CompiledAggregation, compileAggregation } from "./compile-aggregation.ts";
import { rootTable } from "./compile-query.ts";
import { formatsFor } from "./formats.ts";
import { cachedPlan } from "./plan-cache.ts";
import { annotationsKey, type PagePlace } from "./read-page.ts";
import { type Database, runStatement } from "./run-statement.ts";
import type { BindContext } from "./statement.ts";
import { type FieldWriter, fieldWriter, type Texts, type WriteContext } from "./write-field.ts";

interface Plan extends CompiledAggregation {
  readonly write: (row: Texts, context: WriteContext) => string;
}

/** A page of what a tree's rows put together give. Throws aggregateLimitExceeded when those are more than are allowed. */
export async function readAggregates(
  database: Database,
  schema: Schema,
  tree: QueryTree,
  { annotations, baseUrl }: Shape,
  bind: BindContext,
  { page, wanted, limit, offset }: PagePlace,
): Promise<Page> {
  const { principal } = bind;
  const key = `aggregate ${principal?.rightsKey} ${annotationsKey(annotations)} ${limit}${offset > 0 ? " counted" : ""}`;
  const plan = cachedPlan(schema, tree, key, (): Plan => {
    const compiled = compileAggregation(schema, principal, tree, annotations, limit, offset > 0);
    return { ...compiled, write: rowWriter(schema, tree, compiled, annotations) };
  });
  const rows = await runStatement(database, plan, bind);
  const [first] = rows;
  if (Number(first?.[plan.totalPlace] ?? 0) > Number(first?.[plan.limitPlace] ?? 0))
    throw new AppError("aggregateLimitExceeded", { limit: first?.[plan.limitPlace] ?? "" });
  const context = { formats: formatsFor(principal?.language ?? "en", principal?.timeZone ?? "UTC"), baseUrl };
  const more = rows.length > wanted;
  return {
    rows: rows.slice(0, wanted).map((row) => plan.write(row, context)),
    ...(more && { next: { page: page + 1, values: [], id: "" }, first: { page, values: [], id: "" } }),
  };
}

/** Properties by name; those of a path in an object for each step. */
interface Branch {
  readonly writers: FieldWriter[];
  readonly inner: Map<string, Branch>;
}

function rowWriter(schema: Schema, tree: QueryTree, { fields }: CompiledAggregation, annotations: Annotations) {
  const table = rootTable(schema, tree);
  const root: Branch = { writers: [], inner: new Map() };
  for (const { name, field } of fields) {
    let branch = root;
    for (const step of name.slice(0, -1)) {
      const next = branch.inner.get(step) ?? { writers: [], inner: new Map() };
      branch.inner.set(step, next);
      branch = next;
    }
    branch.writers.push(fieldWriter(schema, table, field, annotations));
  }
  const write = ({ writers, inner }: Branch, row: Texts, context: WriteContext): string => {
    let json = "";
    for (const each of writers) json += each(row, context);
    for (const [name, branch] of inner) json += `,${JSON.stringify(name)}:${write(branch, row, context)}`;
    return `{${json.slice(1)}}`;
  };
  return (row: Texts, context: WriteContext) => write(root, row, context);
}
