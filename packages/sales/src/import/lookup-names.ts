import { AppError, type Column, type Reference, type Table } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Further columns, besides the primary name, by which people name a row of a table in a file. */
const alsoNamedBy: Readonly<Record<string, readonly string[]>> = {
  systemuser: ["internalemailaddress"],
  contact: ["emailaddress1"],
  account: ["accountnumber"],
  transactioncurrency: ["isocurrencycode"],
};

/** Finds the rows that cells of lookup columns name: by id, by name, or by e-mail address and the like; remembers them. */
export class LookupNames {
  readonly #found = new Map<string, Reference>();

  /** Looks up all texts of one column in a statement for each target table. Later `get` answers from memory. */
  async load(work: Work, column: Column, texts: Iterable<string>): Promise<void> {
    const wanted = [...new Set(texts)].filter((text) => text && !this.#found.has(key(column, text)));
    if (wanted.length === 0) return;
    for (const target of column.targets ?? []) {
      const targetTable = work.schema.tables.get(target);
      if (!targetTable || targetTable.view) continue;
      await this.#loadFrom(work, targetTable, column, wanted);
    }
  }

  /** Throws wrongType when no row has that name, or several have it. */
  get(table: Table, column: Column, text: string): Reference {
    const found = this.#found.get(key(column, text));
    if (found && found !== ambiguous) return found;
    const type = found
      ? "one row, for several have that name"
      : `a row of ${column.targets?.join(" or ") ?? "any table"}`;
    throw new AppError("wrongType", { value: `"${text}"`, column: column.name, table: table.name, type });
  }

  async #loadFrom(work: Work, target: Table, column: Column, wanted: string[]): Promise<void> {
    const names = [target.primaryName, ...(alsoNamedBy[target.name] ?? [])].filter((name) => name !== undefined);
    const columns = names.map((name) => target.columns.get(name)).filter((found) => found !== undefined);
    const ids = wanted.filter((text) => guid.test(text));
    const path = (found: Column) => ({ steps: [], column: found });
    const primary = target.columns.get(target.primaryId);
    const operands = columns.map((found) => ({ kind: "in" as const, path: path(found), values: wanted }));
    if (primary && ids.length > 0) operands.push({ kind: "in" as const, path: path(primary), values: ids });
    const rows = await work.query({
      table: target.name,
      select: columns,
      filter: { kind: "or", operands },
      orderBy: [],
      top: wanted.length * 3,
      count: false,
      expand: [],
    });
    for (const row of rows) {
      const reference = { table: target.name, id: String(row[target.primaryId]) };
      this.#remember(column, reference.id, reference);
      for (const name of names) if (row[name]) this.#remember(column, String(row[name]), reference);
    }
  }

  #remember(column: Column, text: string, reference: Reference): void {
    const at = key(column, text);
    const known = this.#found.get(at);
    this.#found.set(at, known && known.id !== reference.id ? ambiguous : reference);
  }
}

const ambiguous: Reference = { table: "", id: "" };

function key(column: Column, text: string): string {
  return `${column.name}\u0000${text.trim().toLowerCase()}`;
}
