/** Fiscal years and their periods, in days and in SQL. Pure. */
import type { FiscalCalendar } from "../types.ts";
import { type Day, dateOf, fromDate } from "./calendar.ts";
import type { BindContext, Statement } from "./statement.ts";

/** Fiscal years are calendar years, periods their quarters. */
export const calendarYears: FiscalCalendar = { month: 0, day: 0, months: 3, namedAfterEnd: false };

const fourWeeks = 28;
const lastOfFourWeeks = 12;

/** Years and periods are numbered from 0 in here. */
interface Period {
  readonly year: number;
  readonly period: number;
}

/** The fiscal year that the day is in (by the year in which it begins), and the period of it. */
function periodOf({ month, day: first, months }: FiscalCalendar, day: Day): Period {
  const shifted = dateOf(day - first);
  const monthsSince = shifted.year * 12 + shifted.month - month;
  const year = Math.floor(monthsSince / 12);
  if (months > 0) return { year, period: Math.floor((monthsSince - year * 12) / months) };
  const begin = fromDate(year, month, 1 + first);
  return { year, period: Math.min(Math.floor((day - begin) / fourWeeks), lastOfFourWeeks) };
}

/** The first day of a period; its number may lie outside of its year. */
function startOfPeriod({ month, day, months }: FiscalCalendar, { year, period }: Period): Day {
  if (months > 0) return fromDate(year, month + period * months, 1 + day);
  const years = Math.floor(period / (lastOfFourWeeks + 1));
  return fromDate(year + years, month, 1 + day) + (period - years * (lastOfFourWeeks + 1)) * fourWeeks;
}

/** First day of the fiscal year or period that is `count` later than the one that the day is in. */
export function fiscalStart(fiscal: FiscalCalendar, unit: "FiscalYear" | "FiscalPeriod", day: Day, count: number): Day {
  const { year, period } = periodOf(fiscal, day);
  if (unit === "FiscalYear") return startOfPeriod(fiscal, { year: year + count, period: 0 });
  return startOfPeriod(fiscal, { year, period: period + count });
}

/** First day of a fiscal year, named as the organisation names it, and of the next. */
export function fiscalYear(fiscal: FiscalCalendar, name: number): readonly [from: Day, before: Day] {
  const year = name - nameOffset(fiscal);
  return [startOfPeriod(fiscal, { year, period: 0 }), startOfPeriod(fiscal, { year: year + 1, period: 0 })];
}

/** The same of a period, numbered from 1. */
export function fiscalPeriod(fiscal: FiscalCalendar, name: number, period: number): readonly [from: Day, before: Day] {
  const year = name - nameOffset(fiscal);
  const from = startOfPeriod(fiscal, { year, period: period - 1 });
  return [from, startOfPeriod(fiscal, { year, period })];
}

/** A year that begins on 1 January ends in the same year. */
function nameOffset({ month, day, namedAfterEnd }: FiscalCalendar): number {
  return namedAfterEnd && month + day > 0 ? 1 : 0;
}

/** Of a local time or date: the fiscal year's name, or the number of the period in it. */
export function fiscalPartSql(statement: Statement, local: string, part: "year" | "period"): string {
  const of = (key: string, value: (fiscal: FiscalCalendar) => number) =>
    statement.bound(`fiscal ${key}`, "integer", (bind) => value(fiscalOf(bind)));
  const [month, day] = [of("month", (fiscal) => fiscal.month), of("day", (fiscal) => fiscal.day)];
  const shifted = `(${local} - make_interval(days => ${day}) - make_interval(months => ${month}))`;
  if (part === "year") return `(extract(year from ${shifted})::integer + ${of("name", nameOffset)})`;
  const months = of("months", (fiscal) => fiscal.months);
  const weeks = `least((extract(doy from ${shifted})::integer - 1) / ${fourWeeks}, ${lastOfFourWeeks})`;
  const period = `(extract(month from ${shifted})::integer - 1) / nullif(${months}, 0)`;
  return `(coalesce(${period}, ${weeks}) + 1)`;
}

export function fiscalOf({ principal }: BindContext): FiscalCalendar {
  return principal?.fiscal ?? calendarYears;
}
