import {
  AppError,
  type Column,
  type DescriptionChange,
  type GlobalChoice,
  type MoreUses,
  type Schema,
  type Table,
  type Words,
  widenedTable,
} from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import type { Caller } from "../types.ts";
import { customise } from "./customise.ts";
import { requireAdministrator } from "./require-administrator.ts";
import { checkWords } from "./words.ts";

/** What is described: a table, one of its columns, or a set of choices. */
export type Described = { readonly table: string; readonly column?: string } | { readonly set: string };

const longestDescription = 2_000;
const wordsOf = ["labels", "pluralLabels", "descriptions"] as const;
const numberLimits = { Integer: 2_147_483_648, Decimal: 1e11, Double: 1e11, Money: 922_337_203_685_477 } as const;

/**
 * Changes what a table, a column or a set of choices is called and what it takes. `merge`: words in languages that are not given
 * stay. Values that are stored already stay as they are. `more`: what can be about a custom table's rows from now on.
 * Administrators only. Throws invalidArgument, noAttribute.
 */
export async function describe(
  pool: Pool,
  caller: Caller,
  what: Described,
  change: DescriptionChange,
  merge: boolean,
  more: MoreUses = {},
): Promise<void> {
  await customise(pool, async (client, schema) => {
    const { key, table, column, current } = find(schema, what);
    requireAdministrator(caller, table);
    check(column, change);
    if (Object.keys(more).length > 0) await widen(client, schema, table?.name ?? "", more);
    const words = wordsOf.flatMap((name) => {
      const given = change[name];
      const before: Words = (current as DescriptionChange)[name] ?? {};
      return given === undefined ? [] : [[name, merge ? { ...before, ...given } : given] as const];
    });
    await client.query(
      `insert into app.description as d (tablename, columnname, change) values ($1, $2, $3)
       on conflict (tablename, columnname) do update set change = d.change || excluded.change`,
      [...key, JSON.stringify({ ...change, ...Object.fromEntries(words) })],
    );
  });
}

async function widen(client: PoolClient, schema: Schema, name: string, more: MoreUses): Promise<void> {
  const table = schema.customisation.tables?.find((each) => each.name === name);
  if (table === undefined)
    return refuse(`'${name}' was not made here, so what can be about its rows cannot be changed.`);
  await client.query("update app.customtable set definition = $2 where name = $1", [
    name,
    JSON.stringify(widenedTable(schema, table, more)),
  ]);
}

function find(schema: Schema, what: Described) {
  if ("set" in what) {
    const set: GlobalChoice | undefined = schema.globalChoices.get(what.set);
    if (set === undefined) return refuse(`There is no set of choices '${what.set.slice(0, 80)}'.`);
    return { key: ["", set.name], table: undefined, column: undefined, current: set };
  }
  const table: Table | undefined = schema.tables.get(what.table);
  if (table === undefined || table.view) return refuse(`There is no table '${what.table.slice(0, 80)}'.`);
  if (what.column === undefined) return { key: [table.name, ""], table, column: undefined, current: table };
  const column = table.columns.get(what.column);
  if (column === undefined) throw new AppError("noAttribute", { table: table.name, column: what.column.slice(0, 80) });
  return { key: [table.name, column.name], table, column, current: column };
}

function check(column: Column | undefined, change: DescriptionChange): void {
  const { labels, pluralLabels, descriptions, ...limits } = change;
  if (labels !== undefined) checkWords(labels, "display name");
  if (pluralLabels !== undefined) checkWords(pluralLabels, "display name of many");
  if (descriptions !== undefined && Object.keys(descriptions).length > 0)
    checkWords(descriptions, "description", longestDescription);
  if (Object.keys(limits).length === 0) return;
  if (column === undefined) refuse("Only columns have limits.");
  else checkLimits(column, limits);
}

function checkLimits(column: Column, limits: DescriptionChange): void {
  const { required, maxLength, min, max, precision, format } = limits;
  const where = `'${column.name}'`;
  if (required !== undefined) {
    if (!["None", "Recommended", "ApplicationRequired"].includes(required))
      refuse(`The requirement of ${where} is None, Recommended or ApplicationRequired.`);
    if (column.required === "SystemRequired") refuse(`${where} is always there, so its requirement cannot change.`);
    if (!column.validForUpdate && required === "ApplicationRequired") refuse(`${where} cannot be given by anybody.`);
  }
  const longest = column.type === "String" ? 4_000 : column.type === "Memo" ? 1_048_576 : 0;
  if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength >= 1 && maxLength <= longest))
    refuse(longest === 0 ? `${where} has no length.` : `The length of ${where} is 1 to ${longest}.`);
  const limit = column.type in numberLimits ? numberLimits[column.type as keyof typeof numberLimits] : 0;
  const [low, high] = [min ?? column.min ?? -limit, max ?? column.max ?? limit];
  if ((min ?? max) !== undefined && !(limit > 0 && low >= -limit && high <= limit && low <= high))
    refuse(`The range of ${where} cannot be ${low} to ${high}.`);
  if (
    precision !== undefined &&
    !(column.precision !== undefined && Number.isInteger(precision) && precision >= 0 && precision <= 10)
  )
    refuse(`The precision of ${where} cannot be ${precision}.`);
  const isText = column.type === "String" && ["Text", "TextArea", "Email", "Url", "Phone"].includes(format ?? "Text");
  if (format !== undefined && !isText) refuse(`The format of ${where} cannot be ${format}.`);
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}
