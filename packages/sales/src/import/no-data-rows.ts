/** Rows of a CSV file that are neither headings nor data. */

/** `sep=;` in the first line tells a spreadsheet how the file is separated. */
export function isSeparatorRow(cells: readonly string[]): boolean {
  const [first = "", ...rest] = cells;
  return /^sep=[^\r\n]?$/i.test(first) && rest.length <= 1 && rest.every((cell) => cell === "");
}

/** A remark: it begins with # and has not as many cells as the headings, so that no row of data is taken for one. */
export function isComment(cells: readonly string[], width: number | undefined): boolean {
  return cells[0]?.startsWith("#") === true && cells.length !== width;
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || cell.trim() === "");
}
