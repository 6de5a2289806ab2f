import { AppError } from "@leadwright/schema";

/** A column of the file under the name by which a map calls it. */
export interface Heading {
  readonly name: string;
  /** Place in the row, from 0. */
  readonly index: number;
  /** The file has no words there. */
  readonly blank: boolean;
}

/** With the number that may follow it, the label of a column. */
const maxLength = 190;
const maxHeadings = 5_000;

/**
 * One name for each column of the file: its heading, trimmed; of two alike the second is `Name (2)`; one without words is
 * called by its place, `#3`. The same headings always get the same names, so that a map fits a file that was corrected.
 * Throws importTooManyHeadings.
 */
export function nameHeadings(cells: readonly string[]): Heading[] {
  if (cells.length > maxHeadings) {
    throw new AppError("importTooManyHeadings", { count: cells.length, max: maxHeadings });
  }
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const words = cell
      .replace(/\p{Cc}+/gu, " ")
      .trim()
      .slice(0, maxLength);
    const name = unused(words === "" ? `#${index + 1}` : words, taken);
    taken.add(name);
    return { name, index, blank: words === "" };
  });
}

function unused(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted} (${number})`)) return `${wanted} (${number})`;
}
