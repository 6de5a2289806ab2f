import {
  AppError,
  type CascadeDelete,
  isCustomName,
  type ManyToMany,
  type Schema,
  type Table,
} from "@leadwright/schema";
import type { Pool } from "pg";
import { createIntersect, recordTable } from "../postgres/ddl.ts";
import type { Caller } from "../types.ts";
import { customise } from "./customise.ts";
import { requireAdministrator } from "./require-administrator.ts";

/** What is wanted of a relationship between two tables; the rest follows. */
export interface NewRelationship {
  readonly schemaName: string;
  readonly table1: string;
  readonly table2: string;
  readonly intersect?: string;
  readonly nav1?: string;
  readonly nav2?: string;
}

/** Relates rows of two tables many to many, usable at once. Administrators only. Throws invalidArgument. */
export async function addRelationship(pool: Pool, caller: Caller, wanted: NewRelationship): Promise<void> {
  requireAdministrator(caller, undefined);
  await customise(pool, async (client, schema) => {
    const relationship = complete(schema, wanted);
    check(schema, relationship);
    await client.query("insert into app.customrelationship (schemaname, definition, createdby) values ($1, $2, $3)", [
      relationship.schemaName,
      JSON.stringify(relationship),
      caller.principal.userId,
    ]);
    for (const statement of createIntersect(relationship)) await client.query(statement);
  });
}

/** Takes a many-to-many relationship away that was made here, with all its pairs. Administrators only. */
export async function removeRelationship(pool: Pool, caller: Caller, schemaName: string): Promise<void> {
  requireAdministrator(caller, undefined);
  await customise(pool, async (client, schema) => {
    const relationship = schema.relationships.get(schemaName);
    if (relationship?.kind !== "ManyToMany" || relationship.custom !== true)
      return refuse(`The relationship '${schemaName.slice(0, 100)}' was not made here, so it cannot be deleted.`);
    await client.query("delete from app.customrelationship where schemaname = $1", [schemaName]);
    await client.query(`drop table if exists ${recordTable(relationship.intersect)}`);
  });
}

/** What becomes of the rows that point, through a lookup that was made here, at a row that is deleted. Administrators only. */
export async function changeCascade(
  pool: Pool,
  caller: Caller,
  schemaName: string,
  onDelete: CascadeDelete,
): Promise<void> {
  requireAdministrator(caller, undefined);
  await customise(pool, async (client, schema) => {
    const relationship = schema.relationships.get(schemaName);
    if (relationship?.kind !== "OneToMany" || relationship.custom !== true)
      return refuse(`The relationship '${schemaName.slice(0, 100)}' was not made here, so it cannot be changed.`);
    const { referencing, column, referenced } = relationship;
    await client.query(
      `update app.customcolumn set definition = definition || jsonb_build_object('relationships',
              coalesce(definition -> 'relationships', '{}') || jsonb_build_object($3::text, $4::jsonb))
        where tablename = $1 and columnname = $2`,
      [referencing, column, referenced, JSON.stringify({ schemaName, onDelete })],
    );
  });
}

function complete(schema: Schema, wanted: NewRelationship): ManyToMany {
  const { schemaName, table1, table2 } = wanted;
  const one = tableOf(schema, table1);
  const two = tableOf(schema, table2);
  const same = table1 === table2;
  return {
    kind: "ManyToMany",
    schemaName,
    intersect: wanted.intersect ?? schemaName.toLowerCase(),
    table1,
    column1: same ? `${one.primaryId}one` : one.primaryId,
    nav1: wanted.nav1 ?? schemaName,
    table2,
    column2: same ? `${two.primaryId}two` : two.primaryId,
    nav2: wanted.nav2 ?? (same ? `Referenced${schemaName}` : schemaName),
  };
}

function tableOf(schema: Schema, name: string): Table {
  const table = schema.tables.get(name);
  if (table === undefined || table.view) return refuse(`There is no table '${name.slice(0, 80)}' to relate.`);
  return table;
}

function check(schema: Schema, relationship: ManyToMany): void {
  const { schemaName, intersect, table1, nav1, table2, nav2 } = relationship;
  for (const name of [schemaName, intersect])
    if (!isCustomName(name.toLowerCase()))
      refuse(
        `'${name.slice(0, 80)}' is no name for a relationship: a prefix such as new_, then letters, digits and _.`,
      );
  if (intersect !== intersect.toLowerCase()) refuse("The name of the table of pairs is written small.");
  const all = [...schema.relationships.values()];
  if (all.some((each) => each.schemaName.toLowerCase() === schemaName.toLowerCase()))
    refuse(`There is a relationship '${schemaName}' already.`);
  const taken = schema.tables.has(intersect) || schema.byEntitySet.has(intersect);
  if (taken || all.some((each) => each.kind === "ManyToMany" && each.intersect === intersect))
    refuse(`There is a table '${intersect}' already.`);
  for (const [name, nav] of [
    [table1, nav1],
    [table2, nav2],
  ] as const)
    requireFreeName(schema, name, nav);
  if (table1 === table2 && nav1 === nav2) refuse("A table that is related to itself needs two navigation properties.");
}

/** Throws invalidArgument where the table has a property of that name already. */
export function requireFreeName(schema: Schema, tableName: string, navigation: string): void {
  const table = schema.tables.get(tableName);
  if (!/^[A-Za-z]\w{0,99}$/.test(navigation))
    refuse(`'${navigation.slice(0, 80)}' is no name for a navigation property.`);
  if (table?.navigations.has(navigation) || table?.columns.has(navigation))
    refuse(`'${tableName}' has a property '${navigation}' already.`);
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}
