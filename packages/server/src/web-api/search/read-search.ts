/** The body of a search -> what is asked for, of either version of the service. */
import { AppError } from "@leadwright/schema";

export interface SearchEntity {
  readonly name: string;
  readonly select: readonly string[] | undefined;
  readonly search: readonly string[] | undefined;
  readonly filter: string | undefined;
}

export interface OrderClause {
  /** Absent: the score. */
  readonly column?: string;
  readonly descending: boolean;
}

export interface SearchRequest {
  readonly search: string;
  /** Undefined: all tables that can be searched. */
  readonly entities: readonly SearchEntity[] | undefined;
  readonly filter: string | undefined;
  readonly top: number;
  readonly skip: number;
  readonly count: boolean;
  readonly orderBy: readonly OrderClause[];
  /** Every word must be there, not just one of them. */
  readonly all: boolean;
}

/** Rows that are ranked of each table: the latest that match. Pages lie among them. */
export const window = 500;
const maxSearch = 100;
const maxTop = 100;
const maxList = 50;

type Fields = ReadonlyMap<string, unknown>;

function wrong(reason: string): AppError {
  return new AppError("invalidArgument", { reason });
}

/** Names of properties are read without regard to case, and lists and objects may be JSON text: version 2.0 sends them so. Throws invalidArgument. */
export function readSearch(body: unknown, defaultTop: number): SearchRequest {
  const fields = fieldsOf(body, "The body");
  const search = textOf(fields, "search");
  if (search === undefined) throw wrong("'search' is missing.");
  if (search.length > maxSearch) throw wrong(`'search' is longer than ${maxSearch} characters.`);
  refuseFacets(fields);
  const top = wholeNumber(fields, "top", 1, maxTop) ?? defaultTop;
  const skip = wholeNumber(fields, "skip", 0, window) ?? 0;
  if (skip + top > window)
    throw wrong(`'skip' and 'top' together are more than ${window}: narrow the search down instead.`);
  return {
    search,
    entities: listOf(fields, "entities")?.map(readEntity),
    filter: textOf(fields, "filter"),
    top,
    skip,
    count: flagOf(fields, "count") ?? flagOf(fields, "returntotalrecordcount") ?? false,
    orderBy: (listOf(fields, "orderby") ?? []).map(readClause),
    all: readMode(fields),
  };
}

function refuseFacets(fields: Fields): void {
  if ((listOf(fields, "facets") ?? []).length > 0)
    throw wrong("'facets' are not supported: count groups with $apply of the Web API.");
}

function readMode(fields: Fields): boolean {
  const given = parsed(fields.get("options"), "options");
  const options = given === undefined || given === null ? new Map() : fieldsOf(given, "'options'");
  const mode = textOf(options, "searchmode") ?? textOf(fields, "searchmode") ?? "any";
  if (mode !== "any" && mode !== "all") throw wrong("The search mode is neither 'any' nor 'all'.");
  const type = textOf(options, "querytype") ?? textOf(fields, "searchtype") ?? "simple";
  if (type !== "simple") throw wrong("Of the query types only 'simple' is supported.");
  return mode === "all";
}

function readEntity(entry: unknown, index: number): SearchEntity {
  if (typeof entry === "string") return { name: entry, select: undefined, search: undefined, filter: undefined };
  const fields = fieldsOf(entry, `'entities[${index}]'`);
  const name = textOf(fields, "name");
  if (name === undefined) throw wrong(`'entities[${index}]' has no name.`);
  return {
    name,
    select: namesOf(fields, "selectcolumns"),
    search: namesOf(fields, "searchcolumns"),
    filter: textOf(fields, "filter"),
  };
}

function readClause(clause: unknown): OrderClause {
  const [, name, direction] =
    typeof clause === "string" ? (/^\s*(@?[\w.]+)(?:\s+(asc|desc))?\s*$/i.exec(clause) ?? []) : [];
  if (name === undefined)
    throw wrong(`'orderby' has an entry that is not a column's name with 'asc' or 'desc' behind it.`);
  const descending = direction?.toLowerCase() === "desc";
  return /^@?search\.score$/.test(name) ? { descending } : { column: name, descending };
}

function namesOf(fields: Fields, name: string): readonly string[] | undefined {
  const list = listOf(fields, name);
  if (list?.some((entry) => typeof entry !== "string")) throw wrong(`'${name}' is not a list of column names.`);
  return list as readonly string[] | undefined;
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(`${what} is not a JSON object.`);
  return new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]));
}

function listOf(fields: Fields, name: string): readonly unknown[] | undefined {
  const value = parsed(fields.get(name), name);
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrong(`'${name}' is not a list.`);
  if (value.length > maxList) throw wrong(`'${name}' has more than ${maxList} entries.`);
  return value;
}

function parsed(value: unknown, name: string): unknown {
  if (typeof value !== "string" || value === "") return value === "" ? undefined : value;
  try {
    return JSON.parse(value);
  } catch (error) {
    throw wrong(`'${name}' is not valid JSON: ${(error as Error).message.slice(0, 100)}`);
  }
}

function textOf(fields: Fields, name: string): string | undefined {
  const value = fields.get(name);
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw wrong(`'${name}' is not a text.`);
  if (value.includes("\0")) throw wrong(`'${name}' has a character of code 0.`);
  return value;
}

function flagOf(fields: Fields, name: string): boolean | undefined {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw wrong(`'${name}' is neither true nor false.`);
  return value;
}

function wholeNumber(fields: Fields, name: string, least: number, most: number): number | undefined {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw wrong(`'${name}' is not a whole number from ${least} to ${most}.`);
  return value;
}
