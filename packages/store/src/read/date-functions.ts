/** Query functions that ask when: name and values -> a span of time, as the user's calendar has it. Pure. */
import type { Literal } from "@leadwright/query";
import type { Language } from "@leadwright/schema";
import type { FiscalCalendar } from "../types.ts";
import { addUnits, type CalendarUnit, type Day, parseDay, startOf } from "./calendar.ts";
import { fiscalPeriod, fiscalStart, fiscalYear } from "./fiscal.ts";

/** A day stands for its first moment in the user's time zone; an instant is milliseconds since 1970. */
export type Moment = { readonly day: Day } | { readonly instant: number };

export interface Span {
  readonly from?: Moment;
  /** Not included. */
  readonly before?: Moment;
  /** Included. */
  readonly until?: Moment;
}

export interface Today {
  readonly now: number;
  readonly day: Day;
  readonly language: Language;
  readonly fiscal: FiscalCalendar;
}

type SpanOf = (today: Today, value: number, second: number) => Span;

const hour = 3_600_000;
const minute = 60_000;

const numbered: ReadonlyMap<string, SpanOf> = new Map<string, SpanOf>([
  ["Today", ({ day }) => days(day, day + 1)],
  ["Tomorrow", ({ day }) => days(day + 1, day + 2)],
  ["Yesterday", ({ day }) => days(day - 1, day)],
  ["Last7Days", (today) => lastDays(today, "Day", 7)],
  ["Next7Days", (today) => nextDays(today, "Day", 7)],
  ...(["Week", "Month", "Year", "FiscalPeriod", "FiscalYear"] as const).flatMap((unit): [string, SpanOf][] => [
    [`Last${unit}`, (today) => units(today, unit, -1, 0)],
    [`This${unit}`, (today) => units(today, unit, 0, 1)],
    [`Next${unit}`, (today) => units(today, unit, 1, 2)],
  ]),
  ...(["Day", "Week", "Month", "Year"] as const).flatMap((unit): [string, SpanOf][] => [
    [`LastX${unit}s`, (today, count) => lastDays(today, unit, count)],
    [`NextX${unit}s`, (today, count) => nextDays(today, unit, count)],
    [`OlderThanX${unit}s`, ({ day }, count) => ({ before: { day: addUnits(unit, day, -count) } })],
  ]),
  ...(["FiscalPeriod", "FiscalYear"] as const).flatMap((unit): [string, SpanOf][] => [
    [`LastX${unit}s`, (today, count) => units(today, unit, -count, 0)],
    [`NextX${unit}s`, (today, count) => units(today, unit, 1, 1 + count)],
  ]),
  ["LastXHours", ({ now }, count) => ({ from: { instant: now - count * hour }, until: { instant: now } })],
  ["NextXHours", ({ now }, count) => ({ from: { instant: now }, until: { instant: now + count * hour } })],
  ["OlderThanXHours", ({ now }, count) => ({ before: { instant: now - count * hour } })],
  ["OlderThanXMinutes", ({ now }, count) => ({ before: { instant: now - count * minute } })],
  ["InFiscalYear", ({ fiscal }, year) => days(...fiscalYear(fiscal, year))],
  ["InFiscalPeriodAndYear", ({ fiscal }, period, year) => days(...fiscalPeriod(fiscal, year, period))],
  [
    "InOrAfterFiscalPeriodAndYear",
    ({ fiscal }, period, year) => ({ from: { day: fiscalPeriod(fiscal, year, period)[0] } }),
  ],
  [
    "InOrBeforeFiscalPeriodAndYear",
    ({ fiscal }, period, year) => ({ before: { day: fiscalPeriod(fiscal, year, period)[1] } }),
  ],
]);

const dated: ReadonlyMap<string, (day: Day) => Span> = new Map<string, (day: Day) => Span>([
  ["On", (day) => days(day, day + 1)],
  ["OnOrAfter", (day) => ({ from: { day } })],
  ["OnOrBefore", (day) => ({ before: { day: day + 1 } })],
]);

/** The span that a function asks for, to be worked out when the query runs; undefined when it asks something else. */
export function spanFunction(name: string, values: readonly Literal[]): ((today: Today) => Span) | undefined {
  const ofNumbers = numbered.get(name);
  if (ofNumbers) return (today) => ofNumbers(today, Number(values[0] ?? 0), Number(values[1] ?? 0));
  const ofDay = dated.get(name);
  return ofDay && (() => ofDay(parseDay(String(values[0]))));
}

function days(from: Day, before: Day): Span {
  return { from: { day: from }, before: { day: before } };
}

/** From the first day of a unit, counted from the one that today is in, to the first day of another. */
function units(
  { day, language, fiscal }: Today,
  unit: CalendarUnit | "FiscalYear" | "FiscalPeriod",
  from: number,
  before: number,
): Span {
  if (unit === "FiscalYear" || unit === "FiscalPeriod")
    return days(fiscalStart(fiscal, unit, day, from), fiscalStart(fiscal, unit, day, before));
  const start = startOf(unit, day, language);
  return days(addUnits(unit, start, from), addUnits(unit, start, before));
}

/** Whole days, but not what is still to come of today. */
function lastDays({ day, now }: Today, unit: CalendarUnit, count: number): Span {
  return { from: { day: addUnits(unit, day, -count) }, until: { instant: now } };
}

function nextDays({ day, now }: Today, unit: CalendarUnit, count: number): Span {
  return { from: { instant: now }, before: { day: addUnits(unit, day, count) + 1 } };
}
