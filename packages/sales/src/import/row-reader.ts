import { AppError, type Column, isLookup, splitName, type Table, type Value, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import { type CellReader, cellReader, type Formats } from "./cell-values.ts";
import type { ImportPlan, PlannedColumn } from "./column-plan.ts";
import type { Scalar } from "./import-map.ts";
import { LookupNames } from "./lookup-names.ts";
import type { Row } from "./read-rows.ts";

export interface CellProblem {
  /** Heading of the cell at fault; undefined when it is the row as a whole. */
  readonly heading: string | undefined;
  readonly error: AppError;
}

export type ReadRow = { readonly values: Values } | { readonly problems: readonly CellProblem[] };

/** Turns rows of the file into values of the table, by a plan. Made once for an import. */
export class RowReader {
  readonly #plan: ImportPlan;
  readonly #columns: readonly ReadableColumn[];
  readonly #constants: readonly { readonly column: ReadableColumn; readonly value: Scalar }[];
  readonly #names = new LookupNames();

  constructor(plan: ImportPlan, formats: Formats) {
    this.#plan = plan;
    this.#columns = plan.columns.map((planned) => readable(plan.table, planned.column, formats, planned));
    this.#constants = plan.constants.map(({ column, value }) => ({
      column: readable(plan.table, column, formats),
      value,
    }));
  }

  /** Finds what the rows' lookup cells name, under the rights of the work's caller; before `read`. */
  async findNames(work: Work, rows: readonly Row[]): Promise<void> {
    for (const { column, value } of this.#constants) {
      if (typeof value === "string") await this.#names.load(work, column.column, [value.trim()]);
    }
    for (const readable of this.#columns) {
      if (readable.cell) continue;
      await this.#names.load(
        work,
        readable.column,
        rows.map((row) => textOf(readable, row.cells)),
      );
    }
  }

  /**
   * An empty cell gives no value: a new row takes the column's default, a row that exists keeps what it has. All cells that
   * cannot be read are reported, so that they can be put right in one go.
   */
  read({ cells }: Row): ReadRow {
    const surplus = cells.length - this.#plan.headings;
    if (surplus > 0 && cells.slice(-surplus).some((cell) => cell.trim() !== "")) {
      const error = new AppError("importCells", { cells: cells.length, headings: this.#plan.headings });
      return { problems: [{ heading: undefined, error }] };
    }
    const values: Values = {};
    const problems: CellProblem[] = [];
    const take = (column: ReadableColumn, read: () => Value | undefined) => {
      try {
        put(values, column, read());
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        problems.push({ heading: column.heading, error });
      }
    };
    for (const { column, value } of this.#constants) take(column, () => this.#valueOf(column, value));
    for (const column of this.#columns) take(column, () => this.#cellOf(column, cells));
    return problems.length > 0 ? { problems } : { values: withNameParts(values) };
  }

  #cellOf(readable: ReadableColumn, cells: readonly string[]): Value | undefined {
    const text = cells[readable.index] ?? "";
    const trimmed = text.trim();
    const fixed = readable.fixed.get(trimmed);
    if (fixed !== undefined) return this.#valueOf(readable, fixed);
    if (trimmed === "") return undefined;
    // Spaces at the ends belong to a text; elsewhere they are noise.
    return readable.isText ? text : this.#valueOf(readable, trimmed);
  }

  #valueOf(readable: ReadableColumn, value: Scalar): Value | undefined {
    if (typeof value !== "string") return value ?? undefined;
    if (readable.isText) return value;
    const text = value.trim();
    if (text === "") return undefined;
    return readable.cell ? readable.cell(text) : this.#names.get(readable.column, text);
  }
}

interface ReadableColumn {
  readonly column: Column;
  readonly heading: string | undefined;
  readonly index: number;
  readonly fixed: ReadonlyMap<string, Scalar>;
  readonly isText: boolean;
  /** Absent for a lookup. */
  readonly cell: CellReader | undefined;
}

function readable(table: Table, column: Column, formats: Formats, planned?: PlannedColumn): ReadableColumn {
  return {
    column,
    heading: planned?.heading,
    index: planned?.index ?? -1,
    fixed: planned?.fixed ?? new Map(),
    isText: column.type === "String" || column.type === "Memo",
    cell: isLookup(column) ? undefined : cellReader(table, column, formats),
  };
}

function textOf({ index, fixed }: ReadableColumn, cells: readonly string[]): string {
  const text = (cells[index] ?? "").trim();
  const other = fixed.get(text);
  return typeof other === "string" ? other.trim() : other === undefined ? text : "";
}

function put(values: Values, { column }: ReadableColumn, value: Value | undefined): void {
  if (value !== undefined) values[column.name] = value;
}

/** First and last name out of a full name, where the file has no columns of their own for them. */
function withNameParts(values: Values): Values {
  const { fullname, ...rest } = values;
  if (typeof fullname !== "string") return values;
  const [last, first, ...more] = fullname.split(",").map((part) => part.trim());
  if (last && first && more.length === 0) return { firstname: first, lastname: last, ...rest };
  const name = splitName(fullname);
  const middle = name.middle === "" ? {} : { middlename: name.middle };
  return { firstname: name.first, ...middle, lastname: name.last, ...rest };
}
