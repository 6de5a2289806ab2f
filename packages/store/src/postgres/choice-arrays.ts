/** Several choices of a column: `1,3` in the house, an array in PostgreSQL. */

/** `1,3` -> `{1,3}`, as PostgreSQL reads an array. */
export function choiceArray(set: string): string {
  return `{${set}}`;
}

/** `{1,3}` -> `1,3`. */
export function choicesOfArray(text: string): string {
  return text.slice(1, -1);
}
