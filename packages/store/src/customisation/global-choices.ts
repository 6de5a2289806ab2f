import {
  AppError,
  firstCustomChoice,
  type GlobalChoice,
  isCustomName,
  type NewChoice,
  newChoices,
} from "@leadwright/schema";
import type { Pool } from "pg";
import type { Caller } from "../types.ts";
import { customise } from "./customise.ts";
import { requireAdministrator } from "./require-administrator.ts";
import { checkWords } from "./words.ts";

/** Choices without a value get one. */
export type NewGlobalChoice = Omit<GlobalChoice, "choices" | "custom"> & { readonly choices: readonly NewChoice[] };

const maxChoices = 1_000;

/** Makes a set of choices that columns can share. Administrators only. Throws invalidArgument. */
export async function addGlobalChoice(pool: Pool, caller: Caller, set: NewGlobalChoice): Promise<void> {
  requireAdministrator(caller, undefined);
  if (!isCustomName(set.name.toLowerCase()))
    refuse(
      `'${set.name.slice(0, 80)}' is no name for a set of choices: a prefix such as new_, then letters, digits and _.`,
    );
  checkWords({ en: set.label, ...set.labels }, "display name");
  if (set.choices.length > maxChoices) refuse(`A set has at most ${maxChoices} choices.`);
  const definition = { ...set, choices: newChoices(set.choices, firstCustomChoice) };
  await customise(pool, async (client, schema) => {
    const names = [...schema.globalChoices.keys()].map((name) => name.toLowerCase());
    if (names.includes(set.name.toLowerCase())) refuse(`There is a set of choices '${set.name}' already.`);
    await client.query("insert into app.globalchoice (name, definition, createdby) values ($1, $2, $3)", [
      set.name,
      JSON.stringify(definition),
      caller.principal.userId,
    ]);
  });
}

/** Takes a set away that was made here and that no column uses. Administrators only. Throws invalidArgument. */
export async function removeGlobalChoice(pool: Pool, caller: Caller, name: string): Promise<void> {
  requireAdministrator(caller, undefined);
  await customise(pool, async (client, schema) => {
    if (schema.globalChoices.get(name)?.custom !== true)
      refuse(`The set of choices '${name.slice(0, 80)}' was not made here, so it cannot be deleted.`);
    for (const table of schema.tables.values())
      for (const column of table.columns.values())
        if (column.globalChoice === name)
          refuse(`'${column.name}' of '${table.name}' takes its choices from this set.`);
    await client.query("delete from app.globalchoice where name = $1", [name]);
    for (const kept of ["customchoice", "description"])
      await client.query(`delete from app.${kept} where tablename = '' and columnname = $1`, [name]);
  });
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}
