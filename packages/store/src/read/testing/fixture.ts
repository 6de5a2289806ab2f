/** Rows and people for tests of reading: written straight into the tables, past the pipeline. */
import { parseRequest, type QueryTree } from "@leadwright/query";
import { isPolymorphic, type Reference, type Schema, standardSchema, type Values } from "@leadwright/schema";
import type pg from "pg";
import { quote, recordTable } from "../../postgres/ddl.ts";
import { createPrincipal, type PrincipalData } from "../../rights/principal.ts";
import type { Annotations, Principal, Shape } from "../../types.ts";
import { calendarYears } from "../fiscal.ts";

export const schema = standardSchema();
export const now = new Date("2026-03-15T10:30:00Z");
export const noAnnotations: Annotations = {
  formattedValue: false,
  lookupLogicalName: false,
  navigationProperty: false,
};
export const allAnnotations: Annotations = { formattedValue: true, lookupLogicalName: true, navigationProperty: true };

/** `id(7)`: 00000000-0000-7000-8000-000000000007. */
export function id(number: number): string {
  return `00000000-0000-7000-8000-${number.toString().padStart(12, "0")}`;
}

export function ref(table: string, number: number): Reference {
  return { table, id: id(number) };
}

export const admin = { user: id(1), unit: id(2) };

export function principal(data: Partial<PrincipalData> = {}, within: Schema = schema): Principal {
  return createPrincipal(within, {
    userId: admin.user,
    name: "Ada",
    businessUnitId: admin.unit,
    businessUnitTree: [admin.unit],
    teamIds: [],
    roles: [],
    administrator: false,
    language: "en",
    timeZone: "UTC",
    fiscal: calendarYears,
    privileges: [],
    ...data,
  });
}

export const administrator = principal({ administrator: true });

export function shape(more: Partial<Shape> = {}): Shape {
  return { annotations: noAnnotations, baseUrl: "http://host/api/data/v9.2/", pageSize: 50, ...more };
}

/** `tree("leads", { $filter: "..." })`, through the parser. */
export function tree(set: string, options: Readonly<Record<string, string>> = {}, within: Schema = schema): QueryTree {
  const text = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const request = parseRequest(within, "GET", `${set}?${text.join("&")}`);
  if (request.kind !== "entitySet") throw new Error(`${set} is no set.`);
  return request.query;
}

const version = { next: 1 };

/** Inserts a row as it is, with what every row needs: an owner, dates, states. Returns its id. */
export async function insert(database: Pick<pg.Pool, "query">, tableName: string, values: Values): Promise<string> {
  const table = schema.tables.get(tableName);
  if (!table) throw new Error(`No table ${tableName}.`);
  const needed: Values = {
    ownerid: { table: "systemuser", id: admin.user },
    owningbusinessunit: { table: "businessunit", id: admin.unit },
    statecode: 0,
    statuscode: 1,
    createdon: "2026-03-01T08:00:00Z",
    modifiedon: "2026-03-01T08:00:00Z",
    versionnumber: version.next++,
  };
  const row: Record<string, unknown> = {};
  const owned = (name: string) => name === "ownerid" || name === "owningbusinessunit";
  const used = Object.entries(needed).filter(
    ([name]) => table.columns.has(name) && !(table.ownership === "parent" && owned(name)),
  );
  for (const [name, value] of [...used, ...Object.entries(values)]) {
    const column = table.columns.get(name);
    if (!column) throw new Error(`No column ${name} in ${tableName}.`);
    const reference = typeof value === "object" ? value : undefined;
    row[name] = reference ? reference.id : value;
    if (isPolymorphic(column)) row[`${name}_table`] = reference?.table ?? null;
  }
  row.versionnumber ??= version.next++;
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  await database.query(
    `insert into ${recordTable(tableName)} (${names.map(quote).join(", ")}) values (${places.join(", ")})`,
    Object.values(row),
  );
  return String(row[table.primaryId]);
}
