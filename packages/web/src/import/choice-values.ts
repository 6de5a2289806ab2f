import type { Column, Table } from "@leadwright/schema";
import type { Labels } from "@leadwright/schema/labels/load";
import type { Scalar } from "./types.ts";

/** The choice that a cell names, by label or number, as the server reads it. Undefined: none. */
function choiceNamed(table: Table, column: Column, labels: Labels, text: string): number | undefined {
  const wanted = text.trim().toLowerCase();
  const choices = column.choices ?? [];
  const named = choices.find(
    (choice) => choice.label.toLowerCase() === wanted || labels.choice(table, column, choice).toLowerCase() === wanted,
  );
  return (named ?? choices.find(({ value }) => String(value) === wanted))?.value;
}

export interface ValueMatch {
  readonly text: string;
  /** What it stands for: a choice; null: nothing; undefined: no choice is called so. */
  readonly choice: number | null | undefined;
  /** Decided on this page, or remembered, rather than read from the text. */
  readonly fixed: boolean;
}

/** What each different cell of a choice column stands for. */
export function valueMatches(
  table: Table,
  column: Column,
  labels: Labels,
  texts: readonly string[],
  values: Readonly<Record<string, Scalar>>,
): readonly ValueMatch[] {
  return texts.map((text) => {
    if (!Object.hasOwn(values, text)) {
      return { text, choice: choiceNamed(table, column, labels, text), fixed: false };
    }
    const value = values[text];
    if (value === null || value === undefined) return { text, choice: null, fixed: true };
    return { text, choice: choiceNamed(table, column, labels, String(value)), fixed: true };
  });
}
