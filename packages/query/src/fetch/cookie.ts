/**
 * The paging cookie of FetchXML: what a page's annotation tells, and what comes back in `paging-cookie`. Clients undo the
 * percent-encoding twice, cut out `<cookie page=...>...</cookie>` and put it into their next query with its angle brackets and
 * quotes escaped, but not its ampersands; so in values `\u0026` and its kin stand for all that XML has a meaning for.
 */
import type { Schema } from "@leadwright/schema";
import { isGuid } from "../odata/lexer.ts";
import { fits, termName } from "../odata/skip-token.ts";
import type { Cursor, QueryTree } from "../tree.ts";

/** Everything but what XML, percent-encoding and these escapes leave alone. */
const special = /[^ !#$(-;=?-[\]-~\u0080-\uffff]/g;

/** First and last row of a page as cursors. */
export interface PageEdges {
  readonly first: Cursor | undefined;
  readonly next: Cursor;
}

/** The value of `@Microsoft.Dynamics.CRM.fetchxmlpagingcookie` on a page that others follow. */
export function formatPagingCookie(schema: Schema, tree: QueryTree, { first, next }: PageEdges): string {
  const terms = next.id === "" ? [] : tree.orderBy.map(termName);
  const elements = terms.map((name, index) => element(name, next.values[index] ?? null, first?.values[index] ?? null));
  if (next.id !== "") {
    const [last, begin] = [next.id, first?.id ?? next.id].map((id) => `{${id.toUpperCase()}}`);
    elements.push(element(schema.tables.get(tree.table)?.primaryId ?? "id", last ?? null, begin ?? null));
  }
  const cookie = `<cookie page="${next.page - 1}">${elements.join("")}</cookie>`;
  const twice = encodeURIComponent(encodeURIComponent(cookie));
  return `<cookie pagenumber="${next.page}" pagingcookie="${twice}" istracking="False" />`;
}

/**
 * Where the page begins that follows the cookie's; undefined when the cookie says nothing of this query's order, or is of
 * another page than the one before. Pages are counted then.
 */
export function readPagingCookie(tree: QueryTree, text: string, page: number): Cursor | undefined {
  const cookie = text.length > 20_000 ? null : /^<cookie page="(\d{1,9})">(.*)<\/cookie>$/s.exec(text.trim());
  if (!cookie || Number(cookie[1]) !== page - 1) return undefined;
  const found = [
    ...(cookie[2] ?? "").matchAll(/<([\w.]+) (?:last="([^"]*)"|lastnull="1")(?: first(?:null)?="[^"]*")? ?\/>/g),
  ];
  const id = found.at(-1)?.[2]?.replace(/[{}]/g, "").toLowerCase() ?? "";
  if (found.length !== tree.orderBy.length + 1 || !isGuid(id)) return undefined;
  const values: (string | null)[] = [];
  for (const [index, term] of tree.orderBy.entries()) {
    const [, name, last] = found[index] ?? [];
    const value = last === undefined ? null : plain(last);
    if (name !== termName(term) || !fits(term.path.column, value)) return undefined;
    values.push(value);
  }
  return Object.freeze({ page, values: Object.freeze(values), id });
}

function element(name: string, last: string | null, first: string | null): string {
  const value = (which: string, text: string | null) =>
    text === null ? `${which}null="1"` : `${which}="${text.replace(special, escaped)}"`;
  return `<${name} ${value("last", last)} ${value("first", first)} />`;
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function plain(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
