import type { Change, Rule } from "../types.ts";
import type { Draft, Phase } from "./draft.ts";

/** The rules of the floors above, found by table and message. */
export class RuleBook {
  readonly #rules: readonly Rule[];
  readonly #found = new Map<string, readonly Rule[]>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  for(table: string, message: Change["message"]): readonly Rule[] {
    const key = `${message} ${table}`;
    let found = this.#found.get(key);
    if (!found) {
      found = this.#rules.filter(
        (rule) => rule.messages.includes(message) && (rule.tables === "all" || rule.tables.includes(table)),
      );
      this.#found.set(key, found);
    }
    return found;
  }
}

/** Asks each rule in turn; a rule sees what the ones before it added. */
export const applyRules: Phase = (draft) => {
  const rules = draft.engine.rules.for(draft.table.name, draft.message);
  return rules.length > 0 ? askAll(rules, draft) : undefined;
};

async function askAll(rules: readonly Rule[], draft: Draft): Promise<void> {
  for (const rule of rules) {
    const waiting = rule.apply(draft);
    if (waiting) await waiting;
  }
}
