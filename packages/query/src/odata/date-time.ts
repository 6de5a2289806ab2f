/** Dates and times as text: any offset in, UTC out. */

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

export interface Moment {
  /** The date as written, whatever its offset: `2026-01-31`. */
  readonly date: string;
  /** `2026-01-31T10:00:00Z`. */
  readonly seconds: string;
  /** The same with milliseconds when there are any: `2026-01-31T10:00:00.250Z`. */
  readonly exact: string;
}

/**
 * Reads a date or a date with time (seconds and offset may be missing; no offset means UTC). Undefined when it is none, or
 * is not within the years 1 to 9999 in UTC.
 */
export function readMoment(text: string): Moment | undefined {
  if (text.length > 40) return undefined;
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [, year = "", month = "", day = "", hour = "00", minute = "00", second = "00", fraction = "", , sign] = parts;
  const date = `${year}-${month}-${day}`;
  if (hour > "23" || minute > "59" || second > "59") return undefined;
  const local = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  // The 30th of February is parsed as a day of March.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date)) return undefined;
  const offset = (Number(parts[10] ?? 0) * 60 + Number(parts[11] ?? 0)) * (sign === "-" ? -1 : 1);
  if (Math.abs(offset) > 14 * 60) return undefined;
  const iso = new Date(local - offset * 60_000).toISOString();
  if (year === "0000" || iso.length !== 24 || iso.startsWith("0000")) return undefined;
  const seconds = `${iso.slice(0, 19)}Z`;
  return { date, seconds, exact: iso.endsWith(".000Z") ? seconds : iso };
}
