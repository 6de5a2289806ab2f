/**
 * JSON as it comes in URLs: strings in double or single quotes (there `''` is a quote too). Objects have no prototype, so a
 * key such as `__proto__` is a key and nothing more.
 */
import { badRequest, place } from "./problems.ts";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

const maxDepth = 32;
const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const literals: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/**
 * Reads the one value that starts at `position` and says where it ends. Throws badRequest with the position, named after
 * `label`.
 */
export function readLooseJson(source: string, label: string, position = 0): { value: Json; end: number } {
  let at = position;
  let depth = 0;

  function refuse(problem: string, where = at): never {
    throw badRequest(`Syntax error${place(where, label)}: ${problem}.`);
  }
  function skipSpace(): void {
    while (" \t\r\n".includes(source[at] ?? "x")) at++;
  }
  function take(mark: string): boolean {
    skipSpace();
    if (source[at] !== mark) return false;
    at++;
    return true;
  }
  function readValue(): Json {
    skipSpace();
    const start = source[at];
    if (start === '"' || start === "'") return readString(start);
    if (start === "{") return nested(readObject);
    if (start === "[") return nested(readArray);
    for (const [word, value] of literals) {
      if (source.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    }
    return readNumber();
  }
  function nested<Result>(read: () => Result): Result {
    if (++depth > maxDepth) refuse("the JSON is nested too deeply");
    at++;
    const result = read();
    depth--;
    return result;
  }
  function readObject(): JsonObject {
    const result: Record<string, Json> = Object.create(null);
    if (take("}")) return result;
    do {
      skipSpace();
      const quote = source[at];
      if (quote !== '"' && quote !== "'") refuse("expected a key in quotes");
      const key = readString(quote);
      if (!take(":")) refuse("expected ':'");
      result[key] = readValue();
    } while (take(","));
    if (!take("}")) refuse("expected ',' or '}'");
    return result;
  }
  function readArray(): readonly Json[] {
    const result: Json[] = [];
    if (take("]")) return result;
    do result.push(readValue());
    while (take(","));
    if (!take("]")) refuse("expected ',' or ']'");
    return result;
  }
  function readNumber(): number {
    const start = at;
    while ("+-.eE0123456789".includes(source[at] ?? "x")) at++;
    const text = source.slice(start, at);
    const value = Number(text);
    if (text === "" || text.length > 40 || !Number.isFinite(value)) refuse("expected a JSON value", start);
    return value;
  }
  function readString(quote: string): string {
    const opening = at++;
    let text = "";
    for (;;) {
      const char = source[at++];
      if (char === undefined) refuse("the string that starts here has no closing quote", opening);
      else if (char === "\\") text += readEscape();
      else if (char !== quote) text += char;
      else if (quote === "'" && source[at] === "'") text += source[at++];
      else if (text.includes("\0")) refuse("a string cannot hold the character NUL", opening);
      else return text;
    }
  }
  function readEscape(): string {
    const char = source[at++] ?? "";
    if (char !== "u") return escapes[char] ?? char;
    const digits = source.slice(at, at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) refuse("expected four hexadecimal digits");
    at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  const value = readValue();
  return { value, end: at };
}

/** Reads text that is one JSON value and nothing else. */
export function readWholeJson(source: string, label: string): Json {
  const { value, end } = readLooseJson(source, label);
  const rest = source.slice(end);
  if (rest.trim() !== "") throw badRequest(`Syntax error${place(end, label)}: nothing may follow the JSON value.`);
  return value;
}
