/** A row that an SQL statement looks at, and the rows that it reaches from there by left joins. */
import type { Navigation, Table } from "@leadwright/schema";
import { literal, quote, recordTable } from "../postgres/ddl.ts";
import { all, type RightsContext, rowFilter } from "../rights/row-filter.ts";

type SingleNavigation = Extract<Navigation, { kind: "single" }>;
type ManyRows = Extract<Navigation, { kind: "collection" | "many" }>;

/** The joins of one `from`; every row of it adds its own behind those it depends on. */
export class Joins {
  readonly #texts: string[] = [];

  add(text: string): void {
    this.#texts.push(text);
  }

  get text(): string {
    return this.#texts.map((join) => ` ${join}`).join("");
  }
}

export class Row {
  readonly context: RightsContext;
  readonly table: Table;
  readonly alias: string;
  readonly joins: Joins;
  readonly #steps = new Map<string, Row>();

  constructor(context: RightsContext, table: Table, joins = new Joins()) {
    this.context = context;
    this.table = table;
    this.alias = context.statement.alias();
    this.joins = joins;
  }

  column(name: string): string {
    return `${this.alias}.${quote(name)}`;
  }

  get id(): string {
    return this.column(this.table.primaryId);
  }

  /** The row that a lookup points at, joined once; all nulls where there is none or the user may not read it. */
  step(navigation: SingleNavigation): Row {
    const known = this.#steps.get(navigation.name);
    if (known) return known;
    const row = this.join(navigation);
    this.#steps.set(navigation.name, row);
    return row;
  }

  /** The same with a condition of its own on the row. */
  join(navigation: SingleNavigation, condition: (row: Row) => string = () => "true"): Row {
    const row = new Row(this.context, tableOf(this.context, navigation.target), this.joins);
    const lookup = navigation.column.name;
    const type = navigation.polymorphic ? `${this.column(`${lookup}_table`)} = ${literal(navigation.target)}` : "true";
    const inner = new Joins();
    const own = condition(new Row(this.context, row.table, inner).as(row));
    const on = all(`${row.id} = ${this.column(lookup)}`, type, rowFilter(this.context, row.table, "read", row.alias), own);
    this.joins.add(`left join ${recordTable(row.table.name)} ${row.alias} on ${on}`);
    return row;
  }
}
