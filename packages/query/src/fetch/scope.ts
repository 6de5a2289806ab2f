/** What names mean at one place of a FetchXML query: the row at hand, and the aliases of the links around and before it. */
import type { Column, Schema, Table } from "@leadwright/schema";
import { findColumn } from "../odata/names.ts";
import { shorten } from "../odata/problems.ts";
import type { Path } from "../tree.ts";
import { fetchError } from "./problems.ts";

/** One row that a query or a subquery is about: its root, or a joined one. */
export interface FetchScope {
  readonly table: Table;
  /** How many subqueries it is inside of. */
  readonly level: number;
  /** Undefined for the root of its level. */
  readonly link: string | undefined;
  readonly names: Names;
}

/** The aliases of one level, and those around it. */
export class Names {
  readonly #outer: Names | undefined;
  readonly #scopes = new Map<string, FetchScope>();

  constructor(outer?: Names) {
    this.#outer = outer;
  }

  add(alias: string, scope: FetchScope): void {
    this.#scopes.set(alias, scope);
  }

  /** By alias, else by the name of a table that one link leads to. */
  find(name: string): FetchScope | undefined {
    const named = this.#scopes.get(name);
    if (named) return named;
    const ofTable = [...this.#scopes.values()].filter(({ table }) => table.name === name);
    return ofTable.length === 1 ? ofTable[0] : this.#outer?.find(name);
  }
}

/** Counts down what one query may still use. */
export interface Budget {
  conditions: number;
  links: number;
}

/** Dataverse's limits. */
export function newBudget(): Budget {
  return { conditions: 500, links: 15 };
}

/** Tables, and pairs of many-to-many relationships. Throws fetchNoEntity. */
export function tableNamed(schema: Schema, name: string, position: number): Table {
  const table = schema.tables.get(name) ?? schema.intersects.get(name);
  if (table) return table;
  throw fetchError("fetchNoEntity", `The entity with the name '${shorten(name)}' was not found`, position);
}

/** A readable column by its logical name. Throws fetchNoAttribute. */
export function columnNamed(table: Table, name: string, position: number): Column {
  const column = findColumn(table, name);
  if (column && column.type !== "PartyList") return column;
  const problem = `'${table.name}' entity doesn't contain attribute with Name = '${shorten(name)}' and NameMapping = 'Logical'`;
  throw fetchError("fetchNoAttribute", problem, position);
}

const noSteps = Object.freeze([]);

/** The path from the row at hand to a column of a row that is visible there. */
export function pathTo(at: FetchScope, target: FetchScope, column: Column): Path {
  const outer = at.level - target.level;
  return Object.freeze({
    ...(outer > 0 && { outer }),
    ...(target.link !== undefined && { link: target.link }),
    steps: noSteps,
    column,
  });
}

/** Throws fetchAliasUnknown. */
export function scopeNamed(at: FetchScope, name: string, position: number): FetchScope {
  const scope = at.names.find(name);
  if (scope) return scope;
  throw fetchError("fetchAliasUnknown", `No link before this one has the alias '${shorten(name)}'`, position);
}
