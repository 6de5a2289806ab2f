/**
 * Reads the little of XML that FetchXML is written in: elements, attributes, text, comments, character references. There are
 * no entities of one's own, no document types and no processing instructions, so nothing can be expanded or fetched. Time and
 * memory are linear in the text; depth, length and number of elements are limited.
 */
import type { AppError } from "@leadwright/schema";
import { shorten } from "../odata/problems.ts";
import { type FetchError, fetchError } from "./problems.ts";

export interface XmlAttribute {
  readonly value: string;
  readonly position: number;
}

export interface XmlElement {
  readonly name: string;
  readonly position: number;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: readonly XmlElement[];
  /** All text directly inside. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const maxLength = 256 * 1024;
const maxDepth = 40;
const maxElements = 5_000;
const maxAttributes = 40;
const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const space = /[ \t\r\n]*/y;
const xmlName = /[A-Za-z_][\w.:-]*/y;
const reference = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/y;

/** The document's one element. Throws the errors of FetchXML with the position of the fault. */
export function parseXml(source: string): XmlElement {
  if (source.length > maxLength) throw fetchError("fetchNode", `The query is longer than ${maxLength} characters`, 0);
  return new XmlReader(source).readDocument();
}

class XmlReader {
  readonly #source: string;
  readonly #open: OpenElement[] = [];
  #at = 0;
  #elements = 0;
  #root: OpenElement | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  readDocument(): XmlElement {
    this.#skip(/\ufeff?[ \t\r\n]*(?:<\?xml[ \t\r\n][^<>]*\?>)?/y);
    while (this.#at < this.#source.length) this.#readNext();
    const unclosed = this.#open.at(-1);
    if (unclosed) throw this.#refusal(`<${shorten(unclosed.name)}> is not closed`, unclosed.position);
    if (!this.#root) {
      const empty = this.#source.trim() === "";
      throw this.#refusal("The query holds no element", 0, empty ? "fetchEmpty" : "fetchNode");
    }
    return this.#root;
  }

  #readNext(): void {
    const source = this.#source;
    if (source[this.#at] !== "<") this.#readText();
    else if (source.startsWith("<!--", this.#at)) this.#skipComment();
    else if (source.startsWith("<![CDATA[", this.#at)) this.#readLiteralText();
    else if (source.startsWith("<!", this.#at)) throw this.#refusal("Document types and entities are not allowed");
    else if (source.startsWith("<?", this.#at)) throw this.#refusal("Processing instructions are not allowed");
    else if (source.startsWith("</", this.#at)) this.#readEnd();
    else this.#readStart();
  }

  #readText(): void {
    const start = this.#at;
    const next = this.#source.indexOf("<", start);
    const end = next < 0 ? this.#source.length : next;
    const text = this.#decode(start, end);
    const inside = this.#open.at(-1);
    if (inside) inside.text += text;
    else if (text.trim() !== "") throw this.#refusal("Text is not allowed outside of the <fetch> element", start);
    this.#at = end;
  }

  #readLiteralText(): void {
    const end = this.#source.indexOf("]]>", this.#at);
    const inside = this.#open.at(-1);
    if (end < 0 || !inside) throw this.#refusal("The CDATA section is misplaced or not closed");
    inside.text += this.#source.slice(this.#at + 9, end);
    this.#at = end + 3;
  }

  #skipComment(): void {
    const end = this.#source.indexOf("-->", this.#at + 4);
    if (end < 0) throw this.#refusal("The comment is not closed");
    this.#at = end + 3;
  }

  #readStart(): void {
    const position = this.#at++;
    const name = this.#readName("an element's name");
    if (this.#root && this.#open.length === 0) throw this.#refusal("There may be one <fetch> element only", position);
    if (++this.#elements > maxElements) throw this.#refusal(`There are more than ${maxElements} elements`, position);
    if (this.#open.length >= maxDepth) throw this.#refusal("The elements are nested too deeply", position);
    const element: OpenElement = { name, position, attributes: this.#readAttributes(), children: [], text: "" };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    if (this.#source.startsWith("/>", this.#at)) this.#at += 2;
    else if (this.#source[this.#at] === ">") {
      this.#at++;
      this.#open.push(element);
    } else throw this.#refusal(`Expected '>' to end <${shorten(name)}>`);
  }

  #readEnd(): void {
    const position = this.#at;
    this.#at += 2;
    const name = this.#readName("an element's name");
    this.#skip(space);
    const element = this.#open.pop();
    if (element?.name !== name || this.#source[this.#at] !== ">") {
      const wanted = element ? `</${shorten(element.name)}>` : "the end";
      throw this.#refusal(`Expected ${wanted}, found '</${shorten(name)}'`, position);
    }
    this.#at++;
  }

  #readAttributes(): ReadonlyMap<string, XmlAttribute> {
    const attributes = new Map<string, XmlAttribute>();
    for (;;) {
      this.#skip(space);
      const position = this.#at;
      const next = this.#source[position];
      if (next === undefined || next === ">" || next === "/") return attributes;
      const name = this.#readName("an attribute's name");
      if (attributes.has(name)) throw this.#refusal(`The attribute '${shorten(name)}' is given twice`, position);
      if (attributes.size >= maxAttributes) throw this.#refusal("There are too many attributes", position);
      this.#skip(space);
      if (this.#source[this.#at] !== "=") throw this.#refusal(`Expected '=' behind '${shorten(name)}'`);
      this.#at++;
      this.#skip(space);
      attributes.set(name, { value: this.#readQuoted(), position });
    }
  }

  #readQuoted(): string {
    const start = this.#at + 1;
    const quote = this.#source[this.#at];
    if (quote !== '"' && quote !== "'") throw this.#refusal("Expected a value in quotes");
    const end = this.#source.indexOf(quote, start);
    if (end < 0) throw this.#refusal("The value that starts here has no closing quote");
    const bracket = this.#source.slice(start, end).indexOf("<");
    if (bracket >= 0) throw this.#refusal("'<' is written '&lt;' in a value", start + bracket);
    this.#at = end + 1;
    return this.#decode(start, end);
  }

  /** Text with its character references put in. */
  #decode(start: number, end: number): string {
    const source = this.#source.slice(start, end);
    let text = "";
    let from = 0;
    for (let at = source.indexOf("&"); at >= 0; at = source.indexOf("&", from)) {
      const char = characterAt(source, at);
      if (!char) throw this.#refusal("'&' must begin a character such as '&amp;' or '&#38;'", start + at);
      text += source.slice(from, at) + char;
      from = reference.lastIndex;
    }
    text += source.slice(from);
    if (text.includes("\0")) throw this.#refusal("The character NUL is not allowed", start);
    return text;
  }

  #readName(what: string): string {
    xmlName.lastIndex = this.#at;
    const found = xmlName.exec(this.#source)?.[0];
    if (found === undefined) throw this.#refusal(`Expected ${what}`);
    this.#at = xmlName.lastIndex;
    return found;
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    pattern.exec(this.#source);
    this.#at = Math.max(this.#at, pattern.lastIndex);
  }

  #refusal(problem: string, position = this.#at, key: FetchError = "fetchNode"): AppError {
    return fetchError(key, problem, position);
  }
}

/** What the reference at this place stands for; `reference` is behind it then. */
function characterAt(source: string, at: number): string | undefined {
  reference.lastIndex = at;
  const [, decimal, hexadecimal, name] = reference.exec(source) ?? [];
  if (name !== undefined) return characters[name];
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
