/**
 * Cuts decoded OData text into tokens, one at a time, looking one token ahead. No regular expressions and no going back,
 * so time is linear in the text whatever the text is.
 */
import type { AppError } from "@leadwright/schema";
import { badRequest, place, shorten } from "./problems.ts";

export type TokenKind = "name" | "alias" | "string" | "number" | "guid" | "date" | "mark" | "end";

const marks = "(),/:;=[]{}*";

export class Lexer {
  /** The token at hand. */
  kind: TokenKind = "end";
  /** Its text; of a string the value, unescaped; of a mark the character. */
  text = "";
  /** Offset of its first character. */
  start = 0;
  /** Offset behind its last character. */
  end = 0;
  readonly source: string;
  /** What the text is called in messages: `$filter`, `@p1`, `the path`. */
  readonly label: string;

  constructor(source: string, label: string, position = 0) {
    this.source = source;
    this.label = label;
    this.end = position;
    this.next();
  }

  /** Steps to the next token. */
  next(): void {
    const { source } = this;
    let at = this.end;
    let code = source.charCodeAt(at);
    while (code === 32 || code === 9) code = source.charCodeAt(++at);
    this.start = at;
    if (at >= source.length) this.token("end", "", at);
    else if (code === 39) this.readString(at);
    else if (isHexDigit(code) && isGuidAt(source, at)) this.token("guid", source.slice(at, at + 36), at + 36);
    else if (isDigit(code) || isSign(code)) this.readNumberOrDate(at);
    else if (isNameStart(code)) this.readName("name", at);
    else if (code === 64) this.readName("alias", at);
    else if (marks.includes(source.charAt(at))) this.token("mark", source.charAt(at), at + 1);
    else throw this.refusal(`unexpected character '${String.fromCodePoint(source.codePointAt(at) ?? 0)}'`);
  }

  is(mark: string): boolean {
    return this.kind === "mark" && this.text === mark;
  }

  isName(name: string): boolean {
    return this.kind === "name" && this.text === name;
  }

  /** Steps over the mark when it is next. */
  take(mark: string): boolean {
    const found = this.is(mark);
    if (found) this.next();
    return found;
  }

  expect(mark: string): void {
    if (!this.take(mark)) throw this.expected(`'${mark}'`);
  }

  /** Steps over a name and returns it. */
  takeName(what: string): string {
    if (this.kind !== "name") throw this.expected(what);
    const name = this.text;
    this.next();
    return name;
  }

  expectEnd(): void {
    if (this.kind !== "end") throw this.expected("the end");
  }

  /** Goes on at an offset up to which somebody else has read. */
  resume(position: number): void {
    this.end = position;
    this.next();
  }

  where(position = this.start): string {
    return place(position, this.label);
  }

  /** The error that the token at hand is not what must be here. */
  expected(what: string): AppError {
    const found = this.kind === "end" ? "the end" : `'${shorten(this.source.slice(this.start, this.end))}'`;
    return this.refusal(`expected ${what}, found ${found}`);
  }

  refusal(problem: string): AppError {
    return badRequest(`Syntax error${this.where()}: ${problem}.`);
  }

  private token(kind: TokenKind, text: string, end: number): void {
    this.kind = kind;
    this.text = text;
    this.end = end;
  }

  private readString(start: number): void {
    const { source } = this;
    let value = "";
    let from = start + 1;
    for (;;) {
      const quote = source.indexOf("'", from);
      if (quote < 0) throw this.refusal("the string that starts here has no closing quote");
      value += source.slice(from, quote);
      from = quote + 2;
      if (source.charCodeAt(quote + 1) !== 39) {
        if (value.includes("\0")) throw this.refusal("a string cannot hold the character NUL");
        this.token("string", value, quote + 1);
        return;
      }
      value += "'";
    }
  }

  private readName(kind: "name" | "alias", start: number): void {
    let at = start + 1;
    while (isNamePart(this.source.charCodeAt(at))) at++;
    this.token(kind, this.source.slice(start, at), at);
  }

  private readNumberOrDate(start: number): void {
    const { source } = this;
    if (isDateAt(source, start)) {
      let at = start + 10;
      if (isLetter(source.charCodeAt(at), "T")) while (isTimePart(source.charCodeAt(at))) at++;
      this.token("date", source.slice(start, at), at);
    } else {
      let at = skipDigits(source, start + (isSign(source.charCodeAt(start)) ? 1 : 0));
      if (source.charCodeAt(at) === 46) at = skipDigits(source, at + 1);
      if (isLetter(source.charCodeAt(at), "E")) {
        const sign = source.charCodeAt(at + 1);
        at = skipDigits(source, at + (isSign(sign) ? 2 : 1));
      }
      this.token("number", source.slice(source[start] === "+" ? start + 1 : start, at), at);
      if (!isDigit(source.charCodeAt(at - 1))) throw this.refusal("this is not a number");
    }
    if (isNamePart(source.charCodeAt(this.end)) || source.charCodeAt(this.end) === 45)
      throw this.refusal("this is neither a number, a date nor a guid");
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSign(code: number): boolean {
  return code === 43 || code === 45;
}

/** Upper or lower case. */
function isLetter(code: number, upper: string): boolean {
  return (code & ~32) === upper.charCodeAt(0);
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;
}

function isNamePart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code) || code === 46;
}

/** Digits, letters T and Z, `:` `.` `+` `-`. */
function isTimePart(code: number): boolean {
  return (
    isDigit(code) ||
    isLetter(code, "T") ||
    isLetter(code, "Z") ||
    code === 58 ||
    code === 46 ||
    code === 43 ||
    code === 45
  );
}

function skipDigits(source: string, from: number): number {
  let at = from;
  while (isDigit(source.charCodeAt(at))) at++;
  return at;
}

function isDateAt(source: string, at: number): boolean {
  return (
    source.charCodeAt(at + 4) === 45 &&
    source.charCodeAt(at + 7) === 45 &&
    skipDigits(source, at) === at + 4 &&
    skipDigits(source, at + 5) === at + 7 &&
    skipDigits(source, at + 8) === at + 10
  );
}

/** Text is a guid at this offset and ends there as a word. */
function isGuidAt(source: string, at: number): boolean {
  for (let index = 0; index < 36; index++) {
    const code = source.charCodeAt(at + index);
    const dash = index === 8 || index === 13 || index === 18 || index === 23;
    if (dash ? code !== 45 : !isHexDigit(code)) return false;
  }
  const after = source.charCodeAt(at + 36);
  return !isNamePart(after) && after !== 45;
}

/** The text is a guid without braces. */
export function isGuid(text: string): boolean {
  return text.length === 36 && isGuidAt(text, 0);
}
