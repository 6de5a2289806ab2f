/** SQL text from the schema's metadata. Pure: nothing here talks to a database. */
import { type Column, isPolymorphic, type ManyToMany, type Schema, type Table } from "@leadwright/schema";

/** SQL schema of all records. */
const records = "crm";

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function recordTable(name: string): string {
  return `${records}.${quote(name)}`;
}

const textType = 'text collate "und-x-icu"';

/** The SQL type; undefined for a column that has no storage of its own (activity parties). */
export function columnType(column: Column): string | undefined {
  switch (column.type) {
    case "String":
    case "Memo":
      return textType;
    case "EntityName":
      return "text";
    case "Integer":
    case "Picklist":
    case "State":
    case "Status":
      return "integer";
    case "MultiSelectPicklist":
      return "integer[]";
    case "BigInt":
      return "bigint";
    case "Decimal":
    case "Money":
      return "numeric";
    case "Double":
      return "double precision";
    case "Boolean":
    case "ManagedProperty":
      return "boolean";
    case "DateTime":
      return column.format === "DateOnly" ? "date" : "timestamptz(0)";
    case "Uniqueidentifier":
    case "Lookup":
    case "Customer":
    case "Owner":
    case "File":
    case "Image":
      return "uuid";
    case "PartyList":
      return undefined;
  }
}

export interface SqlColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default?: string;
}

/** Always there, on every table that has them. */
const alwaysFilled: ReadonlySet<string> = new Set(["createdon", "modifiedon", "versionnumber"]);
const filledWhenOwned: ReadonlySet<string> = new Set(["ownerid", "owningbusinessunit", "statecode", "statuscode"]);

/** The SQL columns that hold one column of the schema: none, one, or two for a polymorphic lookup. */
export function storageOf(table: Table, column: Column): readonly SqlColumn[] {
  const type = columnType(column);
  if (type === undefined) {
    return [];
  }
  const notNull =
    column.name === table.primaryId ||
    alwaysFilled.has(column.name) ||
    (table.ownership === "user" && filledWhenOwned.has(column.name));
  const main: SqlColumn = {
    name: column.name,
    type,
    notNull,
    ...(column.name === "versionnumber" ? { default: "nextval('app.version')" } : {}),
  };
  return isPolymorphic(column) ? [main, { name: `${column.name}_table`, type: "text", notNull }] : [main];
}

/** True when no row lacks a value, so that `order by` needs no word about nulls and an index without one fits it. */
export function neverNull(table: Table, column: Column): boolean {
  return storageOf(table, column)[0]?.notNull ?? false;
}

/** Every SQL column of a table, in order, those inherited from `activitypointer` included. */
export function tableColumns(schema: Schema, table: Table): readonly SqlColumn[] {
  const base = table.base === undefined ? undefined : schema.tables.get(table.base);
  const found = new Map<string, SqlColumn>();
  for (const source of base === undefined ? [table] : [base, table]) {
    for (const column of source.columns.values()) {
      for (const sql of storageOf(source, column)) {
        if (!found.has(sql.name)) {
          found.set(sql.name, sql);
        }
      }
    }
  }
  return [...found.values()];
}

function define(column: SqlColumn): string {
  const words = [quote(column.name), column.type];
  if (column.default !== undefined) {
    words.push(`default ${column.default}`);
  }
  if (column.notNull) {
    words.push("not null");
  }
  return words.join(" ");
}

/** `create table` for a table that is no view; an activity inherits from its base, which must be there first. */
export function createTable(schema: Schema, table: Table): string {
  const base = table.base === undefined ? undefined : schema.tables.get(table.base);
  const inherited = new Set(base === undefined ? [] : tableColumns(schema, base).map(({ name }) => name));
  const lines = tableColumns(schema, table)
    .filter(({ name }) => !inherited.has(name))
    .map(define);
  if (base !== undefined && inherited.has("activitytypecode")) {
    lines.push(`activitytypecode text default ${literal(table.name)}`);
  }
  lines.push(`primary key (${quote(table.primaryId)})`);
  const inherits = base === undefined ? "" : ` inherits (${recordTable(base.name)})`;
  return `create table ${recordTable(table.name)} (\n  ${lines.join(",\n  ")}\n)${inherits}`;
}

/**
 * `alter table ... add column` for a column of the schema; empty when it has no storage. Rows that exist get no value, so
 * the column takes null whatever the schema asks for.
 */
export function addColumn(table: Table, column: Column): string {
  const additions = storageOf(table, column).map(
    (sql) => `add column if not exists ${define({ ...sql, notNull: false })}`,
  );
  return additions.length === 0 ? "" : `alter table ${recordTable(table.name)} ${additions.join(", ")}`;
}

/** The table of pairs behind a many-to-many relationship, found quickly from both ends. */
export function createIntersect({ intersect, column1, column2 }: ManyToMany): readonly string[] {
  const [one, two] = [quote(column1), quote(column2)];
  return [
    `create table ${recordTable(intersect)} (\n  ${one} uuid not null,\n  ${two} uuid not null,\n  primary key (${one}, ${two})\n)`,
    `create index ${quote(`${intersect}_back`)} on ${recordTable(intersect)} (${two}, ${one})`,
  ];
}

/** `owner`: users and teams together, the columns of the schema's table `owner`, read only. */
export function createOwnerView(schema: Schema, view: Table): string {
  const parts = ["systemuser", "team"].map((name) => {
    const source = schema.tables.get(name);
    if (source === undefined) {
      throw new Error(`The schema has no table ${name}`);
    }
    const columns = [...view.columns.values()].flatMap((column) =>
      storageOf(view, column).map((sql) => `${ownerValue(view, source, sql)} as ${quote(sql.name)}`),
    );
    return `select ${columns.join(", ")} from ${recordTable(name)}`;
  });
  return `create or replace view ${recordTable(view.name)} as\n${parts.join("\nunion all\n")}`;
}

function ownerValue(view: Table, source: Table, sql: SqlColumn): string {
  if (sql.name === view.primaryId) {
    return quote(source.primaryId);
  }
  // A team has one name; it serves as the full name that clients ask an owner for.
  if ((sql.name === view.primaryName || sql.name === "fullname") && source.primaryName !== undefined) {
    return quote(source.primaryName);
  }
  const same = source.columns.get(sql.name);
  if (same !== undefined && storageOf(source, same)[0]?.type === sql.type) {
    return quote(sql.name);
  }
  return sql.type === "text" ? literal(source.name) : `null::${sql.type}`;
}
