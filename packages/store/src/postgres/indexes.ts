/**
 * The indexes of the standard tables, each for a query that people make: the lists and searches of the system views, the
 * timelines and sub-grids of the forms, the checks of the rules. A list of a million leads is written as often as it is
 * read, so there is nothing here that nobody asks for.
 */
import {
  type CustomKey,
  keywordColumns,
  listOrder,
  type Schema,
  searchColumns,
  type Table,
  viewsOf,
} from "@leadwright/schema";
import { columnType, quote, recordTable, tableColumns } from "./ddl.ts";

export interface Index {
  /** Unique among all indexes of records. An index that changes gets another name, or old databases keep the old one. */
  readonly name: string;
  readonly table: string;
  /** What stands in the brackets of `create index`. */
  readonly terms: string;
  readonly method?: "gin";
  readonly where?: string;
  /** Columns that are kept beside the terms, so that conditions on them are answered by the index alone. */
  readonly include?: readonly string[];
  readonly unique?: boolean;
  readonly reason: string;
}

/** Begins the names of indexes that hold a custom key. */
export const keyPrefix = "ak_";

/** Tables with lists of their own that grow large; activities do, too. */
const mainTables: ReadonlySet<string> = new Set(["lead", "account", "contact", "opportunity"]);
/** Columns that people sort by with a click, besides those that the views are sorted by. */
const sortColumns: Readonly<Record<string, readonly string[]>> = {
  lead: ["fullname", "subject", "companyname"],
  opportunity: ["name"],
};
/**
 * Lookups that are found from the other end although a delete there leaves them alone, and owners of what grows large: who
 * owns anything cannot be deleted.
 */
const lookups: Readonly<Record<string, readonly string[]>> = {
  activityparty: ["ownerid", "partyid"],
  annotation: ["ownerid"],
  businessunit: ["parentbusinessunitid"],
  customeraddress: ["ownerid"],
  duplicaterecord: ["ownerid"],
  listmember: ["ownerid"],
  queueitem: ["ownerid"],
  role: ["businessunitid"],
  systemuser: ["businessunitid"],
  team: ["businessunitid"],
  userquery: ["ownerid"],
};
/** A person signs in by e-mail address, and clients name a solution; other keys may be given twice, and then name no row. */
const uniqueKeys: ReadonlySet<string> = new Set([
  "systemuser.internalemailaddress",
  "publisher.uniquename",
  "solution.uniquename",
]);

