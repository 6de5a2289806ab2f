/** The choices of a column: those of its data, or of the set that it shares, with what an administrator made of them. */
import type { Choice, ChoiceChange, ColumnData, Customisation, GlobalChoice, TableData } from "./types.ts";

/** Changes of a shared set are kept under no table. */
const ofSet = "";

/** Sets of choices by name: those that standard columns share, then an administrator's own. */
export function globalChoices(
  tables: readonly TableData[],
  customisation: Customisation,
): ReadonlyMap<string, GlobalChoice> {
  const sets = new Map<string, GlobalChoice>();
  for (const { globalChoice: name, label, choices = [] } of tables.flatMap(({ columns }) => columns))
    if (name !== undefined && !sets.has(name)) sets.set(name, { name, label, choices });
  for (const set of customisation.globalChoices ?? [])
    if (!sets.has(set.name)) sets.set(set.name, { ...set, custom: true });
  for (const [name, set] of sets) {
    const choices = mergeChoices(set.choices, changesOf(customisation, ofSet, name));
    const words = customisation.descriptions?.find((each) => each.table === ofSet && each.column === name)?.change;
    const described = { ...set, ...words, ...(words?.labels?.en !== undefined && { label: words.labels.en }) };
    sets.set(name, Object.freeze({ ...described, choices: Object.freeze(choices) }));
  }
  return sets;
}

/** Undefined for a column without choices. */
export function columnChoices(
  table: string,
  { name, choices, globalChoice }: ColumnData,
  sets: ReadonlyMap<string, GlobalChoice>,
  customisation: Customisation,
): readonly Choice[] | undefined {
  if (globalChoice !== undefined) return sets.get(globalChoice)?.choices ?? [];
  return choices && Object.freeze(mergeChoices(choices, changesOf(customisation, table, name)));
}

function changesOf({ choices }: Customisation, table: string, column: string): ChoiceChange[] {
  return choices.filter((each) => each.table === table && each.column === column).map(({ choice }) => choice);
}

function mergeChoices(choices: readonly Choice[], changes: readonly ChoiceChange[]): Choice[] {
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  const places = new Map<number, number>();
  for (const { removed, position, ...change } of changes) {
    if (removed) byValue.delete(change.value);
    else byValue.set(change.value, { label: String(change.value), ...byValue.get(change.value), ...change });
    if (position !== undefined) places.set(change.value, position);
  }
  const place = ({ value }: Choice) => places.get(value) ?? Number.POSITIVE_INFINITY;
  return [...byValue.values()].toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}
