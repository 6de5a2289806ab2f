import type { CascadeDelete, CustomTableInput, DescriptionChange, MoreUses } from "@leadwright/schema";
import type { Pool } from "pg";
import type { PipelineWork } from "../pipeline/work.ts";
import type { Caller } from "../types.ts";
import { addTable } from "./add-table.ts";
import { type ChoiceOrder, type ChoiceOwner, changeChoices } from "./change-choices.ts";
import { patiently } from "./change-table.ts";
import { type Described, describe } from "./describe.ts";
import { addGlobalChoice, type NewGlobalChoice, removeGlobalChoice } from "./global-choices.ts";
import { addRelationship, changeCascade, type NewRelationship, removeRelationship } from "./relationships.ts";
import { removeColumn } from "./remove-column.ts";
import { removeTable } from "./remove-table.ts";

/** What administrators change of tables, columns, choices and relationships; each is usable at once, in every process. */
export interface Definitions {
  addTable(caller: Caller, table: CustomTableInput): Promise<void>;
  /** With all its rows, for good. */
  removeTable(caller: Caller, table: string): Promise<void>;
  removeColumn(caller: Caller, table: string, column: string): Promise<void>;
  describe(caller: Caller, what: Described, change: DescriptionChange, merge: boolean, more?: MoreUses): Promise<void>;
  /** The value of the choice. */
  changeChoices(caller: Caller, owner: ChoiceOwner, order: ChoiceOrder): Promise<number>;
  addGlobalChoice(caller: Caller, set: NewGlobalChoice): Promise<void>;
  removeGlobalChoice(caller: Caller, name: string): Promise<void>;
  addRelationship(caller: Caller, relationship: NewRelationship): Promise<void>;
  removeRelationship(caller: Caller, schemaName: string): Promise<void>;
  changeCascade(caller: Caller, schemaName: string, onDelete: CascadeDelete): Promise<void>;
}

/**
 * `change` opens a transaction in which records are changed too. `changed` reads the schema again in this process; the others
 * hear of it.
 */
export function createDefinitions(
  pool: Pool,
  change: (caller: Caller, action: (work: PipelineWork) => Promise<void>) => Promise<void>,
  changed: () => Promise<void>,
): Definitions {
  const then = async <Result>(change: Promise<Result>): Promise<Result> => {
    const result = await change;
    await changed();
    return result;
  };
  return {
    addTable: (caller, table) => then(addTable(pool, caller, table)),
    removeTable: (caller, table) => then(patiently(() => change(caller, (work) => removeTable(work, table)))),
    removeColumn: (caller, table, column) => then(removeColumn(pool, caller, table, column)),
    describe: (caller, what, change, merge, more) => then(describe(pool, caller, what, change, merge, more)),
    changeChoices: (caller, owner, order) => then(changeChoices(pool, caller, owner, order)),
    addGlobalChoice: (caller, set) => then(addGlobalChoice(pool, caller, set)),
    removeGlobalChoice: (caller, name) => then(removeGlobalChoice(pool, caller, name)),
    addRelationship: (caller, relationship) => then(addRelationship(pool, caller, relationship)),
    removeRelationship: (caller, name) => then(removeRelationship(pool, caller, name)),
    changeCascade: (caller, name, onDelete) => then(changeCascade(pool, caller, name, onDelete)),
  };
}
