import { AppError, type OneToMany, type Schema, type Table } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import { type Removal, removeRows } from "./remove.ts";
import { unlinkRows } from "./unlink.ts";

/** Rows of another table that point at the ones being deleted, and what becomes of them. */
export interface Dependents {
  readonly table: Table;
  readonly column: string;
  readonly onDelete: "Cascade" | "RemoveLink" | "Restrict";
}

const dependentsOf = new WeakMap<Schema, Map<string, readonly Dependents[]>>();
const order = { Restrict: 0, Cascade: 1, RemoveLink: 2 } as const;
/** Rows fetched at once; few where one may hold a file. */
const batchSize = 500;
const batchSizeWithFiles = 10;

/**
 * What hangs on the rows goes first: refused where rows may not be left without them, deleted with them, or unlinked, as
 * the relationships say. Whoever may delete a row may do so with its parts, so rights are not asked again.
 */
export async function cascadeDelete({ work, table, drafts, options, going }: Removal): Promise<void> {
  const ids = drafts.map(({ id }) => id);
  if (ids.length === 0) return;
  const dependents = findDependents(work.schema, table);
  const asSystem = { asSystem: true, ...(options.useCase === undefined ? {} : { useCase: options.useCase }) };
  for (const dependent of await present(dependents)) {
    if (dependent.onDelete === "Restrict") await refuse(dependent);
    else if (dependent.onDelete === "RemoveLink") await unlinkRows(work, table, dependent, ids, going, options);
    else await deleteAll(dependent);
  }
  await deletePairs();

  /** Those with at least one row, found in one statement. */
  async function present(all: readonly Dependents[]): Promise<Dependents[]> {
    if (all.length === 0) return [];
    const tests = all.map((each) => `exists (select 1 from ${pointing(each)})`);
    const text = `select to_json(array[${tests.join(", ")}]) as found`;
    const { name } = work.engine.statements.get(`dependents ${work.schema.revision} ${table.name}`, () => text);
    const query = { text, values: [ids, going], ...(name === undefined ? {} : { name }) };
    const [row] = await work.transaction.run<{ found: boolean[] }>(query);
    return all.filter((_, index) => row?.found[index]);
  }

  async function refuse(dependent: Dependents): Promise<never> {
    const text = `select count(*)::int as count from ${pointing(dependent)}`;
    const [row] = await work.transaction.run<{ count: number }>({ text, values: [ids, going] });
    const details = { table: table.name, count: row?.count ?? 0, other: dependent.table.pluralLabel };
    throw new AppError("cannotDeleteDueToAssociation", details);
  }

  async function deleteAll(dependent: Dependents): Promise<void> {
    const limit = dependent.table.columns.has("documentbody") ? batchSizeWithFiles : batchSize;
    const text = `select ${quote(dependent.table.primaryId)}::text as id from ${pointing(dependent)} limit ${limit}`;
    for (;;) {
      const rows = await work.transaction.run<{ id: string }>({ text, values: [ids, going] });
      if (rows.length === 0) return;
      const children = rows.map(({ id }) => id);
      await removeRows(work, dependent.table, children, asSystem, going);
    }
  }

  /** Pairs of many-to-many relationships, and what a role granted. */
  async function deletePairs(): Promise<void> {
    const parts = pairTables(work.schema, table).map((pairs) => `delete from ${pairs} = any($1::uuid[])`);
    if (table.name === "role") parts.push("delete from app.roleprivilege where roleid = any($1::uuid[])");
    if (parts.length === 0) return;
    const steps = parts.map((part, index) => `part${index} as (${part})`);
    await work.transaction.write({ text: `with ${steps.join(", ")} select 1`, values: [ids] });
  }
}

/** `from` and `where`: $1 the rows being deleted, $2 all that are going anyway. */
function pointing({ table, column }: Dependents): string {
  return `${recordTable(table.name)} where ${quote(column)} = any($1::uuid[]) and ${quote(table.primaryId)} <> all($2::uuid[])`;
}

function findDependents(schema: Schema, table: Table): readonly Dependents[] {
  let known = dependentsOf.get(schema);
  if (!known) dependentsOf.set(schema, (known = new Map()));
  let found = known.get(table.name);
  if (!found) known.set(table.name, (found = readDependents(schema, table)));
  return found;
}

function readDependents(schema: Schema, table: Table): Dependents[] {
  const found = new Map<string, Dependents>();
  for (const relationship of schema.relationships.values()) {
    if (relationship.kind !== "OneToMany" || !refersTo(relationship, table)) continue;
    const referencing = schema.tables.get(relationship.referencing);
    // The base of activities has no rows of its own: each kind has a relationship too.
    if (!referencing || referencing.view || (referencing.activity && !referencing.base)) continue;
    const onDelete = ruleOf(relationship, table);
    const key = `${referencing.name}.${relationship.column}`;
    const other = found.get(key);
    if (onDelete && (!other || order[onDelete] < order[other.onDelete])) {
      found.set(key, { table: referencing, column: relationship.column, onDelete });
    }
  }
  return [...found.values()].sort((a, b) => order[a.onDelete] - order[b.onDelete]);
}

function refersTo({ referenced }: OneToMany, table: Table): boolean {
  const isOwner = referenced === "owner" && (table.name === "systemuser" || table.name === "team");
  return referenced === table.name || referenced === table.base || isOwner;
}

/** Nobody's rows may be left without an owner or a business unit: they are handed over first. */
const placeColumns: ReadonlySet<string> = new Set(["ownerid", "owningbusinessunit", "businessunitid"]);

function ruleOf({ column, referenced, referencing, onDelete }: OneToMany, table: Table) {
  const isPlace = ["owner", "systemuser", "team", "businessunit"].includes(referenced) && placeColumns.has(column);
  if (isPlace) return "Restrict";
  // Who took part in an activity stays told by name and address.
  if (referencing === "activityparty" && column === "partyid" && onDelete === "NoCascade") return "RemoveLink";
  return onDelete === "NoCascade" || table.view ? undefined : onDelete;
}

function pairTables(schema: Schema, table: Table): string[] {
  const pairs = new Set<string>();
  for (const relationship of schema.relationships.values()) {
    if (relationship.kind !== "ManyToMany" || schema.tables.has(relationship.intersect)) continue;
    const { intersect, table1, column1, table2, column2 } = relationship;
    if (table1 === table.name) pairs.add(`${recordTable(intersect)} where ${quote(column1)}`);
    if (table2 === table.name) pairs.add(`${recordTable(intersect)} where ${quote(column2)}`);
  }
  return [...pairs];
}
