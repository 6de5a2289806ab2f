/** Values as people read them, in their language and time zone: formatted values of the Web API. */
import type { Column, Language, Schema, Table } from "@leadwright/schema";
import { labelsFor } from "@leadwright/schema/labels";

const locales: Readonly<Record<Language, string>> = { en: "en-US", pl: "pl-PL", vi: "vi-VN" };
const answers: Readonly<Record<Language, readonly [no: string, yes: string]>> = {
  en: ["No", "Yes"],
  pl: ["Nie", "Tak"],
  vi: ["Không", "Có"],
};
const maxRemembered = 5_000;

/** Takes PostgreSQL's texts. Making one is slow, so there is one for each language and time zone: `formatsFor`. */
export class Formats {
  readonly language: Language;
  readonly #locale: string;
  readonly #numbers = new Map<number, Intl.NumberFormat>();
  readonly #times: Intl.DateTimeFormat;
  readonly #days: Intl.DateTimeFormat;
  readonly #remembered = new Map<string, string>();
  readonly #choices = new WeakMap<Column, Map<number, string>>();

  constructor(language: Language, timeZone: string) {
    this.language = language;
    this.#locale = locales[language];
    const width = language === "en" ? "numeric" : "2-digit";
    const day = { year: "numeric", month: width, day: width } as const;
    this.#times = new Intl.DateTimeFormat(this.#locale, { ...day, hour: width, minute: "2-digit", timeZone });
    this.#days = new Intl.DateTimeFormat(this.#locale, { ...day, timeZone: "UTC" });
  }

  /** "9,500", "12.50". */
  number(text: string, fractionDigits: number): string {
    const digits = Math.min(Math.max(fractionDigits, 0), 20);
    let format = this.#numbers.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(this.#locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      this.#numbers.set(digits, format);
    }
    // Decimal text is formatted digit by digit, beyond the precision of a number.
    return format.format(text as Intl.StringNumericLiteral);
  }

  /** "$100,000.00". `currency` is its precision, a space and its symbol; without one the column's precision counts. */
  money(text: string, precision: number, currency: string | null): string {
    if (currency === null) return this.number(text, precision);
    const space = currency.indexOf(" ");
    const amount = this.number(text, Number(currency.slice(0, space)));
    const symbol = currency.slice(space + 1);
    if (symbol === "") return amount;
    if (this.language !== "en") return `${amount}\u00a0${symbol}`;
    return amount.startsWith("-") ? `-${symbol}${amount.slice(1)}` : `${symbol}${amount}`;
  }

  /** `2016-09-28 22:57:53+00` -> "9/28/2016 10:57 PM". */
  dateTime(text: string): string {
    return this.#remember(text, () =>
      this.#times
        .format(new Date(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`))
        .replace(", ", " ")
        .replace("\u202f", " "),
    );
  }

  /** `2016-09-28` -> "9/28/2016". */
  date(text: string): string {
    return this.#remember(text, () => this.#days.format(new Date(`${text}T00:00:00Z`)));
  }

  boolean(table: Table, column: Column, value: boolean): string {
    if (column.choices?.length) return labelsFor(this.language).choice(table, column, value);
    return answers[this.language][value ? 1 : 0];
  }

  choice(table: Table, column: Column, value: number): string {
    let labels = this.#choices.get(column);
    if (!labels) {
      labels = new Map();
      this.#choices.set(column, labels);
    }
    let label = labels.get(value);
    if (label === undefined) {
      label = labelsFor(this.language).choice(table, column, value);
      if (labels.size < maxRemembered) labels.set(value, label);
    }
    return label;
  }

  /** Of a table's logical name; undefined when there is no such table. */
  table(schema: Schema, name: string): string | undefined {
    const table = schema.tables.get(name);
    return table && labelsFor(this.language).table(table);
  }

  /** Dates repeat from row to row and page to page; formatting one costs as much as writing ten. */
  #remember(text: string, format: () => string): string {
    const known = this.#remembered.get(text);
    if (known !== undefined) return known;
    if (this.#remembered.size >= maxRemembered) this.#remembered.clear();
    const formatted = format();
    this.#remembered.set(text, formatted);
    return formatted;
  }
}

const known = new Map<string, Formats>();

export function formatsFor(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  let formats = known.get(key);
  if (!formats) {
    formats = new Formats(language, timeZone);
    known.set(key, formats);
  }
  return formats;
}
