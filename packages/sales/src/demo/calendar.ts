import type { Chance } from "./chance.ts";
import { storyDays } from "./demo-plan.ts";

export const hour = 3_600_000;
export const day = 24 * hour;

/** How many leads come in, by month: quiet in summer and at the turn of the year, busy at the fairs. */
const monthWeights = [0.9, 1, 1.25, 1.15, 1.05, 0.95, 0.7, 0.65, 1.2, 1.3, 1.1, 0.75];

/** ISO text in whole seconds, as records have it. */
export function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** When leads come in over the story: by season, on working days, a little more each month. */
export class LeadCalendar {
  readonly start: number;
  readonly end: number;
  readonly #cumulated: Float64Array;

  constructor(now: number) {
    this.end = now;
    this.start = now - storyDays * day;
    this.#cumulated = new Float64Array(storyDays + 1);
    for (let index = 0; index < storyDays; index++) {
      const date = new Date(this.start + index * day);
      const weekend = date.getUTCDay() % 6 === 0 ? 0.15 : 1;
      const season = monthWeights[date.getUTCMonth()] ?? 1;
      const weight = weekend * season * (1 + (0.4 * index) / storyDays);
      this.#cumulated[index + 1] = (this.#cumulated[index] ?? 0) + weight;
    }
  }

  /** The moment by which the share `quantile` (0 to 1) of all leads has come in. */
  at(quantile: number): number {
    const wanted = quantile * (this.#cumulated[storyDays] ?? 0);
    let [low, high] = [0, storyDays];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#cumulated[middle] ?? 0) <= wanted) low = middle;
      else high = middle;
    }
    const [before, after] = [this.#cumulated[low] ?? 0, this.#cumulated[high] ?? 0];
    const within = after > before ? (wanted - before) / (after - before) : 0;
    return Math.min(this.end - 60_000, this.start + (low + within) * day);
  }
}

/**
 * The nearest moment at which people of that clock (hours ahead of UTC) are at work: Monday to Friday, 8 to 18. Never
 * outside of `from` to `to`.
 */
export function atWork(at: number, ahead: number, from: number, to: number, chance: Chance): number {
  const local = new Date(at + ahead * hour);
  const weekday = local.getUTCDay();
  const shift = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
  let moved = at + shift * day;
  const time = local.getUTCHours();
  if (time < 8 || time >= 18) {
    const midnight = Math.floor((moved + ahead * hour) / day) * day - ahead * hour;
    moved = midnight + (8 + 10 * chance.fraction()) * hour;
  }
  return Math.max(from, Math.min(to, moved));
}

/** Of the leads that come in by themselves, those that do so whenever it pleases them; of the others hardly any. */
export const anyHourShare = { web: 0.2, others: 0.03 };

/** As `atWork`, but before `to`: what would be later is moved to a working day before. */
export function beforeAtWork(at: number, ahead: number, to: number, chance: Chance): number {
  let moved = atWork(at, ahead, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, chance);
  while (moved > to || [0, 6].includes(new Date(moved + ahead * hour).getUTCDay())) moved -= day;
  return moved;
}
