/** Adds to the database what the schema has and it has not: tables, columns, indexes. Takes nothing away. */
import {
  type Column,
  type CustomKey,
  type CustomTable,
  type ManyToMany,
  noCustomisation,
  type Relationship,
  type Schema,
  standardSchema,
  type Table,
} from "@leadwright/schema";
import type { ClientBase } from "pg";
import { addColumn, createIntersect, createOwnerView, createTable, storageOf } from "./ddl.ts";
import { createIndex, indexesOf, keyIndex } from "./indexes.ts";
import type { Log } from "./log.ts";

/**
 * Inside the caller's transaction. Custom tables and columns are read from `app`. `later`: indexes are left for another
 * call, which is quicker once the rows are there.
 */
export async function reconcile(
  client: Pick<ClientBase, "query">,
  schema: Schema,
  log: Log,
  indexes: "now" | "later" = "now",
): Promise<void> {
  const statements = await missingStatements(client, schema, indexes);
  if (statements.length > 0) {
    await client.query(statements.join(";\n"));
    log.info({ statements: statements.length }, "Record tables updated");
  }
}

/** What `reconcile` would run; none when nothing is missing. */
export async function missingStatements(
  client: Pick<ClientBase, "query">,
  standard: Schema,
  indexes: "now" | "later" = "now",
): Promise<string[]> {
  const existing = await readExisting(client);
  const schema = await addCustomTables(client, standard);
  return [
    ...missingTables(schema, existing),
    ...missingColumns(schema, existing),
    ...(await missingCustomColumns(client, schema, existing)),
    ...missingIntersects([...schema.relationships.values(), ...(await customRelationships(client))], schema, existing),
    ...(indexes === "now" ? missingIndexes(schema, existing) : []),
    ...(indexes === "now" ? await missingCustomKeys(client, schema, existing) : []),
    ...missingViews(schema, existing),
  ];
}

/** The schema with the administrators' tables beside its own. */
async function addCustomTables(client: Pick<ClientBase, "query">, schema: Schema): Promise<Schema> {
  if (!(await isThere(client, "app.customtable"))) return schema;
  const { rows } = await client.query<{ definition: CustomTable }>("select definition from app.customtable");
  if (rows.length === 0) return schema;
  const custom = standardSchema({ ...noCustomisation, tables: rows.map(({ definition }) => definition) });
  const added = [...custom.tables].filter(([, table]) => table.custom);
  return {
    ...schema,
    tables: new Map([...schema.tables, ...added]),
    relationships: new Map([...custom.relationships, ...schema.relationships]),
  };
}

/** A database of an older version, or a backup of one, lacks some of our own tables. */
async function isThere(client: Pick<ClientBase, "query">, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [table]);
  return rows[0]?.there === true;
}

interface Existing {
  /** Table or view -> its columns. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly indexes: ReadonlySet<string>;
}

async function readExisting(client: Pick<ClientBase, "query">): Promise<Existing> {
  const { rows } = await client.query<{ name: string; kind: string; columns: string[] | null }>(`
    select c.relname::text as name, c.relkind::text as kind,
      array_agg(a.attname::text) filter (where a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid
    where n.nspname = 'crm' and c.relkind in ('r', 'v', 'i')
    group by c.oid`);
  return {
    columns: new Map(rows.filter(({ kind }) => kind !== "i").map(({ name, columns }) => [name, new Set(columns)])),
    indexes: new Set(rows.filter(({ kind }) => kind === "i").map(({ name }) => name)),
  };
}

/** Bases before those that inherit from them. */
function tablesInOrder(schema: Schema): readonly Table[] {
  const tables = [...schema.tables.values()].filter(({ view }) => !view);
  return [...tables.filter(({ base }) => base === undefined), ...tables.filter(({ base }) => base !== undefined)];
}

function missingTables(schema: Schema, existing: Existing): string[] {
  return tablesInOrder(schema)
    .filter(({ name }) => !existing.columns.has(name))
    .map((table) => createTable(schema, table));
}

function isMissing(table: Table, column: Column, there: ReadonlySet<string>): boolean {
  return storageOf(table, column).some(({ name }) => !there.has(name));
}

function missingColumns(schema: Schema, existing: Existing): string[] {
  return tablesInOrder(schema).flatMap((table) => {
    const there = existing.columns.get(table.name);
    return there === undefined
      ? []
      : [...table.columns.values()]
          .filter((column) => isMissing(table, column, there))
          .map((column) => addColumn(table, column));
  });
}

async function missingCustomColumns(
  client: Pick<ClientBase, "query">,
  schema: Schema,
  existing: Existing,
): Promise<string[]> {
  const { rows } = await client.query<{ tablename: string; definition: Column }>(
    "select tablename, definition from app.customcolumn order by createdat",
  );
  return rows.flatMap(({ tablename, definition }) => {
    const table = schema.tables.get(tablename);
    const there = existing.columns.get(tablename);
    // A table that is being made has none of them.
    return table !== undefined && (there === undefined || isMissing(table, definition, there))
      ? [addColumn(table, definition)]
      : [];
  });
}

async function missingCustomKeys(
  client: Pick<ClientBase, "query">,
  schema: Schema,
  existing: Existing,
): Promise<string[]> {
  if (!(await isThere(client, "app.customkey"))) return [];
  const { rows } = await client.query<{ tablename: string; definition: CustomKey }>(
    "select tablename, definition from app.customkey order by createdat",
  );
  if (rows.length === 0) return [];
  const { rows: custom } = await client.query<{ tablename: string; definition: Column }>(
    "select tablename, definition from app.customcolumn",
  );
  return rows.flatMap(({ tablename, definition }) => {
    const table = schema.tables.get(tablename);
    if (table === undefined) return [];
    const added = custom.filter((each) => each.tablename === tablename).map((each) => each.definition);
    const columns = new Map([...table.columns, ...added.map((column) => [column.name, column] as const)]);
    const index = keyIndex({ ...table, columns }, definition);
    return existing.indexes.has(index.name) ? [] : [createIndex(index)];
  });
}

async function customRelationships(client: Pick<ClientBase, "query">): Promise<ManyToMany[]> {
  if (!(await isThere(client, "app.customrelationship"))) return [];
  const { rows } = await client.query<{ definition: ManyToMany }>(
    "select definition from app.customrelationship order by createdat",
  );
  return rows.map(({ definition }) => definition);
}

function missingIntersects(relationships: readonly Relationship[], schema: Schema, existing: Existing): string[] {
  const seen = new Set<string>();
  return relationships.flatMap((relationship) => {
    if (relationship.kind !== "ManyToMany") {
      return [];
    }
    const { intersect } = relationship;
    if (existing.columns.has(intersect) || schema.tables.has(intersect) || seen.has(intersect)) {
      return [];
    }
    seen.add(intersect);
    return createIntersect(relationship);
  });
}

function missingIndexes(schema: Schema, existing: Existing): string[] {
  return tablesInOrder(schema)
    .flatMap((table) => indexesOf(schema, table))
    .filter(({ name }) => !existing.indexes.has(name))
    .map(createIndex);
}

/** A view that lacks a column is made anew: its columns cannot change their order in place. */
function missingViews(schema: Schema, existing: Existing): string[] {
  return [...schema.tables.values()].flatMap((view) => {
    if (!view.view) {
      return [];
    }
    const there = existing.columns.get(view.name);
    if (there === undefined) {
      return [createOwnerView(schema, view)];
    }
    const lacks = [...view.columns.values()].some((column) => isMissing(view, column, there));
    return lacks ? [`drop view crm."${view.name}"`, createOwnerView(schema, view)] : [];
  });
}
