/**
 * Cells that a spreadsheet would run as formulas. In a file that is made for spreadsheets an apostrophe stands before them,
 * and before those that have apostrophes there already, so that exactly what was put there can be taken away again.
 */
const formula = /^'*[=+\-@\t\r]/;
/** A number is no formula, and stays one for whoever reckons with it. */
const signedNumber = /^[-+]\d[\d.,\s]*$/;

/** The cell as a spreadsheet shows it and does not run it. */
export function withoutFormula(cell: string): string {
  return formula.test(cell) && !signedNumber.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `withoutFormula`. */
export function withFormula(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) && !signedNumber.test(cell.slice(1))
    ? cell.slice(1)
    : cell;
}
