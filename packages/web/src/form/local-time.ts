/** Instants as the clock on the user's wall shows them, and back. */

/** `2024-03-10T09:30:00Z` -> `2024-03-10T10:30` in the zone: what a `datetime-local` input holds. */
export function toLocalTime(iso: string, timeZone: string | undefined): string {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return "";
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 16);
}

/** `2024-03-10T10:30` in the zone -> `2024-03-10T09:30:00Z`; undefined when it is no time. */
export function fromLocalTime(local: string, timeZone: string | undefined): string | undefined {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset is that of the instant looked for: guess by the wall time, then look again where the guess leads.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  const instant = asUtc - offsetAt(guess, timeZone);
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** The day (`yyyy-mm-dd`) that an instant falls on in the zone. */
export function localDay(iso: string, timeZone: string | undefined): string {
  return toLocalTime(iso, timeZone).slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string | undefined): number {
  const key = timeZone ?? "";
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      ...(timeZone !== undefined && { timeZone }),
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(key, format);
  const parts = new Map(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(instant / 1000) * 1000;
}
