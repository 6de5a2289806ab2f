import {
  AppError,
  type Choice,
  type ChoiceChange,
  type Column,
  firstCustomChoice,
  isPicklist,
  type Schema,
  type Table,
  type Words,
} from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import type { Caller } from "../types.ts";
import { choicePlace } from "./choice-place.ts";
import { customise } from "./customise.ts";
import { requireAdministrator } from "./require-administrator.ts";
import { checkWords } from "./words.ts";

/** Whose choices are meant: a column's, or those of a set that columns share. */
export type ChoiceOwner = { readonly table: string; readonly column: string } | { readonly set: string };

export type ChoiceOrder =
  | { readonly kind: "insert"; readonly labels: Words; readonly value?: number; readonly state?: number }
  /** `merge`: words in other languages stay. */
  | { readonly kind: "update"; readonly value: number; readonly labels: Words; readonly merge: boolean }
  | { readonly kind: "remove"; readonly value: number }
  | { readonly kind: "order"; readonly values: readonly number[] };

/** More than any list can show: what is meant is a text column. */
const maxChoices = 1_000;

interface Subject {
  readonly place: { readonly table: string; readonly column: string };
  readonly choices: readonly Choice[];
  readonly type: Column["type"];
  readonly table: Table | undefined;
}

/**
 * Adds, renames, removes or orders choices; returns the value that is meant. Administrators only. Throws invalidArgument,
 * noAttribute.
 */
export async function changeChoices(
  pool: Pool,
  caller: Caller,
  owner: ChoiceOwner,
  order: ChoiceOrder,
): Promise<number> {
  let value = 0;
  await customise(pool, async (client, schema) => {
    const subject = subjectOf(schema, owner);
    requireAdministrator(caller, subject.table);
    const changes = changesOf(subject, order);
    value = changes[0]?.value ?? 0;
    await keep(client, subject, changes);
  });
  return value;
}

function subjectOf(schema: Schema, owner: ChoiceOwner): Subject {
  if ("set" in owner) {
    const set = schema.globalChoices.get(owner.set);
    if (set === undefined) return refuse(`There is no set of choices '${owner.set.slice(0, 80)}'.`);
    return { place: { table: "", column: set.name }, choices: set.choices, type: "Picklist", table: undefined };
  }
  const table = schema.tables.get(owner.table);
  if (table === undefined || table.view) return refuse(`There is no table '${owner.table.slice(0, 80)}'.`);
  const column = table.columns.get(owner.column);
  if (column === undefined) throw new AppError("noAttribute", { table: table.name, column: owner.column.slice(0, 80) });
  if (column.choices === undefined) refuse(`'${column.name}' of '${table.name}' has no choices.`);
  return { place: choicePlace(table.name, column), choices: column.choices ?? [], type: column.type, table };
}

function changesOf(subject: Subject, order: ChoiceOrder): ChoiceChange[] {
  switch (order.kind) {
    case "insert":
      return [inserted(subject, order)];
    case "update": {
      checkWords(order.labels, "label of a choice");
      const { labels: before = {} } = known(subject, order.value);
      return [{ value: order.value, ...named(order.merge ? { ...before, ...order.labels } : order.labels) }];
    }
    case "remove":
      return [removed(subject, order.value)];
    case "order":
      return ordered(subject, order.values);
  }
}

/** The English is the label; without it the first language there is. */
function named(labels: Words): { labels: Words; label?: string } {
  const label = labels.en ?? Object.values(labels)[0];
  return { labels, ...(label !== undefined && { label }) };
}

function inserted(subject: Subject, { labels, value, state }: Extract<ChoiceOrder, { kind: "insert" }>): ChoiceChange {
  const { choices, type, table } = subject;
  checkWords(labels, "label of a choice");
  const isStatus = type === "Status";
  if (!isPicklist({ type }) && !isStatus) refuse("Choices are added to a choice column or to status reasons.");
  if (isStatus !== (state !== undefined))
    refuse(
      isStatus
        ? "A status reason is added with InsertStatusValue and its StateCode."
        : "Only status reasons belong to a state.",
    );
  if (state !== undefined && !table?.columns.get("statecode")?.choices?.some((each) => each.value === state))
    refuse(`'${table?.name ?? ""}' has no state ${state}.`);
  if (choices.length >= maxChoices) refuse(`A choice column has at most ${maxChoices} choices.`);
  const wanted = value ?? Math.max(firstCustomChoice - 1, ...choices.map((each) => each.value)) + 1;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 2_147_483_647)
    refuse("The value of a choice is a whole number, 0 to 2147483647.");
  if (choices.some((each) => each.value === wanted)) refuse(`There is a choice with the value ${wanted} already.`);
  const words = named(labels);
  const same = choices.some(({ label }) => label.toLowerCase() === words.label?.toLowerCase());
  if (same) refuse(`There is a choice '${words.label}' already.`);
  return { value: wanted, ...words, ...(state !== undefined && { state }) };
}

function removed(subject: Subject, value: number): ChoiceChange {
  const { type, table } = subject;
  known(subject, value);
  if (!isPicklist({ type }) && type !== "Status")
    refuse("Only choices of a choice column and status reasons can be removed.");
  if (type === "Status" && Object.values(table?.defaultStatus ?? {}).includes(value))
    refuse("This status reason cannot be removed: rows take it when only their state is set.");
  return { value, removed: true };
}

function ordered({ choices }: Subject, values: readonly number[]): ChoiceChange[] {
  const all = new Set(choices.map(({ value }) => value));
  if (values.length !== all.size || new Set(values).size !== all.size || !values.every((value) => all.has(value)))
    refuse("The order names each value of the choices once.");
  return values.map((value, position) => ({ value, position }));
}

function known({ choices }: Subject, value: number): Choice {
  return choices.find((each) => each.value === value) ?? refuse(`There is no choice with the value ${value}.`);
}

/** What was changed before and is not touched now stays. */
async function keep(client: PoolClient, { place }: Subject, changes: readonly ChoiceChange[]): Promise<void> {
  for (const { value, label, ...change } of changes) {
    await client.query(
      `insert into app.customchoice as c (tablename, columnname, value, label, change) values ($1, $2, $3, $4, $5)
       on conflict (tablename, columnname, value) do update
       set label = coalesce(excluded.label, c.label), change = coalesce(c.change, '{}') - 'removed' || excluded.change`,
      [place.table, place.column, value, label ?? null, JSON.stringify(change)],
    );
  }
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}
