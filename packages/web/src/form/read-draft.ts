import { AppError, type Column, checkValue, type Language, type Table } from "@leadwright/schema";
import type { LookupValue } from "../api/values.ts";
import type { Words } from "../language/use-words.ts";
import { type Draft, type Drafts, digitsOf, isEmptyDraft, kindOf, plainValue, type Writing } from "./drafts.ts";
import { fromLocalTime } from "./local-time.ts";
import { parseNumber, writeNumber } from "./numbers.ts";

/** What is wrong with a field, in the user's words, by column name. */
export type Problems = Readonly<Record<string, string>>;

export interface Reader {
  readonly table: Table;
  readonly writing: Writing;
  readonly words: Words;
  readonly language: Language;
}

/** The problems of these columns' drafts; none: they can be sent. */
export function findProblems(reader: Reader, columns: readonly Column[], drafts: Drafts): Problems {
  const found = columns.flatMap((column) => {
    const problem = problemOf(reader, column, drafts[column.name] ?? null);
    return problem === undefined ? [] : [[column.name, problem] as const];
  });
  return Object.fromEntries(found);
}

function problemOf(reader: Reader, column: Column, draft: Draft): string | undefined {
  const { table, words, writing } = reader;
  if (isEmptyDraft(draft)) return isRequired(column) ? words("form.problem.required") : undefined;
  const kind = kindOf(column);
  if (kind === "parties") return undefined;
  if (kind === "number" && parseNumber(String(draft), writing.locale) === undefined)
    return words("form.problem.number", {
      example: writeNumber(1234.5, writing.locale, digitsOf(column) === 0 ? 0 : 2),
    });
  if (kind === "moment" && fromLocalTime(String(draft), writing.timeZone) === undefined)
    return words("form.problem.date");
  try {
    const { table: target, id } = (kind === "lookup" ? draft : {}) as LookupValue;
    checkValue(table, column, kind === "lookup" ? { table: target, id } : plainValue(column, draft, writing));
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return problemWords(error, reader, column);
    throw error;
  }
}

/** The catalogue's errors speak to programmers of columns; at a field the column is plain to see. */
function problemWords(error: AppError, { words, writing, language }: Reader, column: Column): string {
  const number = (value: string | number | undefined) =>
    typeof value === "number" ? writeNumber(value, writing.locale) : String(value ?? "");
  switch (error.key) {
    case "stringTooLong":
      return words("form.problem.tooLong", { max: Number(error.details.max) });
    case "valueOutOfRange":
      return words("form.problem.range", { min: number(error.details.min), max: number(error.details.max) });
    case "wrongType":
      if (kindOf(column) === "number") return words("form.problem.whole");
      return kindOf(column) === "text" ? error.words(language) : words("form.problem.date");
    default:
      return error.words(language);
  }
}

/** A person must fill it in. */
export function isRequired(column: Pick<Column, "required" | "type">): boolean {
  if (column.required === "ApplicationRequired") return true;
  // The system supplies these to a new row, and they cannot be emptied afterwards.
  return column.required === "SystemRequired" && (column.type === "Owner" || column.type === "Status");
}

/** The column that the server's words name (in quotation marks), so that they can stand at its field. */
export function columnNamedIn(message: string, table: Table): Column | undefined {
  for (const [, name = ""] of message.matchAll(/['„‘"]([a-z][a-z0-9_]{1,127})['”’"]/g)) {
    const column = table.columns.get(name);
    if (column) return column;
  }
  return undefined;
}
