/** Dates and numbers that mean another thing in another country, and what a file tells about which is meant. */

/** What 03/04/2025 means: 3 April, or 4 March. */
export type DateOrder = "dmy" | "mdy";
/** The sign before the decimals: 1,234 is a thousand and more, or a little more than one. */
export type DecimalSign = "." | ",";

/** What the values of a file say about its formats. */
export interface FormatEvidence {
  readonly dates: Evidence<DateOrder>;
  readonly decimals: Evidence<DecimalSign>;
}

interface Evidence<Format> {
  /** What the values that can be read only one way agree on; undefined: there are none, or they do not agree. */
  readonly found: Format | undefined;
  /** The first value that can be read both ways; undefined: nothing needs to be decided. */
  readonly open: { readonly text: string; readonly column: number } | undefined;
}

const slashed = /^(\d{1,2})([./-])(\d{1,2})\2\d{4}(?!\d)/;

/** How the day and the month of a date stand; "open" when both readings are dates; undefined when it is no such date. */
export function dateOrder(text: string): DateOrder | "open" | undefined {
  const parts = slashed.exec(text);
  if (!parts) return undefined;
  const first = Number(parts[1]);
  const second = Number(parts[3]);
  // With full stops the day comes first wherever it is written so.
  if (parts[2] === ".") return second <= 12 ? "dmy" : undefined;
  // 5/5/2025 is one day either way.
  if (first === second && first <= 12) return "dmy";
  return orderOf(first, second);
}

function orderOf(first: number, second: number): DateOrder | "open" | undefined {
  if (first <= 12 && second <= 12) return "open";
  if (second <= 12) return "dmy";
  return first <= 12 ? "mdy" : undefined;
}

/** Without currency, spaces between thousands and the like; undefined when it is no number. */
export function bareNumber(text: string): string | undefined {
  const digits = text.replace(/[\s\u00a0\u202f'’]|[\p{Sc}]|^[A-Z]{3}|[A-Z]{3}$|zł$/gu, "");
  return /^[-+]?[\d.,]*\d[\d.,]*(?:[eE][-+]?\d{1,3})?$/.test(digits) ? digits : undefined;
}

/** Which sign stands before the decimals of a number (see `bareNumber`); "open" when either may; undefined: it has neither. */
export function decimalSign(digits: string): DecimalSign | "open" | undefined {
  const comma = digits.lastIndexOf(",");
  const dot = digits.lastIndexOf(".");
  if (comma < 0 && dot < 0) return undefined;
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  const [sign, other, last] = comma >= 0 ? ([",", ".", comma] as const) : ([".", ",", dot] as const);
  // Only thousands are separated twice.
  if (digits.indexOf(sign) !== last) return other;
  return /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? "open" : sign;
}

/**
 * Reads the formats off the values of some columns. `isDate` and `isNumber` say which columns are looked at for what.
 */
export function studyFormats(
  rows: Iterable<readonly string[]>,
  isDate: (column: number) => boolean,
  isNumber: (column: number) => boolean,
): FormatEvidence {
  const dates = new Ballot<DateOrder>();
  const decimals = new Ballot<DecimalSign>();
  for (const cells of rows) {
    for (const [column, cell] of cells.entries()) {
      const text = cell.trim();
      if (text === "" || text.length > 40) continue;
      if (isDate(column)) dates.add(tellingOrder(text), text, column);
      const digits = isNumber(column) ? bareNumber(text) : undefined;
      if (digits !== undefined) decimals.add(decimalSign(digits), text, column);
    }
  }
  return { dates: dates.result, decimals: decimals.result };
}

/** A date with full stops, or with one number twice, says nothing of the others. */
function tellingOrder(text: string): DateOrder | "open" | undefined {
  const [, first, sign, second] = slashed.exec(text) ?? [];
  return sign === "." || Number(first) === Number(second) ? undefined : dateOrder(text);
}

class Ballot<Format extends string> {
  readonly #seen = new Set<Format>();
  #open: Evidence<Format>["open"];

  add(vote: Format | "open" | undefined, text: string, column: number): void {
    if (vote === "open") this.#open ??= { text, column };
    else if (vote !== undefined) this.#seen.add(vote);
  }

  get result(): Evidence<Format> {
    const [found] = this.#seen;
    return { found: this.#seen.size === 1 ? found : undefined, open: this.#open };
  }
}
