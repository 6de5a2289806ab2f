/**
 * The indexes of the standard tables, each for a query that people make. A lead list of a million rows is written as often
 * as it is read, so nothing is here that no list, search, timeline or rule asks for.
 */
import type { Schema, Table } from "@leadwright/schema";
import { quote, recordTable, tableColumns } from "./ddl.ts";

export interface Index {
  /** Unique among all indexes of records. */
  readonly name: string;
  readonly table: string;
  /** What stands in the brackets of `create index`. */
  readonly terms: string;
  readonly method?: "gin";
  readonly where?: string;
  readonly reason: string;
}

/** Tables with lists of their own that grow large. */
const mainTables = ["lead", "account", "contact", "opportunity"];
/** Columns that lists are sorted by, besides dates. */
const sortColumns: Readonly<Record<string, readonly string[]>> = {
  lead: ["fullname", "subject", "companyname"],
  account: ["name"],
  contact: ["fullname"],
  opportunity: ["name", "estimatedclosedate", "estimatedvalue"],
  activity: ["scheduledend"],
};
/** Columns that the search box of a list looks into. */
const searchColumns: Readonly<Record<string, readonly string[]>> = {
  lead: ["fullname", "subject", "companyname", "emailaddress1"],
  account: ["name", "emailaddress1"],
  contact: ["fullname", "emailaddress1"],
  opportunity: ["name"],
  activity: ["subject"],
};
/** Lookups that are found from the other end: sub-grids, timelines, delete rules. */
const lookups: Readonly<Record<string, readonly string[]>> = {
  lead: [
    "parentaccountid",
    "parentcontactid",
    "qualifyingopportunityid",
    "campaignid",
    "originatingcaseid",
    "masterid",
  ],
  account: ["parentaccountid", "primarycontactid", "originatingleadid", "masterid"],
  contact: ["parentcustomerid", "originatingleadid", "masterid"],
  opportunity: ["parentaccountid", "parentcontactid", "customerid", "originatingleadid", "campaignid"],
  activityparty: ["activityid", "partyid"],
  annotation: ["objectid"],
  connection: ["record1id", "record2id"],
  opportunityclose: ["opportunityid"],
  opportunityproduct: ["opportunityid"],
  quote: ["opportunityid", "customerid"],
  incident: ["customerid"],
  customeraddress: ["parentid"],
  listmember: ["listid", "entityid"],
  queueitem: ["objectid", "queueid"],
  systemuser: ["businessunitid"],
  team: ["businessunitid"],
  role: ["businessunitid"],
  businessunit: ["parentbusinessunitid"],
  processstage: ["processid"],
  leadtoopportunitysalesprocess: ["leadid", "opportunityid"],
  opportunitysalesprocess: ["opportunityid"],
  importfile: ["importid"],
  importlog: ["importfileid"],
  userquery: ["ownerid"],
  duplicaterulecondition: ["duplicateruleid"],
  attributemap: ["entitymapid"],
};
/** Names of small tables that imports and binds look up by name or key. */
const nameLookups: Readonly<Record<string, readonly string[]>> = {
  systemuser: ["internalemailaddress", "domainname"],
  account: ["accountnumber"],
};

/** The indexes of a table, primary key aside. */
export function indexesOf(schema: Schema, table: Table): readonly Index[] {
  if (table.view) {
    return [];
  }
  const has = new Set(tableColumns(schema, table).map(({ name }) => name));
  const id = quote(table.primaryId);
  const group = table.activity ? "activity" : table.name;
  const found: Index[] = [];
  const add = (suffix: string, columns: readonly string[], rest: Omit<Index, "name" | "table">) => {
    if (columns.every((column) => has.has(column))) {
      found.push({ name: indexName(table.name, suffix), table: table.name, ...rest });
    }
  };

  if (table.activity || mainTables.includes(table.name)) {
    add("modifiedon", ["modifiedon"], { terms: `modifiedon, ${id}`, reason: "all rows, latest change first" });
    add("createdon", ["createdon"], { terms: `createdon, ${id}`, reason: "all rows, newest first" });
    add("owner", ["ownerid", "statecode", "modifiedon"], {
      terms: `ownerid, statecode, modifiedon, ${id}`,
      reason: "my open rows; user depth; the rows of an owner who leaves",
    });
    add("unit", ["owningbusinessunit", "statecode", "modifiedon"], {
      terms: `owningbusinessunit, statecode, modifiedon, ${id}`,
      reason: "open rows of a unit; business unit depth",
    });
    add("state", ["statecode", "modifiedon"], {
      terms: `statecode, modifiedon, ${id}`,
      reason: "open or closed rows of all",
    });
  }
  for (const column of sortColumns[group] ?? []) {
    add(`by_${column}`, [column], {
      terms: `${quote(column)} asc nulls first, ${id}`,
      reason: `lists sorted by ${column}`,
    });
  }
  for (const column of searchColumns[group] ?? []) {
    add(`find_${column}`, [column], {
      terms: `lower(${quote(column)}) gin_trgm_ops`,
      method: "gin",
      reason: `the search box and contains() on ${column}`,
    });
  }
  if (table.activity) {
    add("regarding", ["regardingobjectid", "modifiedon"], {
      terms: "regardingobjectid, modifiedon",
      where: "regardingobjectid is not null",
      reason: "timeline of a record",
    });
  }
  for (const column of lookups[table.name] ?? []) {
    add(`of_${column}`, [column], {
      terms: quote(column),
      where: `${quote(column)} is not null`,
      reason: `rows that point at a record through ${column}`,
    });
  }
  for (const column of nameLookups[table.name] ?? []) {
    add(`key_${column}`, [column], {
      terms: `lower(${quote(column)})`,
      where: `${quote(column)} is not null`,
      reason: `one row by ${column}`,
    });
  }
  return found;
}

/** PostgreSQL cuts names at 63 bytes; none of ours comes near. */
function indexName(table: string, suffix: string): string {
  return `${table}_${suffix}`;
}

export function createIndex({ name, table, terms, method, where }: Index): string {
  const using = method === undefined ? "" : ` using ${method}`;
  const condition = where === undefined ? "" : ` where ${where}`;
  return `create index ${quote(name)} on ${recordTable(table)}${using} (${terms})${condition}`;
}
