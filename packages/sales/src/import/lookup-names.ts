import type { Expression } from "@leadwright/query";
import { AppError, type Column, isLookup, type Reference, type Table } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import { readId } from "./cell-values.ts";

/** Further columns, besides the primary name, by which people name a row of a table in a file. */
const alsoNamedBy: Readonly<Record<string, readonly string[]>> = {
  systemuser: ["internalemailaddress"],
  contact: ["emailaddress1"],
  account: ["accountnumber"],
  transactioncurrency: ["isocurrencycode"],
};

/** Names looked up in one statement; what a query answers is limited, and a name may have many rows. */
const largestSearch = 500;
/** Rows asked for at most. */
const largestAnswer = 4_000;
/** No name is longer; what is, is not looked for. */
const longestName = 500;
/** Names kept in memory; past that they are looked up again. */
const largestMemory = 100_000;

/** Finds the rows that cells of lookup columns name: by id, by name, or by e-mail address and the like; remembers them. */
export class LookupNames {
  #found = new Map<string, Reference>();

  /** Looks up the texts of one column; later `get` answers from memory. Nothing for a column that is no lookup. */
  async load(work: Work, column: Column, texts: Iterable<string>): Promise<void> {
    if (!isLookup(column)) return;
    if (this.#found.size > largestMemory) this.#found = new Map();
    const wanted = [...new Set(texts)].filter(
      (text) =>
        text !== "" && text.length <= longestName && !text.includes("\0") && !this.#found.has(key(column, text)),
    );
    for (const target of column.targets ?? []) {
      const table = work.schema.tables.get(target);
      if (!table || table.view) continue;
      for (let at = 0; at < wanted.length; at += largestSearch) {
        await this.#loadFrom(work, table, column, wanted.slice(at, at + largestSearch));
      }
    }
  }

  /** Throws importLookupMissing, importLookupAmbiguous. */
  get(column: Column, text: string): Reference {
    const found = this.#found.get(key(column, text));
    if (found && found !== ambiguous) return found;
    const value = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    throw new AppError(found ? "importLookupAmbiguous" : "importLookupMissing", { value });
  }

  async #loadFrom(work: Work, target: Table, column: Column, wanted: string[]): Promise<void> {
    const rows = await rowsNamed(work, target, wanted);
    if (rows.length >= largestAnswer && wanted.length > 1) {
      // Common names may have crowded out others, so each half is asked for again.
      const half = Math.ceil(wanted.length / 2);
      await this.#loadFrom(work, target, column, wanted.slice(0, half));
      await this.#loadFrom(work, target, column, wanted.slice(half));
      return;
    }
    for (const row of rows) {
      const reference = { table: target.name, id: String(row[target.primaryId]) };
      this.#found.set(key(column, reference.id), reference);
      for (const { name } of namingColumns(target)) if (row[name]) this.#remember(column, String(row[name]), reference);
    }
  }

  #remember(column: Column, text: string, reference: Reference): void {
    const at = key(column, text);
    const known = this.#found.get(at);
    this.#found.set(at, known && known.id !== reference.id ? ambiguous : reference);
  }
}

function rowsNamed(work: Work, target: Table, wanted: readonly string[]) {
  const columns = namingColumns(target);
  const primary = target.columns.get(target.primaryId);
  const ids = wanted.map(readId).filter((id) => id !== undefined);
  const operands: Expression[] = columns.map((column) => ({ kind: "in", path: { steps: [], column }, values: wanted }));
  if (primary && ids.length > 0) operands.push({ kind: "in", path: { steps: [], column: primary }, values: ids });
  if (operands.length === 0) return Promise.resolve([]);
  return work.query({
    table: target.name,
    select: columns,
    filter: { kind: "or", operands },
    orderBy: [],
    top: largestAnswer,
    count: false,
    expand: [],
  });
}

function namingColumns(target: Table): Column[] {
  const names = [target.primaryName, ...(alsoNamedBy[target.name] ?? [])];
  return names.map((name) => target.columns.get(name ?? "")).filter((column) => column !== undefined);
}

const ambiguous: Reference = { table: "", id: "" };

function key(column: Column, text: string): string {
  return `${column.name}\u0000${(readId(text) ?? text.trim()).toLowerCase()}`;
}
