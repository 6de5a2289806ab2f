import { useMemo } from "react";
import { useIntl } from "react-intl";

export interface Format {
  /** A calendar day, from `yyyy-mm-dd` or an instant. */
  readonly day: (iso: string) => string;
  /** An instant in the user's time zone. */
  readonly moment: (iso: string) => string;
  /** "3 hours ago", "tomorrow"; beyond a month the day. */
  readonly relative: (iso: string, now?: number) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly money: (value: number, currency: string) => string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Dates, numbers and money as the user's language writes them. */
export function useFormat(): Format {
  const intl = useIntl();
  return useMemo<Format>(() => {
    const dayOnly = (iso: string) =>
      iso.length === 10
        ? intl.formatDate(`${iso}T00:00:00Z`, { dateStyle: "medium", timeZone: "UTC" })
        : intl.formatDate(iso, { dateStyle: "medium" });
    return {
      day: dayOnly,
      moment: (iso) => intl.formatDate(iso, { dateStyle: "medium", timeStyle: "short" }),
      relative: (iso, now = Date.now()) => {
        const distance = Date.parse(iso) - now;
        const size = Math.abs(distance);
        const auto = { numeric: "auto" } as const;
        if (size < minute) return intl.formatRelativeTime(0, "second", auto);
        if (size < hour) return intl.formatRelativeTime(Math.round(distance / minute), "minute", auto);
        if (size < day) return intl.formatRelativeTime(Math.round(distance / hour), "hour", auto);
        if (size < 30 * day) return intl.formatRelativeTime(Math.round(distance / day), "day", auto);
        return dayOnly(iso);
      },
      number: (value, digits) =>
        intl.formatNumber(
          value,
          digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
        ),
      money: (value, currency) =>
        intl.formatNumber(value, { style: "currency", currency, currencyDisplay: "narrowSymbol" }),
    };
  }, [intl]);
}
