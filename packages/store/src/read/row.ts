/** A row that an SQL statement looks at, and the rows that it reaches from there by left joins. */
import { type Column, isPolymorphic, type Navigation, type Schema, type Table } from "@leadwright/schema";
import { literal, quote, recordTable } from "../postgres/ddl.ts";
import { all, type RightsContext, rowFilter } from "../rights/row-filter.ts";

export type SingleNavigation = Extract<Navigation, { kind: "single" }>;
export type ManyRows = Extract<Navigation, { kind: "collection" | "many" }>;

/** What stands behind `from`: the first table and the joins, each behind those that it depends on. */
export class From {
  /** Joined rows by the names of their links. */
  readonly links = new Map<string, Row>();
  readonly #texts: string[] = [];

  add(text: string): void {
    this.#texts.push(text);
  }

  get text(): string {
    return this.#texts.join(" ");
  }
}

export class Row {
  readonly context: RightsContext;
  readonly table: Table;
  readonly alias: string;
  readonly from: From;
  readonly #steps = new Map<string, Row>();

  constructor(context: RightsContext, table: Table, from: From) {
    this.context = context;
    this.table = table;
    this.alias = context.statement.alias();
    this.from = from;
  }

  /** The row that a statement or subquery is about. */
  static first(context: RightsContext, table: Table): Row {
    const row = new Row(context, table, new From());
    row.from.add(row.reference);
    return row;
  }

  column(name: string): string {
    return `${this.alias}.${quote(name)}`;
  }

  get id(): string {
    return this.column(this.table.primaryId);
  }

  /** Table and alias, as `from` has them. */
  get reference(): string {
    return `${recordTable(this.table.name)} ${this.alias}`;
  }

  /** Condition: the principal has this right on the row. */
  within(right: Parameters<typeof rowFilter>[2]): string {
    return rowFilter(this.context, this.table, right, this.alias);
  }

  /** The row that a lookup points at, joined once; all nulls where there is none or the user may not read it. */
  step(navigation: SingleNavigation): Row {
    const table = tableOf(this.context, navigation);
    return this.#joined(navigation.name, navigation.column.name, table, navigation.polymorphic);
  }

  /** The row of that table that a lookup points at, if it is one of it; joined as a step is. */
  target(column: Column, table: Table): Row {
    return this.#joined(`${column.name} ${table.name}`, column.name, table, isPolymorphic(column));
  }

  #joined(key: string, lookup: string, table: Table, polymorphic: boolean): Row {
    const known = this.#steps.get(key);
    if (known) return known;
    const row = new Row(this.context, table, this.from);
    const type = polymorphic ? `${this.column(`${lookup}_table`)} = ${literal(table.name)}` : "true";
    const on = all(`${row.id} = ${this.column(lookup)}`, type, row.within("read"));
    this.from.add(`left join ${row.reference} on ${on}`);
    this.#steps.set(key, row);
    return row;
  }

  /**
   * The rows at the far end of a collection as the `from` of a subquery, and the condition that leads to them: linked to
   * this row, and such as the user may read.
   */
  related(navigation: ManyRows): { readonly row: Row; readonly condition: string } {
    const table = tableOf(this.context, navigation);
    if (navigation.kind === "collection") {
      const row = Row.first(this.context, table);
      const { name } = navigation.column;
      const type = navigation.polymorphic
        ? `${row.column(`${name}_table`)} = ${literal(navigation.relationship.referenced)}`
        : "true";
      return { row, condition: all(`${row.column(name)} = ${this.id}`, type, row.within("read")) };
    }
    const pair = this.context.statement.alias();
    const row = new Row(this.context, table, new From());
    row.from.add(`${recordTable(navigation.intersect)} ${pair}`);
    row.from.add(`join ${row.reference} on ${row.id} = ${pair}.${quote(navigation.farColumn)}`);
    return { row, condition: all(`${pair}.${quote(navigation.nearColumn)} = ${this.id}`, row.within("read")) };
  }
}

function tableOf({ schema }: RightsContext, { target }: { readonly target: string }): Table {
  return knownTable(schema, target);
}

/** Throws on a tree that was made against another schema: a defect. */
export function knownTable(schema: Schema, name: string): Table {
  const table = schema.tables.get(name) ?? schema.intersects.get(name);
  if (!table) throw new Error(`The schema has no table ${name}.`);
  return table;
}
