import { localDay } from "../form/local-time.ts";

export interface DayGroup<Item> {
  /** `yyyy-mm-dd` in the user's time zone. */
  readonly day: string;
  readonly items: readonly Item[];
}

/** Neighbours of one day together, in the order they come. */
export function groupByDay<Item extends { readonly at: string }>(
  items: readonly Item[],
  timeZone: string | undefined,
): readonly DayGroup<Item>[] {
  const groups: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = localDay(item.at, timeZone);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}

/** Whole days from one `yyyy-mm-dd` to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