/** The indexes of a table, primary key aside. */
export function indexesOf(schema: Schema, table: Table): readonly Index[] {
  if (table.view) {
    return [];
  }
  const columns = new Map(tableColumns(schema, table).map((column) => [column.name, column]));
  const found: Index[] = [];
  const add = (suffix: string, names: readonly string[], rest: Omit<Index, "name" | "table">) => {
    if (names.every((name) => columns.has(name))) {
      found.push({ name: `${table.name}_${suffix}`, table: table.name, ...rest });
    }
  };
  // Nulls are the lowest values in every list; a column that has none is sorted without a word about them.
  const sorted = (...names: readonly string[]) =>
    names.map((name) => quote(name) + (columns.get(name)?.notNull ? "" : " nulls first")).join(", ");

  if (table.activity || mainTables.has(table.name)) {
    const views = viewsOf(table.activity ? "activitypointer" : table.name);
    const order = listOrder(table) ?? "modifiedon";
    add("owned", ["ownerid", "statecode", order, "owningbusinessunit"], {
      terms: sorted("ownerid", "statecode", order, table.primaryId),
      include: ["owningbusinessunit"],
      reason: "my open rows; the rights of a user on own rows; lists sorted by owner; the rows of an owner who leaves",
    });
    add("unit", ["owningbusinessunit", "statecode", order], {
      terms: sorted("owningbusinessunit", "statecode", order, table.primaryId),
      reason: "the open rows of a business unit and the rights on them",
    });
    add("states", ["statecode", order, "ownerid", "owningbusinessunit"], {
      terms: sorted("statecode", order, table.primaryId),
      include: ["ownerid", "owningbusinessunit"],
      reason: "all open rows, all closed rows; how many of them a user may read, without a look at the rows themselves",
    });
    add("status", ["statecode", "statuscode", order], {
      terms: sorted("statecode", "statuscode", order, table.primaryId),
      reason: "lists sorted by status reason",
    });
    const orders = ["createdon", "modifiedon", ...views.map(({ orderBy }) => orderBy.column)];
    for (const column of new Set([...orders, ...(sortColumns[table.name] ?? [])])) {
      add(`by_${column}`, [column], { terms: sorted(column, table.primaryId), reason: `lists sorted by ${column}` });
    }
    const searched = views.flatMap((view) => keywordColumns(view, table));
    for (const column of new Set([...searched, ...searchColumns(table)])) {
      add(`find_${column}`, [column], {
        terms: `lower(${quote(column)}) gin_trgm_ops`,
        method: "gin",
        reason: `the search box, and every comparison of ${column} with a text`,
      });
    }
  }
  if (table.activity) {
    add("regarding", ["regardingobjectid", "modifiedon"], {
      terms: `${quote("regardingobjectid")}, ${quote("modifiedon")}`,
      where: `${quote("regardingobjectid")} is not null`,
      reason: "the timeline of a record",
    });
  }
  const owners = table.custom ? ["ownerid"] : (lookups[table.name] ?? []);
  for (const column of new Set([...owners, ...dependentColumns(schema, table)])) {
    add(`of_${column}`, [column], {
      terms: quote(column),
      where: `${quote(column)} is not null`,
      reason: `rows that point at a record through ${column}`,
    });
  }
  for (const [column] of table.keys ?? []) {
    if (column !== undefined && columns.get(column)?.type.startsWith("text")) {
      add(`key_${column}`, [column], {
        terms: `lower(${quote(column)})`,
        where: `${quote(column)} is not null`,
        unique: uniqueKeys.has(`${table.name}.${column}`),
        reason: `one row by its key ${column}`,
      });
    }
  }
  return found;
}

/** What keeps the rows of a custom key apart; rows without one of its values are none of its business. */
export function keyIndex(table: Pick<Table, "name" | "columns">, { name, columns }: CustomKey): Index {
  const terms = columns.map((each) => {
    const column = table.columns.get(each);
    if (column === undefined) throw new Error(`The key '${name}' is over '${each}', which '${table.name}' has not`);
    return columnType(column)?.startsWith("text") ? `lower(${quote(each)})` : quote(each);
  });
  return {
    name: `${keyPrefix}${table.name}_${name}`,
    table: table.name,
    terms: terms.join(", "),
    unique: true,
    reason: `the key ${name}`,
  };
}

/** Lookups whose rows are deleted, unlinked or counted when the row they point at is deleted. */
function dependentColumns(schema: Schema, table: Table): readonly string[] {
  return [...schema.relationships.values()].flatMap((relationship) =>
    relationship.kind === "OneToMany" &&
    relationship.referencing === table.name &&
    relationship.onDelete !== "NoCascade" &&
    // Currencies are as good as never deleted, but every row with money has one.
    relationship.referenced !== "transactioncurrency" &&
    !(table.activity && relationship.column === "regardingobjectid")
      ? [relationship.column]
      : [],
  );
}

export function createIndex({ name, table, terms, method, where, include, unique }: Index): string {
  const using = method === undefined ? "" : ` using ${method}`;
  const beside = include === undefined ? "" : ` include (${include.map(quote).join(", ")})`;
  const condition = where === undefined ? "" : ` where ${where}`;
  return `create ${unique ? "unique " : ""}index ${quote(name)} on ${recordTable(table)}${using} (${terms})${beside}${condition}`;
}
