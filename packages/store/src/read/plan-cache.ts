import type { QueryTree } from "@leadwright/query";
import type { Schema } from "@leadwright/schema";

/** Plans of one tree: few, since rights and shapes are few. A tree that outgrows this starts again. */
const maxPlans = 200;

interface Known {
  readonly schema: Schema;
  readonly plans: Map<string, unknown>;
}

const known = new WeakMap<QueryTree, Known>();

/**
 * What was made from a tree before, under the same schema and key, or what `make` makes now. Trees are frozen and live as
 * long as their holder (the server keeps those of recent URLs), and a plan lives as long as its tree: nothing to clean up.
 */
export function cachedPlan<Plan extends object>(schema: Schema, tree: QueryTree, key: string, make: () => Plan): Plan {
  const plans = plansOf(schema, tree);
  const plan = plans.get(key);
  if (plan !== undefined) return plan as Plan;
  if (plans.size >= maxPlans) plans.clear();
  const made = make();
  plans.set(key, made);
  return made;
}

function plansOf(schema: Schema, tree: QueryTree): Map<string, unknown> {
  const found = known.get(tree);
  // After a customisation the schema is another object, and plans of the old one are of no more use.
  if (found?.schema === schema) return found.plans;
  const plans = new Map<string, unknown>();
  known.set(tree, { schema, plans });
  return plans;
}
