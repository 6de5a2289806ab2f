import { AppError, type Choice, type Column, firstCustomChoice, isPicklist, type Schema } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import type { Caller } from "../types.ts";
import { announce } from "./announcements.ts";
import { choicePlace } from "./choice-place.ts";
import { lockCustomisation } from "./customise.ts";
import { inTransaction } from "./in-transaction.ts";
import { requireAdministrator } from "./require-administrator.ts";

const maxLabel = 200;
/** More than any list can show: what is meant is a text column. */
const maxChoices = 1_000;

/**
 * Adds the labels that a choice column does not have, in whatever case; they get values from 100,000,000 up. Returns
 * the choices that were added. Throws invalidArgument, noAttribute, privilegeDenied unless the caller is an administrator.
 */
export async function addChoices(
  pool: Pool,
  schema: Schema,
  caller: Caller,
  tableName: string,
  columnName: string,
  labels: readonly string[],
): Promise<readonly Choice[]> {
  const table = schema.tables.get(tableName);
  if (!table || table.view) refuse(`There is no table '${tableName.slice(0, 80)}'.`);
  requireAdministrator(caller, table);
  const column = table.columns.get(columnName);
  if (!column) throw new AppError("noAttribute", { table: table.name, column: columnName.slice(0, 80) });
  if (!isPicklist(column)) refuse(`'${column.name}' of '${table.name}' is no choice column.`);
  const wanted = cleanLabels(labels);
  return inTransaction(pool, (client) => addMissing(client, column, tableName, wanted));
}

async function addMissing(
  client: PoolClient,
  column: Column,
  table: string,
  labels: readonly string[],
): Promise<readonly Choice[]> {
  // Two imports at once: the second waits here and finds the first one's labels.
  await lockCustomisation(client);
  const place = choicePlace(table, column);
  const { rows: stored } = await client.query<Choice>(
    "select value, coalesce(label, '') as label from app.customchoice where tablename = $1 and columnname = $2",
    [place.table, place.column],
  );
  const added = missing(column, stored, labels);
  if (added.length === 0) return added;
  await client.query(
    `insert into app.customchoice (tablename, columnname, value, label)
     select $1, $2, added.value, added.label from unnest($3::int[], $4::text[]) as added (value, label)`,
    [place.table, place.column, added.map(({ value }) => value), added.map(({ label }) => label)],
  );
  await announce(client, "schema");
  return added;
}

function missing(column: Column, stored: readonly Choice[], labels: readonly string[]): Choice[] {
  const all = [...(column.choices ?? []), ...stored];
  const known = new Set(all.map(({ label }) => label.toLowerCase()));
  const fresh = labels.filter((label) => !known.has(label.toLowerCase()));
  if (all.length + fresh.length > maxChoices) refuse(`A choice column has at most ${maxChoices} choices.`);
  const first = Math.max(firstCustomChoice - 1, ...all.map(({ value }) => value)) + 1;
  return fresh.map((label, index) => ({ value: first + index, label }));
}

/** Trimmed, without empty ones and doubles. */
function cleanLabels(labels: readonly string[]): string[] {
  const clean = new Set<string>();
  for (const label of labels.map((each) => each.trim())) {
    if (label.length > maxLabel) refuse(`The label of a choice has at most ${maxLabel} characters.`);
    if (label.includes("\0")) refuse("The label of a choice contains a NUL character.");
    if (label) clean.add(label);
  }
  return [...clean];
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}
