/** The words of a search, where they are in a text, and the condition that finds them. */
import type { Expression } from "@leadwright/query";
import { AppError, type Column } from "@leadwright/schema";

/** A search is short; each word is looked for in each column. */
const maxTerms = 10;
/** Fewer characters than this are looked for where words begin: an index of three letters finds nothing else. */
const shortest = 3;

/** Words and quoted phrases, in small letters. Escapes of simple query syntax, and the star at a word's end, go. Throws invalidArgument. */
export function readTerms(search: string): readonly string[] {
  const parts = search.toLowerCase().match(/"[^"]*"|[^\s"]+/g) ?? [];
  const terms = parts
    .map((part) => part.replace(/^"|"$/g, "").replace(/\\(.)/gs, "$1").replace(/\*+$/, "").trim())
    .filter((term) => term !== "");
  if (terms.length === 0) throw new AppError("invalidArgument", { reason: "'search' has no word to look for." });
  if (terms.length > maxTerms)
    throw new AppError("invalidArgument", { reason: `'search' has more than ${maxTerms} words.` });
  return [...new Set(terms)];
}

/** One of the columns has the term: anywhere, or with `begins` where a word begins. */
export function termCondition(columns: readonly Column[], term: string, begins: boolean): Expression {
  const operands = columns.flatMap((column) => {
    if (!begins && term.length >= shortest) return [textCondition(column, "contains", term)];
    return [textCondition(column, "startswith", term), textCondition(column, "contains", ` ${term}`)];
  });
  return { kind: "or", operands };
}

/** In a filter `%` and `_` are wildcards, in a search they are not: the index finds too many, and a set of one tells them apart. */
function textCondition(column: Column, operator: "contains" | "startswith", value: string): Expression {
  const path = { steps: [], column };
  const found: Expression = { kind: "text", operator, path, value };
  // Beside brackets of its own a set cannot be told.
  if (!/[%_]/.test(value) || /[[\]]/.test(value)) return found;
  const pattern = `${operator === "contains" ? "%" : ""}${value.replace(/[%_]/g, "[$&]")}%`;
  return { kind: "and", operands: [found, { kind: "text", operator: "like", path, value: pattern }] };
}

/** How well a text answers to a term: 4 it is the term, 3 it begins with it, 2 a word of it does, 1 it is within, 0 not at all. */
export function matchOf(text: string, term: string): 0 | 1 | 2 | 3 | 4 {
  const lower = text.toLowerCase();
  if (lower === term) return 4;
  if (lower.startsWith(term)) return 3;
  if (lower.includes(` ${term}`)) return 2;
  return lower.includes(term) ? 1 : 0;
}

/** The text with what was found between marks; undefined when nothing was. */
export function highlight(text: string, terms: readonly string[]): string | undefined {
  const longestFirst = terms.toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map((term) => term.replace(/[\\^$.|?*+(){}[\]]/g, "\\$&")).join("|"), "giu");
  const marked = text.replace(pattern, "{crmhit}$&{/crmhit}");
  return marked === text ? undefined : marked;
}
