export interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** "PLN · Polish Zloty", in the reader's language. */
  readonly label: string;
}

/** Currencies in use where the product's languages are spoken come first. */
const common = ["EUR", "USD", "PLN", "VND", "GBP", "CHF", "CZK"];

/** Every currency that the browser knows, the common ones first, then by code. */
export function currencies(locale: string): readonly Currency[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const others = Intl.supportedValuesOf("currency").filter((code) => !common.includes(code));
  return [...common, ...others].map((code) => ({ code, label: `${code} · ${names.of(code) ?? code}` }));
}

const byRegion: Readonly<Record<string, string>> = { PL: "PLN", VN: "VND", US: "USD", GB: "GBP", CH: "CHF", CZ: "CZK" };

/** A guess from the browser's region; else euro. */
export function likelyCurrency(locale: string): string {
  return byRegion[new Intl.Locale(locale).maximize().region ?? ""] ?? "EUR";
}
