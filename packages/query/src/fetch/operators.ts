/** The operators of FetchXML and what each asks. */
import { queryFunctions } from "../odata/functions.ts";
import type { CompareOperator, TextOperator } from "../tree.ts";

export type FetchOperator =
  | { readonly kind: "compare"; readonly operator: CompareOperator }
  | { readonly kind: "text"; readonly operator: TextOperator; readonly negated: boolean }
  | { readonly kind: "null"; readonly operator: "eq" | "ne" }
  /** A query function; how many values it takes the table of functions says. */
  | { readonly kind: "function"; readonly name: string };

const text = (operator: TextOperator, negated = false): FetchOperator => ({ kind: "text", operator, negated });
const compare = (operator: CompareOperator): FetchOperator => ({ kind: "compare", operator });
const named = (name: string): FetchOperator => ({ kind: "function", name });

const own: readonly (readonly [string, FetchOperator])[] = [
  ["eq", compare("eq")],
  ["ne", compare("ne")],
  ["neq", compare("ne")],
  ["gt", compare("gt")],
  ["ge", compare("ge")],
  ["lt", compare("lt")],
  ["le", compare("le")],
  ["like", text("like")],
  ["not-like", text("like", true)],
  ["begins-with", text("startswith")],
  ["not-begin-with", text("startswith", true)],
  ["ends-with", text("endswith")],
  ["not-end-with", text("endswith", true)],
  ["null", { kind: "null", operator: "eq" }],
  ["not-null", { kind: "null", operator: "ne" }],
  ["last-seven-days", named("Last7Days")],
  ["next-seven-days", named("Next7Days")],
  ["eq-or-under", named("UnderOrEqual")],
  ["eq-or-above", named("AboveOrEqual")],
  ["not-contain-values", named("DoesNotContainValues")],
  ["eq-userid", named("EqualUserId")],
  ["ne-userid", named("NotEqualUserId")],
  ["eq-userteams", named("EqualUserTeams")],
  ["eq-useroruserteams", named("EqualUserOrUserTeams")],
  ["eq-useroruserhierarchy", named("EqualUserOrUserHierarchy")],
  ["eq-useroruserhierarchyandteams", named("EqualUserOrUserHierarchyAndTeams")],
  ["eq-businessid", named("EqualBusinessId")],
  ["ne-businessid", named("NotEqualBusinessId")],
  ["eq-userlanguage", named("EqualUserLanguage")],
];

/** The rest are the query functions by their names, in the other spelling: `last-x-fiscal-years`. */
const spelt = [...queryFunctions.keys()]
  .filter((name) => !/^Equal|^NotEqual|Last7|Next7|OrEqual$|^Contains$|^DoesNot/.test(name))
  .map((name): readonly [string, FetchOperator] => [operatorOf(name), named(name)]);

function operatorOf(name: string): string {
  return name
    .replace(/(?<!^)([A-Z])/g, "-$1")
    .toLowerCase()
    .replace("older-than", "olderthan");
}

export const fetchOperators: ReadonlyMap<string, FetchOperator> = new Map([...own, ...spelt]);
