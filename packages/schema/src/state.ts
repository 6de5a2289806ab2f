import { AppError } from "./errors/app-error.ts";
import type { Table, Value, Values } from "./types.ts";

/**
 * The pair of state and status reason that a change leads to; nothing when it touches neither. A status reason alone moves
 * the state to its own; a state alone takes its default status reason, or stays as it is when the row is in that state
 * already; a new row with neither takes the first state. `before` is undefined on create.
 * Throws invalidStateStatus when the two do not belong together, choiceUnknown when one is not the table's.
 */
export function resolveState(
  table: Table,
  values: Readonly<Values>,
  before?: Readonly<Values>,
  id = "",
): { readonly statecode?: number; readonly statuscode?: number } {
  const states = table.columns.get("statecode")?.choices;
  const statuses = table.columns.get("statuscode")?.choices;
  if (states === undefined || statuses === undefined) return {};
  const state = values.statecode ?? undefined;
  const status = values.statuscode ?? undefined;
  if (status !== undefined) {
    const reason = statuses.find((choice) => choice.value === status);
    if (reason?.state === undefined) throw unknown(table, "statuscode", status);
    if (state !== undefined && state !== reason.state) throw mismatch(table, state, status, id);
    return { statecode: reason.state, statuscode: reason.value };
  }
  if (state === undefined && before !== undefined) return {};
  const wanted = state ?? initialState(table);
  const known = states.find((choice) => choice.value === wanted);
  if (known === undefined) throw unknown(table, "statecode", wanted);
  const kept = before?.statecode === known.value ? before.statuscode : undefined;
  const statuscode = typeof kept === "number" ? kept : table.defaultStatus?.[known.value];
  return { statecode: known.value, ...(statuscode !== undefined && { statuscode }) };
}

function initialState(table: Table): number {
  const states = table.columns.get("statecode")?.choices ?? [];
  return Math.min(...states.map((choice) => choice.value));
}

function mismatch(table: Table, state: Value, status: Value, id: string): AppError {
  return new AppError("invalidStateStatus", { table: table.name, state: String(state), status: String(status), id });
}

function unknown(table: Table, column: string, value: Value): AppError {
  return new AppError("choiceUnknown", { table: table.name, column, value: String(value).slice(0, 80) });
}
