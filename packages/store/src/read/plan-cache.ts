import type { QueryTree } from "@leadwright/query";
import type { Schema } from "@leadwright/schema";

/** Plans of one tree: few, since rights and shapes are few. A tree that outgrows this starts again. */
const maxPlans = 200;
/** Trees without a filter that are remembered by what they say. */
const maxTrees = 500;

interface Known {
  readonly schema: Schema;
  readonly plans: Map<string, unknown>;
}

const byTree = new WeakMap<QueryTree, Known>();
/** Plans hold the schema they were made from: those of an old one, some megabytes each, go with it. */
const byText = new WeakMap<Schema, Map<string, Known>>();

/**
 * What was made from a tree before, under the same schema and key, or what `make` makes now. Trees are frozen and live as
 * long as their holder (the server keeps those of recent URLs), and a plan lives as long as its tree. Another tree that
 * says the same finds it too, unless it filters: each record has a URL of its own, but the forms that show them are few.
 */
export function cachedPlan<Plan extends object>(schema: Schema, tree: QueryTree, key: string, make: () => Plan): Plan {
  const { plans } = knownOf(schema, tree);
  const plan = plans.get(key);
  if (plan !== undefined) return plan as Plan;
  if (plans.size >= maxPlans) plans.clear();
  const made = make();
  plans.set(key, made);
  return made;
}

function knownOf(schema: Schema, tree: QueryTree): Known {
  const found = byTree.get(tree);
  // After a customisation the schema is another object, and plans of the old one are of no more use.
  if (found?.schema === schema) return found;
  const known = knownByText(schema, textOf(tree));
  byTree.set(tree, known);
  return known;
}

function knownByText(schema: Schema, text: string | undefined): Known {
  const made = (): Known => ({ schema, plans: new Map<string, unknown>() });
  if (text === undefined) return made();
  const texts = byText.get(schema) ?? new Map<string, Known>();
  byText.set(schema, texts);
  const found = texts.get(text);
  if (found !== undefined) return found;
  if (texts.size >= maxTrees) texts.clear();
  const known = made();
  texts.set(text, known);
  return known;
}

/** All that a tree says, under one schema; undefined when it says more than names and numbers. */
function textOf({ table, select, filter, orderBy, top, count, expand, ...more }: QueryTree): string | undefined {
  if (filter || Object.keys(more).length > 0) return undefined;
  const expands = expand.map(({ navigation, refOnly, query }) => [navigation.name, refOnly, textOf(query)]);
  if (expands.some(([, , inner]) => inner === undefined)) return undefined;
  const order = orderBy.map(({ path, descending }) => [
    path.steps.map(({ name }) => name),
    path.column.name,
    descending,
  ]);
  return JSON.stringify([table, select?.map(({ name }) => name) ?? null, order, top ?? null, count, expands]);
}
