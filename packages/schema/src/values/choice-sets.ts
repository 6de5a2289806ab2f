/** Values of columns that hold several choices. */
import type { Column, Value } from "../types.ts";

/** As on the real service. */
export const maxChosen = 150;

const longest = 20_000;
const wholeNumbers = /^\s*\d{1,10}\s*(?:,\s*\d{1,10}\s*)*$/;

/**
 * Choices as the house keeps them, `1,3`: ascending, each once, so that equal sets are equal texts. Takes what clients
 * write, `3, 1`, and the number of one choice. Undefined for anything else.
 */
export function choiceSet(value: Value): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || text.length > longest || !wholeNumbers.test(text)) return undefined;
  const values = new Set(text.split(",").map(Number));
  return [...values].every((each) => each <= 2_147_483_647) ? choiceSetOf(values) : undefined;
}

/** The same of numbers; an empty text for none. */
export function choiceSetOf(values: Iterable<number>): string {
  return [...new Set(values)].sort((a, b) => a - b).join(",");
}

/** The numbers of a set as the house keeps it. */
export function chosen(set: string): readonly number[] {
  return set === "" ? [] : set.split(",").map(Number);
}

/** Those of the set that the column does not offer. */
export function unknownChoices({ choices = [] }: Pick<Column, "choices">, set: string): readonly number[] {
  const known = new Set(choices.map(({ value }) => value));
  return chosen(set).filter((value) => !known.has(value));
}
