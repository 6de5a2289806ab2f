/** When a backup is due, by the clock on the wall of the organisation. Pure. */

export interface BackupTimes {
  readonly frequency: "daily" | "weekly";
  /** 0 is Sunday; of weekly backups. */
  readonly weekday: number;
  /** 0 to 23 */
  readonly hour: number;
  /** IANA name, such as Europe/Warsaw. */
  readonly timeZone: string;
}

const day = 86_400_000;

/** The last time up to `now` that a backup was due. An hour that a change of the clock leaves out is the next one. */
export function lastDue(times: BackupTimes, now: Date): Date {
  return nearestDue(times, now, -1);
}

/** The first time after `now`. */
export function nextDue(times: BackupTimes, now: Date): Date {
  return nearestDue(times, now, 1);
}

function nearestDue({ frequency, weekday, hour, timeZone }: BackupTimes, now: Date, step: 1 | -1): Date {
  const today = Math.floor((now.getTime() + offsetAt(now.getTime(), timeZone)) / day);
  for (let date = today - step; ; date += step) {
    // 1970-01-01 was a Thursday.
    if (frequency === "weekly" && (((date + 4) % 7) + 7) % 7 !== weekday) continue;
    const instant = instantOf(date * day + hour * 3_600_000, timeZone);
    if (step < 0 ? instant <= now.getTime() : instant > now.getTime()) return new Date(instant);
  }
}

/** The instant at which the clock shows `local`, milliseconds as if it were UTC. */
function instantOf(local: number, timeZone: string): number {
  const guess = local - offsetAt(local, timeZone);
  return local - offsetAt(guess, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the clock is ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-u-ca-iso8601-hc-h23", { timeZone, year: "numeric", ...digits });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 1970, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
