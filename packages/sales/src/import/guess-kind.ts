import { readDate, readNumber } from "./cell-values.ts";
import type { ColumnKind } from "./import-map.ts";

/** Longer than a text column holds comfortably. */
const longText = 1000;

/** The narrowest kind that every value fits; text when there is none to look at. */
export function guessKind(values: readonly string[]): ColumnKind {
  if (values.length === 0) return "text";
  // A zero in front is part of a code, a postal code say, and would be lost in a number.
  const isNumeric = values.every(
    (text) => /\d/.test(text) && !/^[-+]?0\d/.test(text) && readNumber(text, ".") !== undefined,
  );
  if (isNumeric) return values.every((text) => /^[-+]?\d{1,9}$/.test(text)) ? "integer" : numericKind(values);
  if (values.every((text) => readDate(text, true, undefined) !== undefined)) {
    return values.some((text) => text.includes(":")) ? "datetime" : "date";
  }
  return values.some((text) => text.length > longText || text.includes("\n")) ? "memo" : "text";
}

/** Digits that a decimal column does not keep are a reason to leave the text as it is. */
function numericKind(values: readonly string[]): ColumnKind {
  const fits = values.every((text) => {
    const number = Number(readNumber(text, ".") ?? Number.NaN);
    return Math.abs(number) < 1e11 && Number(number.toFixed(5)) === number;
  });
  return fits ? "decimal" : "text";
}
