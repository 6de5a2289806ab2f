/** Rows named by a URL: `leads(guid)`, `accounts(accountnumber='A1')`, `$1` in a change set; relative, rooted or absolute. */
import { type Column, type Reference, readProperty, type Schema, type Table, type Value } from "@leadwright/schema";
import type { KeyReference, Target } from "../payload.ts";
import { Lexer } from "./lexer.ts";
import { familyOf, takeLiteral, typeLiteral } from "./literals.ts";
import { findColumn } from "./names.ts";
import { decode } from "./options.ts";
import { badRequest, noProperty, shorten } from "./problems.ts";

/** What is known around a request. */
export interface RequestContext {
  /** Inside a change set: the rows that its earlier requests made, by Content-ID (`1` for `$1`). */
  readonly contentIds?: ReadonlyMap<string, Reference>;
}

/**
 * What follows `/api/data/v9.x/` in an absolute or a rooted URL, still encoded; undefined when the URL is not one of this
 * API. Host and anything before `/api` are not looked at: behind a proxy they are whatever the client saw.
 */
export function afterServiceRoot(url: string): string | undefined {
  if (!url.startsWith("/") && !/^https?:\/\//i.test(url)) return undefined;
  const root = url.indexOf("/api/data/v");
  if (root < 0) return undefined;
  const version = /^\d{1,2}\.\d{1,2}(?=[/?]|$)/.exec(url.slice(root + 11, root + 17));
  if (version === null) return undefined;
  const rest = url.slice(root + 11 + version[0].length);
  return rest.startsWith("/") ? rest.slice(1) : rest;
}

/**
 * Reads the URL of one row, as `@odata.bind`, `@odata.id` and `$id` have it. Throws badRequest, or resourceNotFound's kin
 * when the set or the key is unknown.
 */
export function parseTarget(schema: Schema, url: string, context: RequestContext = {}): Target {
  const text = url.trim();
  if (text.startsWith("$")) return contentReference(text, context);
  const relative = afterServiceRoot(text) ?? (text.startsWith("/") ? text.slice(1) : text);
  const segment = decode(relative);
  const open = segment.indexOf("(");
  const table = open < 0 ? undefined : schema.byEntitySet.get(segment.slice(0, open));
  if (table === undefined)
    throw badRequest(`'${shorten(text)}' does not name a record: a set and a key are expected, such as leads(guid).`);
  const lexer = new Lexer(segment, `'${shorten(segment)}'`, open + 1);
  const target = readKey(table, lexer);
  lexer.expectEnd();
  return target;
}

/** The row that `$1` stands for. */
export function contentReference(text: string, { contentIds }: RequestContext): Reference {
  const reference = contentIds?.get(text.slice(1));
  if (reference === undefined)
    throw badRequest(`Content-ID Reference: '${shorten(text)}' does not exist in the batch context.`);
  return reference;
}

/** Reads a key predicate behind its `(`, with the `)`. */
export function readKey(table: Table, lexer: Lexer): Target {
  if (lexer.kind === "guid") {
    const id = lexer.text.toLowerCase();
    lexer.next();
    lexer.expect(")");
    return Object.freeze({ table: table.name, id });
  }
  const where = lexer.where();
  const parts = readKeyParts(table, lexer);
  lexer.expect(")");
  const names = Object.keys(parts);
  const id = parts[table.primaryId];
  if (names.length === 1 && typeof id === "string") return Object.freeze({ table: table.name, id });
  const found = table.keys?.some((key) => key.length === names.length && key.every((name) => names.includes(name)));
  if (found !== true) throw badRequest(`${names.map(shorten).join(", ")}${where}: no such key of '${table.name}'.`);
  return Object.freeze({ table: table.name, key: Object.freeze(parts) });
}

function readKeyParts(table: Table, lexer: Lexer): Record<string, Value> {
  const parts: Record<string, Value> = Object.create(null);
  do {
    const { start } = lexer;
    if (lexer.kind !== "name") throw lexer.expected("a guid or a key such as name='value'");
    const name = lexer.takeName("a key");
    const column = findColumn(table, name);
    if (column === undefined) throw noProperty(table, name, lexer.where(start));
    if (column.name in parts) throw badRequest(`'${name}'${lexer.where(start)} is given twice.`);
    lexer.expect("=");
    const literal = takeLiteral(lexer);
    const value = literal === undefined ? null : typeLiteral(column, literal);
    if (value === null) throw lexer.expected("a value");
    parts[column.name] = value;
  } while (lexer.take(","));
  return parts;
}

/** A row as a relative URL: `leads(guid)`. */
export function formatTarget(schema: Schema, target: Target): string {
  const table = schema.tables.get(target.table);
  if (table === undefined) throw badRequest(`There is no table '${shorten(target.table)}'.`);
  return `${table.entitySet}(${"id" in target ? target.id : formatKey(table, target)})`;
}

function formatKey(table: Table, { key }: KeyReference): string {
  return Object.entries(key)
    .map(([name, value]) => {
      const column = table.columns.get(name);
      const literal = formatKeyValue(column, value);
      return `${column === undefined ? name : readProperty(column)}=${encodeURIComponent(literal)}`;
    })
    .join(",");
}

function formatKeyValue(column: Column | undefined, value: Value): string {
  const quoted = column === undefined || familyOf(column) === "text";
  const text = value !== null && typeof value === "object" ? value.id : String(value);
  return quoted ? `'${text.replaceAll("'", "''")}'` : text;
}
