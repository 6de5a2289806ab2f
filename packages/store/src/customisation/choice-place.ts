import type { Column } from "@leadwright/schema";

/** Where the changes of a column's choices are kept: with the column, or under no table with the set that it shares. */
export function choicePlace(table: string, { name, globalChoice }: Column): { table: string; column: string } {
  return globalChoice === undefined ? { table, column: name } : { table: "", column: globalChoice };
}
