/** Numbers as people type them, in the writing of their language. */

interface Separators {
  readonly group: string;
  readonly decimal: string;
}

const known = new Map<string, Separators>();

function separatorsOf(locale: string): Separators {
  const found = known.get(locale);
  if (found) return found;
  const parts = new Intl.NumberFormat(locale, { useGrouping: "always" }).formatToParts(-1234567.5);
  const part = (type: string, otherwise: string) => parts.find((each) => each.type === type)?.value ?? otherwise;
  const separators = { group: part("group", " "), decimal: part("decimal", ".") };
  known.set(locale, separators);
  return separators;
}

/**
 * The number behind typed text, undefined when it is none. Spaces group in every language; a lone point or comma that cannot be
 * the language's grouping (`1.5` in Polish, `1,5` in English) is the decimal separator. Text of more than 40 characters is none.
 */
export function parseNumber(text: string, locale: string): number | undefined {
  const { group, decimal } = separatorsOf(locale);
  const plain = text.replace(/[\s\u00a0\u202f']/g, "").replace(/[\u2212\u2013]/g, "-");
  if (plain === "" || plain.length > 40) return undefined;
  const digits = toPoint(plain, group, decimal);
  return digits !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(digits) ? Number(digits) : undefined;
}

function toPoint(text: string, group: string, decimal: string): string | undefined {
  const grouping = group === "," || group === "." ? group : "";
  if (grouping === "" || !text.includes(grouping)) {
    // The other of point and comma is no grouping here, so it can only be a decimal separator.
    return text.replace(decimal === "." ? "," : decimal, ".").replace(decimal, ".");
  }
  const [whole = "", ...rest] = text.split(decimal);
  if (rest.length > 1) return undefined;
  const groups = whole.split(grouping);
  const grouped = groups.slice(1).every((each) => each.length === 3) && /^[+-]?\d{1,3}$/.test(groups[0] ?? "");
  if (grouped) return [groups.join(""), ...rest].join(".");
  return groups.length === 2 && rest.length === 0 ? groups.join(".") : undefined;
}

/** A number to edit and to read: grouped, with `digits` after the separator (absent: as many as it has, at most 10). */
export function writeNumber(value: number, locale: string, digits?: number): string {
  const range =
    digits === undefined
      ? { maximumFractionDigits: 10 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, range).format(value);
}
