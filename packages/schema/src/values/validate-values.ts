/** All values of a create or an update against their columns. */

import { isLookup } from "../columns.ts";
import { AppError } from "../errors/app-error.ts";
import type { Column, Table, Value, Values } from "../types.ts";
import { checkValue } from "./check-value.ts";

export interface ValidateOptions {
  /** Keep the columns that callers may not write: the system itself is writing. */
  readonly system?: boolean;
}

interface CreateNeeds {
  readonly required: readonly Column[];
  readonly defaults: readonly (readonly [name: string, value: Value])[];
}

const createNeeds = new WeakMap<Table, CreateNeeds>();

/**
 * Clean values, ready to be written: checked, coerced, read-only ones dropped; on create with the columns' defaults.
 * A value of undefined counts as not given. Empties of a column that must have a value are refused: on create when it is
 * missing too, on update when it is cleared; what the system itself supplies (SystemRequired) may be missing on create.
 * Throws noAttribute, requiredMissing and what checkValue throws.
 */
export function validateValues(
  table: Table,
  values: Readonly<Values>,
  message: "create" | "update",
  options: ValidateOptions = {},
): Values {
  const create = message === "create";
  const system = options.system === true;
  const clean: Values = {};
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value === undefined) continue;
    const column = table.columns.get(name);
    if (column === undefined) throw new AppError("noAttribute", { table: table.name, column: name.slice(0, 80) });
    if (!system && !(create ? column.validForCreate : column.validForUpdate)) continue;
    const checked = checkValue(table, column, value);
    if (isBlank(checked) && column.required !== "None" && column.required !== "Recommended") {
      if (create && column.required === "SystemRequired") continue;
      if (!system) requiredMissing(table, column);
    }
    clean[name] = checked;
  }
  if (create) completeCreate(table, clean);
  return clean;
}

function completeCreate(table: Table, clean: Values): void {
  const { required, defaults } = needsOf(table);
  for (const column of required) if (clean[column.name] === undefined) requiredMissing(table, column);
  for (const [name, value] of defaults) if (clean[name] === undefined) clean[name] = value;
}

function needsOf(table: Table): CreateNeeds {
  const known = createNeeds.get(table);
  if (known) return known;
  const columns = [...table.columns.values()];
  const needs: CreateNeeds = {
    required: columns.filter((column) => column.required === "ApplicationRequired" && isGivable(column)),
    defaults: columns.flatMap((column) =>
      column.default === undefined ? [] : [[column.name, column.default] as const],
    ),
  };
  createNeeds.set(table, needs);
  return needs;
}

function isGivable(column: Column): boolean {
  return column.validForCreate && column.type !== "PartyList" && !(isLookup(column) && column.targets?.length === 0);
}

function isBlank(value: Value): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}

function requiredMissing(table: Table, column: Column): never {
  throw new AppError("requiredMissing", { table: table.name, column: column.name, label: column.label });
}
