/** Days of the calendar as whole numbers (1970-01-01 is 0), without hours or zones. Pure. */
import type { Language } from "@leadwright/schema";

export type Day = number;
export type CalendarUnit = "Day" | "Week" | "Month" | "Year";

const dayLength = 86_400_000;
/** 0001-01-01 and 9999-12-31. */
const firstDay: Day = -719_162;
const lastDay: Day = 2_932_896;
const monthsIn: Readonly<Partial<Record<CalendarUnit, number>>> = {
  Month: 1,
  Year: 12,
};

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day that it is at `instant` in a time zone. */
export function localDay(instant: Date, timeZone: string): Day {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-u-ca-iso8601", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    dayFormats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return fromDate(parts.year ?? 1970, (parts.month ?? 1) - 1, parts.day ?? 1);
}

/** `yyyy-mm-dd`; a day outside of the years 1 to 9999 becomes the nearest inside. */
export function formatDay(day: Day): string {
  return new Date(Math.min(Math.max(day, firstDay), lastDay) * dayLength).toISOString().slice(0, 10);
}

export function parseDay(text: string): Day {
  return Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / dayLength);
}

/** The first day of the unit that the day is in. Weeks begin on Sunday in English, on Monday elsewhere. */
export function startOf(unit: CalendarUnit, day: Day, language: Language): Day {
  const months = monthsIn[unit];
  if (months === undefined) return unit === "Week" ? startOfWeek(day, language) : day;
  const date = new Date(day * dayLength);
  return fromDate(date.getUTCFullYear(), date.getUTCMonth() - (date.getUTCMonth() % months), 1);
}

/** So many units later; the 31st of a month becomes the last day of a shorter one. */
export function addUnits(unit: CalendarUnit, day: Day, count: number): Day {
  const months = monthsIn[unit];
  if (months === undefined) return day + count * (unit === "Week" ? 7 : 1);
  const date = new Date(day * dayLength);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months * count];
  const length = fromDate(year, month + 1, 1) - fromDate(year, month, 1);
  return fromDate(year, month, Math.min(date.getUTCDate(), length));
}

function startOfWeek(day: Day, language: Language): Day {
  const first = language === "en" ? 0 : 1;
  // Day 0 was a Thursday.
  const weekday = (((day + 4 - first) % 7) + 7) % 7;
  return day - weekday;
}

/** Year, and month from 0. */
export function dateOf(day: Day): { readonly year: number; readonly month: number } {
  const date = new Date(Math.min(Math.max(day, firstDay), lastDay) * dayLength);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}

export function fromDate(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  const time = date.getTime();
  if (!Number.isNaN(time)) return Math.floor(time / dayLength);
  return year + month / 12 < 1970 ? firstDay : lastDay;
}
