import type { Column } from "@leadwright/schema";

/** What is written beside a number: the currency's symbol, %, min. Empty for a bare count. */
export function unitOf(column: Pick<Column, "name" | "type">, currencySymbol: string): string {
  if (column.type === "Money") return currencySymbol;
  if (/percent|probability/.test(column.name)) return "%";
  return column.name.endsWith("minutes") ? "min" : "";
}

/** `€` for EUR, as the language writes it. */
export function symbolOf(currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  return format.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
}
