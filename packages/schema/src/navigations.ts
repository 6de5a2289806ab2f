/** Relationships -> the navigation properties of one table: its own from both sides, then inherited names and aliases. */
import { isLookup, isPolymorphic } from "./columns.ts";
import type { Column, ManyToMany, Navigation, OneToMany, Relationship, TableData } from "./types.ts";

type ColumnsByTable = ReadonlyMap<string, ReadonlyMap<string, Column>>;

/** Any activity is an activitypointer and any user or team an owner: a row may point at them under its own table's name. */
const general = new Set(["activitypointer", "owner"]);

/**
 * `base`: the table it inherits from. An activity answers to activitypointer's names too: `regardingobjectid_lead` beside
 * its own `regardingobjectid_lead_task`.
 */
export function tableNavigations(
  table: TableData,
  columns: ColumnsByTable,
  relationships: readonly Relationship[],
  base: string | undefined,
): ReadonlyMap<string, Navigation> {
  const navigations = new Map<string, Navigation>();
  const add = (navigation: Navigation) => {
    if (!navigations.has(navigation.name)) navigations.set(navigation.name, Object.freeze(navigation));
  };
  for (const relationship of relationships)
    for (const each of ownNavigations(table.name, relationship, columns)) add(each);
  for (const relationship of relationships) for (const each of aliases(table.name, relationship, columns)) add(each);
  if (base !== undefined) for (const each of inherited(table, base, columns, relationships)) add(each);
  return navigations;
}

function ownNavigations(table: string, relationship: Relationship, columns: ColumnsByTable): Navigation[] {
  if (relationship.kind === "ManyToMany") return manyNavigations(table, relationship);
  const found: Navigation[] = [];
  if (relationship.referencing === table && relationship.singleNav !== undefined)
    found.push(single(relationship.singleNav, relationship, relationshipColumn(relationship, columns)));
  if (relationship.referenced === table)
    found.push(collection(relationship.collectionNav, relationship, relationshipColumn(relationship, columns)));
  return found;
}

function relationshipColumn(relationship: OneToMany, columns: ColumnsByTable): Column {
  const column = columns.get(relationship.referencing)?.get(relationship.column);
  if (column === undefined || !columns.has(relationship.referenced))
    throw new Error(`The relationship ${relationship.schemaName} is over a column or table that does not exist.`);
  return column;
}

function single(name: string, relationship: OneToMany, column: Column): Navigation {
  const target = relationship.referenced;
  return { kind: "single", name, column, target, polymorphic: typed(relationship, column), relationship };
}

function collection(name: string, relationship: OneToMany, column: Column): Navigation {
  const target = relationship.referencing;
  return { kind: "collection", name, target, column, polymorphic: typed(relationship, column), relationship };
}

function typed(relationship: OneToMany, column: Column): boolean {
  return isPolymorphic(column) && !general.has(relationship.referenced);
}

function manyNavigations(table: string, relationship: ManyToMany): Navigation[] {
  const { intersect, table1, column1, nav1, table2, column2, nav2 } = relationship;
  const found: Navigation[] = [];
  const common = { kind: "many", intersect, relationship } as const;
  if (table1 === table) found.push({ ...common, name: nav1, target: table2, nearColumn: column1, farColumn: column2 });
  if (table2 === table) found.push({ ...common, name: nav2, target: table1, nearColumn: column2, farColumn: column1 });
  return found;
}

/** From a table to itself: the service also names the way down `Referenced...`. */
function aliases(table: string, relationship: Relationship, columns: ColumnsByTable): Navigation[] {
  if (relationship.kind === "ManyToMany") return [];
  const { referencing, referenced, collectionNav } = relationship;
  if (referencing !== table || referenced !== table) return [];
  return [collection(`Referenced${collectionNav}`, relationship, relationshipColumn(relationship, columns))];
}

function inherited(
  table: TableData,
  base: string,
  columns: ColumnsByTable,
  relationships: readonly Relationship[],
): Navigation[] {
  const own = relationships.filter(
    (each): each is OneToMany => each.kind === "OneToMany" && each.referencing === table.name,
  );
  const found: Navigation[] = [];
  for (const relationship of relationships) {
    if (relationship.kind === "ManyToMany") continue;
    const { column: name, referenced, referencing, singleNav } = relationship;
    if (referencing === base && singleNav !== undefined) {
      const column = columns.get(table.name)?.get(name);
      const narrower = own.find((each) => each.column === name && each.referenced === referenced);
      if (column && pointsAt(column, referenced)) found.push(single(singleNav, narrower ?? relationship, column));
    }
    if (referenced !== base) continue;
    const column = relationshipColumn(relationship, columns);
    // Not over a plain id: the activities themselves, which are the same row as their activitypointer.
    if (isLookup(column)) found.push(collection(relationship.collectionNav, relationship, column));
  }
  return found;
}

function pointsAt(column: Column, table: string): boolean {
  return table === "owner" || column.targets === undefined || column.targets.includes(table);
}
