import type { CascadeDelete, DescriptionChange } from "@leadwright/schema";
import type { Pool } from "pg";
import type { Caller } from "../types.ts";
import { type ChoiceOrder, type ChoiceOwner, changeChoices } from "./change-choices.ts";
import { type Described, describe } from "./describe.ts";
import { addGlobalChoice, type NewGlobalChoice, removeGlobalChoice } from "./global-choices.ts";
import { addRelationship, changeCascade, type NewRelationship, removeRelationship } from "./relationships.ts";
import { removeColumn } from "./remove-column.ts";

/** What administrators change of tables, columns, choices and relationships; each is usable at once, in every process. */
export interface Definitions {
  removeColumn(caller: Caller, table: string, column: string): Promise<void>;
  describe(caller: Caller, what: Described, change: DescriptionChange, merge: boolean): Promise<void>;
  /** The value of the choice. */
  changeChoices(caller: Caller, owner: ChoiceOwner, order: ChoiceOrder): Promise<number>;
  addGlobalChoice(caller: Caller, set: NewGlobalChoice): Promise<void>;
  removeGlobalChoice(caller: Caller, name: string): Promise<void>;
  addRelationship(caller: Caller, relationship: NewRelationship): Promise<void>;
  removeRelationship(caller: Caller, schemaName: string): Promise<void>;
  changeCascade(caller: Caller, schemaName: string, onDelete: CascadeDelete): Promise<void>;
}

/** `changed` reads the schema again in this process; the others hear of it. */
export function createDefinitions(pool: Pool, changed: () => Promise<void>): Definitions {
  const then = async <Result>(change: Promise<Result>): Promise<Result> => {
    const result = await change;
    await changed();
    return result;
  };
  return {
    removeColumn: (caller, table, column) => then(removeColumn(pool, caller, table, column)),
    describe: (caller, what, change, merge) => then(describe(pool, caller, what, change, merge)),
    changeChoices: (caller, owner, order) => then(changeChoices(pool, caller, owner, order)),
    addGlobalChoice: (caller, set) => then(addGlobalChoice(pool, caller, set)),
    removeGlobalChoice: (caller, name) => then(removeGlobalChoice(pool, caller, name)),
    addRelationship: (caller, relationship) => then(addRelationship(pool, caller, relationship)),
    removeRelationship: (caller, name) => then(removeRelationship(pool, caller, name)),
    changeCascade: (caller, name, onDelete) => then(changeCascade(pool, caller, name, onDelete)),
  };
}
