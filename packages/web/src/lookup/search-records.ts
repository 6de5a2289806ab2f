import { type Column, type Schema, searchColumns, type Table } from "@leadwright/schema";
import { type ApiRecord, quoted, readPage, recordPath } from "../api/records.ts";
import { tableOf } from "../api/schema-provider.tsx";
import { formattedValue, type LookupValue, propertyOf, recordId, recordName } from "../api/values.ts";

/** A row found, with a line that tells it from others of its name. */
export interface Found extends LookupValue {
  readonly detail: string;
}

/** What tells rows apart, in the order of preference; the first two that have a value are shown. */
const detailColumns: Readonly<Record<string, readonly string[]>> = {
  lead: ["companyname", "subject"],
  account: ["address1_city", "emailaddress1", "telephone1"],
  contact: ["parentcustomerid", "emailaddress1"],
  opportunity: ["parentaccountid", "statuscode"],
  systemuser: ["internalemailaddress"],
  campaign: ["statuscode"],
};

export interface SearchOptions {
  readonly text: string;
  /** OData filter that every row must pass, by table. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** Rows of each table whose name (or e-mail, company, number) begins with the text, by name; all when it is empty. */
export async function searchRecords(
  schema: Schema,
  tables: readonly string[],
  options: SearchOptions,
): Promise<Found[]> {
  const found = await Promise.all(tables.map((name) => searchTable(tableOf(schema, name), options)));
  return found.flat();
}

async function searchTable(table: Table, { text, filters, limit = 8, signal }: SearchOptions): Promise<Found[]> {
  if (table.primaryName === undefined) return [];
  const details = (detailColumns[table.name] ?? []).flatMap((name) => table.columns.get(name) ?? []);
  const path = recordPath({
    set: table.entitySet,
    select: [table.primaryName, ...details.map(propertyOf)],
    filter: searchFilter(table, text, filters?.[table.name]),
    orderBy: table.primaryName,
    top: limit,
  });
  const { rows } = await readPage(path, undefined, signal);
  return rows.map((row) => toFound(table, row, details));
}

function toFound(table: Table, row: ApiRecord, details: readonly Column[]): Found {
  const texts = details.map((column) => formattedValue(row, column) ?? row[column.name]);
  return {
    table: table.name,
    id: recordId(table, row),
    name: recordName(table, row),
    detail: texts
      .filter((value) => typeof value === "string" && value !== "")
      .slice(0, 2)
      .join(" · "),
  };
}

/**
 * Begins-with over the table's searched columns, of a person's name each word, and the extra filter. Empty when there is
 * neither. All of these columns have an index of words: a single one without makes the server read the whole table.
 */
export function searchFilter(table: Table, text: string, extra = ""): string {
  const word = text.trim();
  const matches =
    word === ""
      ? ""
      : searchColumns(table)
          .flatMap((name) => matchesOf(name, word))
          .join(" or ");
  if (matches === "") return extra;
  return extra === "" ? `(${matches})` : `(${matches}) and (${extra})`;
}

function matchesOf(column: string, word: string): string[] {
  const begins = `startswith(${column},${quoted(word)})`;
  return column === "fullname" ? [begins, `contains(${column},${quoted(` ${word}`)})`] : [begins];
}
