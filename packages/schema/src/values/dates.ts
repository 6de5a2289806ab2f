/** ISO 8601 text -> the one form dates have inside the house. */

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,12})?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const firstYear = 1753;
export const lastYear = 9999;

export type DateProblem = "syntax" | "range";

/**
 * Date and time, `yyyy-mm-ddThh:mm:ssZ`: any offset becomes UTC, none is UTC, no time is midnight, fractions are dropped.
 * Years outside 1753 to 9999 in UTC are the problem "range", everything unreadable is "syntax".
 */
export function normalDateTime(text: string): { readonly text: string } | DateProblem {
  const parts = readParts(text);
  if (typeof parts === "string") return parts;
  const { year, month, day, hour, minute, second, offset } = parts;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second));
  const reached = date.getUTCFullYear();
  if (reached < firstYear || reached > lastYear) return "range";
  return { text: `${date.toISOString().slice(0, 19)}Z` };
}

/** The date as written, `yyyy-mm-dd`; a time beside it is checked and dropped. Problems as for normalDateTime. */
export function normalDate(text: string): { readonly text: string } | DateProblem {
  const parts = readParts(text);
  return typeof parts === "string" ? parts : { text: text.slice(0, 10) };
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

function readParts(text: string): Parts | DateProblem {
  const found = text.length > 48 ? null : iso.exec(text);
  if (found === null) return "syntax";
  const at = (index: number) => Number(found[index] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  const offset = (at(8) * 60 + at(9)) * (found[7] === "-" ? -1 : 1);
  if (month < 1 || day < 1 || day > daysInMonth(year, month)) return "syntax";
  if (hour > 23 || minute > 59 || second > 59 || at(9) > 59 || Math.abs(offset) > 14 * 60) return "syntax";
  if (year < firstYear) return "range";
  return { year, month, day, hour, minute, second, offset };
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && !leap ? 28 : (lengths[month - 1] ?? 0);
}
