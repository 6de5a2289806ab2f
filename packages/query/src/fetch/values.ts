/** Values of FetchXML, which are all text, as what their column holds. */
import { type Column, choiceSet, isLookup } from "@leadwright/schema";
import { isGuid } from "../odata/lexer.ts";
import { edmType, familyOf, toDecimal, toInteger, toTime } from "../odata/literals.ts";
import { shorten } from "../odata/problems.ts";
import type { Literal } from "../tree.ts";
import { fetchError } from "./problems.ts";

export interface FetchValue {
  readonly text: string;
  readonly position: number;
}

/** Throws fetchValue. */
export function typeValue(column: Column, { text, position }: FetchValue): Literal {
  const value = convert(column, text);
  if (value !== undefined) return value;
  const problem = `'${shorten(text)}' is not a valid ${edmType(column)} for '${column.name}'`;
  throw fetchError("fetchValue", problem, position);
}

function convert(column: Column, text: string): Literal | undefined {
  const plain = text.trim();
  switch (familyOf(column)) {
    case "text":
      return text;
    case "integer":
      return toInteger(plain, column.type === "BigInt") ?? choiceNamed(column, plain);
    case "number":
      return toDecimal(plain);
    case "boolean":
      return /^(1|true)$/i.test(plain) ? true : /^(0|false)$/i.test(plain) ? false : undefined;
    case "time":
      return toTime(column, plain);
    case "guid": {
      const id = withoutBraces(plain);
      return isGuid(id) ? id.toLowerCase() : undefined;
    }
    case "choices": {
      const named = choiceNamed(column, plain);
      return choiceSet(named ?? plain);
    }
    default:
      return undefined;
  }
}

/** Choices go by their English names too: `Won` for the state of an opportunity. */
function choiceNamed({ choices = [] }: Column, name: string): number | undefined {
  return choices.find(({ label }) => label.toLowerCase() === name.toLowerCase())?.value;
}

export function withoutBraces(text: string): string {
  return /^\{.*\}$/.test(text) ? text.slice(1, -1) : text;
}

/** Columns whose values `like` and its kin look into. */
export function hasText(column: Column): boolean {
  return familyOf(column) === "text" && !isLookup(column);
}
