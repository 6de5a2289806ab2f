import type { QueryTree } from "@leadwright/query";
import { AppError, type Schema } from "@leadwright/schema";
import { denied } from "../pipeline/rights-queries.ts";
import type { Annotations, Principal, Shape } from "../types.ts";
import { type CompiledRecord, compileRecord } from "./compile-query.ts";
import { formatsFor } from "./formats.ts";
import { cachedPlan } from "./plan-cache.ts";
import { annotationsKey, checkReadable } from "./read-page.ts";
import { type Database, runStatement } from "./run-statement.ts";
import { type RecordWriter, recordWriter } from "./write-json.ts";

interface RecordReadPlan extends CompiledRecord {
  readonly write: RecordWriter;
}

/**
 * One row by id with what the tree selects and expands, in one statement. Throws objectDoesNotExist, privilegeDenied and
 * what readPage throws.
 */
export async function readRecord(
  database: Database,
  schema: Schema,
  principal: Principal,
  tree: QueryTree,
  id: string,
  shape: Shape,
  now: Date,
): Promise<{ readonly json: string; readonly version: string }> {
  const table = checkReadable(schema, principal, tree);
  const { annotations, baseUrl } = shape;
  const key = `record ${principal.rightsKey} ${annotationsKey(annotations)}`;
  const plan = cachedPlan(schema, tree, key, () => makePlan(schema, principal, tree, annotations));
  const [row] = await runStatement(database, plan, { principal, now, id });
  if (!row) throw new AppError("objectDoesNotExist", { table: table.name, id });
  if (row[plan.permittedPlace] !== "t") throw denied(principal, "read", table);
  const { versionPlace = -1 } = plan.record;
  return {
    json: plan.write(row, { formats: formatsFor(principal.language, principal.timeZone), baseUrl }),
    version: row[versionPlace] ?? "0",
  };
}

function makePlan(schema: Schema, principal: Principal, tree: QueryTree, annotations: Annotations): RecordReadPlan {
  const compiled = compileRecord(schema, principal, tree, annotations);
  return { ...compiled, write: recordWriter(schema, compiled.record, annotations) };
}
