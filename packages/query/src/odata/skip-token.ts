/**
 * The `$skiptoken` of a next link, in the shape of Dataverse's paging cookie: an element with the page number, in it (encoded
 * once more) an element for each order term with its value in the page's last row, and at the end the row's id.
 */
import { type AppError, type Column, choiceSet, isLookup, type Schema } from "@leadwright/schema";
import type { Cursor, OrderTerm, QueryTree } from "../tree.ts";
import { isGuid } from "./lexer.ts";
import { familyOf, toDecimal, toInteger, toTime } from "./literals.ts";
import { decode } from "./options.ts";
import { badRequest } from "./problems.ts";

const maxLength = 20_000;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * A cursor as text for a URL: encoded, to be put behind `$skiptoken=` as it is. `tree` is the query that the cursor belongs
 * to.
 */
export function formatSkipToken(schema: Schema, tree: QueryTree, cursor: Cursor): string {
  if (cursor.id === "") return encodeURIComponent(`<cookie pagenumber="${cursor.page}" istracking="False" />`);
  const elements = [
    ...tree.orderBy.map((term, index) => formatElement(termName(term), cursor.values[index] ?? null)),
    formatElement(schema.tables.get(tree.table)?.primaryId ?? "id", `{${cursor.id.toUpperCase()}}`),
  ];
  const inner = `<cookie page="${cursor.page - 1}">${elements.join("")}</cookie>`;
  const outer = `<cookie pagenumber="${cursor.page}" pagingcookie="${encodeURIComponent(inner)}" istracking="False" />`;
  return encodeURIComponent(outer);
}

/**
 * Reads a token, decoded once as every option is. Throws badRequest when it is not a token of this query: other order terms,
 * or values that their columns could not have.
 */
export function parseSkipToken(tree: QueryTree, token: string): Cursor {
  if (pagesAreCounted(tree)) return countedPage(token);
  const outer = token.length > maxLength ? null : /^<cookie pagenumber="(\d{1,9})" pagingcookie="([^"]*)"/.exec(token);
  const page = Number(outer?.[1] ?? 0);
  if (outer === null || page < 2) throw refusal();
  const elements = readElements(decodeInner(outer[2] ?? ""));
  const last = elements.pop();
  const id = last?.value?.replace(/^\{(.*)\}$/, "$1").toLowerCase() ?? "";
  if (!isGuid(id) || elements.length !== tree.orderBy.length) throw refusal();
  const values = elements.map(({ name, value }, index) => {
    const term = tree.orderBy[index];
    if (term === undefined || name !== termName(term) || !fits(term.path.column, value)) throw refusal();
    return value;
  });
  return Object.freeze({ page, values: Object.freeze(values), id });
}

/** Equal rows that are shown once, and rows put together, have no place of their own that a page could begin behind. */
export function pagesAreCounted(tree: QueryTree): boolean {
  return tree.distinct === true || tree.aggregation !== undefined;
}

function countedPage(token: string): Cursor {
  const page = Number(/^<cookie pagenumber="(\d{1,6})" istracking="False" \/>$/.exec(token)?.[1] ?? 0);
  if (page < 2) throw refusal();
  return Object.freeze({ page, values: Object.freeze([]), id: "" });
}

/** The same URL with this token instead of the one it may have: the next link of the page that it asked for. */
export function withSkipToken(url: string, token: string): string {
  const question = url.indexOf("?");
  const path = question < 0 ? url : url.slice(0, question);
  const options = question < 0 ? [] : url.slice(question + 1).split("&");
  const kept = options.filter((option) => option !== "" && !/^(\$|%24)skiptoken(=|$)/.test(option));
  return `${path}?${[...kept, `$skiptoken=${token}`].join("&")}`;
}

interface Element {
  readonly name: string;
  readonly value: string | null;
}

/** `parentaccountid.name` for a path, `name` for a column, with the alias of a joined row before it. */
export function termName({ path }: OrderTerm): string {
  const link = path.link === undefined ? [] : [path.link];
  return [...link, ...path.steps.map((step) => step.name), path.column.name].join(".");
}

function formatElement(name: string, value: string | null): string {
  return value === null
    ? `<${name} lastnull="1" />`
    : `<${name} last="${value.replace(/[&<>"]/g, (char) => entities[char] ?? char)}" />`;
}

function decodeInner(text: string): string {
  try {
    return decode(text);
  } catch {
    throw refusal();
  }
}

function readElements(inner: string): Element[] {
  const open = /^<cookie page="\d{1,9}">/.exec(inner);
  if (open === null || !inner.endsWith("</cookie>")) throw refusal();
  const pattern = /<([\w.]+) (?:last="([^"<]*)"|lastnull="1") \/>/y;
  const elements: Element[] = [];
  const end = inner.length - "</cookie>".length;
  for (pattern.lastIndex = open[0].length; pattern.lastIndex < end; ) {
    const match = pattern.exec(inner);
    if (match === null) throw refusal();
    elements.push({ name: match[1] ?? "", value: match[2] === undefined ? null : plainText(match[2]) });
  }
  return elements;
}

function plainText(text: string): string {
  return text.replace(/&(\w{1,4});/g, (entity, name: string) => characters[name] ?? entity);
}

/** Whether the database could read the text as a value of the column. */
export function fits(column: Column, value: string | null): boolean {
  if (value === null) return true;
  switch (familyOf(column)) {
    case "text":
      return !value.includes("\0");
    case "integer":
      return toInteger(value, column.type === "BigInt") !== undefined;
    case "number":
      return toDecimal(value) !== undefined;
    case "boolean":
      return ["true", "false", "t", "f"].includes(value);
    case "time":
      return toTime(column, value) !== undefined;
    case "guid":
      // A lookup is ordered by the name of the row that it points at.
      return isLookup(column) ? !value.includes("\0") : isGuid(value);
    case "choices":
      // As the database has it: an array.
      return /^\{.*\}$/.test(value) && choiceSet(value.slice(1, -1)) !== undefined;
    default:
      return false;
  }
}

function refusal(): AppError {
  return badRequest("The $skiptoken does not belong to this query. Start again from the first page.");
}
