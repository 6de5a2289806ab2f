/** Relationships of the specification, each told by both its tables, -> one list; what it leaves out, by its own rules. */
import type { CascadeDelete, ColumnData, ManyToMany, OneToMany, Relationship, TableData } from "../../src/types.ts";
import type { SourceRelationship, SourceTable } from "./source.ts";

/** Everything that is not a record's own link: who made it, who owns it, where its process stands. */
const noCascadeTargets = new Set(["systemuser", "team", "owner", "businessunit", "processstage", "organization"]);
const restrictTargets = new Set(["transactioncurrency", "pricelevel", "product"]);
/** Rows that mean nothing without the row they hang on. */
const ownedBy: Readonly<Record<string, string>> = {
  activityparty: "activityid",
  annotation: "objectid",
  attributemap: "entitymapid",
  customeraddress: "parentid",
  duplicaterulecondition: "regardingobjectid",
  importfile: "importid",
  importlog: "importfileid",
  leadtoopportunitysalesprocess: "leadid",
  listmember: "listid",
  opportunityclose: "opportunityid",
  opportunityproduct: "opportunityid",
  opportunitysalesprocess: "opportunityid",
  processstage: "processid",
  queueitem: "queueid",
};
const ownedByAny = new Set([
  "connection.record1id",
  "connection.record2id",
  "duplicaterecord.asyncoperationid",
  "duplicaterecord.baserecordid",
  "duplicaterecord.duplicaterecordid",
  "duplicaterecord.duplicateruleid",
  "listmember.entityid",
  "queueitem.objectid",
]);

export function allRelationships(
  sources: readonly SourceTable[],
  tables: readonly TableData[],
  own: readonly Relationship[],
): Relationship[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const found = new Map<string, Relationship>(own.map((relationship) => [relationship.schemaName, relationship]));
  for (const source of sources)
    for (const relationship of source.relationships)
      if (!found.has(relationship.schemaName)) {
        const read = fromSource(source, relationship, byName);
        if (read) found.set(read.schemaName, read);
      }
  const told = [...found.values()];
  return [...told, ...missing(tables, byName, told)].sort((a, b) => (a.schemaName < b.schemaName ? -1 : 1));
}

function fromSource(
  source: SourceTable,
  relationship: SourceRelationship,
  tables: ReadonlyMap<string, TableData>,
): Relationship | undefined {
  if (relationship.kind === "ManyToMany") return manyToMany(source, relationship, tables);
  const { referencingEntity: referencing, referencingAttribute, referencedEntity: referenced } = relationship;
  const column = tables.get(referencing)?.columns.find((each) => each.name === referencingAttribute);
  if (column === undefined || !tables.has(referenced)) return undefined;
  return oneToMany(tables, {
    schemaName: relationship.schemaName,
    referencing,
    column,
    referenced,
    singleNav: relationship.singleNav ?? column.name,
    collectionNav: relationship.collectionNav,
    onDelete: relationship.cascade?.Delete as CascadeDelete | undefined,
  });
}

interface Draft {
  readonly schemaName: string;
  readonly referencing: string;
  readonly column: ColumnData;
  readonly referenced: string;
  readonly singleNav: string;
  readonly collectionNav: string;
  readonly onDelete: CascadeDelete | undefined;
}

function oneToMany(tables: ReadonlyMap<string, TableData>, draft: Draft): OneToMany {
  const { schemaName, referencing, column, referenced, singleNav, collectionNav } = draft;
  // A plain id may have the very name of its navigation; the property wins, the way back remains.
  const taken = tables.get(referencing)?.columns.some((each) => each.name === singleNav && !isReference(each));
  return {
    kind: "OneToMany",
    schemaName,
    referencing,
    column: column.name,
    referenced,
    ...(taken !== true && { singleNav }),
    collectionNav,
    onDelete: deleteRule(tables, referencing, column, referenced, draft.onDelete),
  };
}

function isReference(column: ColumnData): boolean {
  return column.type === "Lookup" || column.type === "Customer" || column.type === "Owner";
}

function deleteRule(
  tables: ReadonlyMap<string, TableData>,
  referencing: string,
  column: ColumnData,
  referenced: string,
  told: CascadeDelete | undefined,
): CascadeDelete {
  // An activity and its activitypointer are one row: the rule of the activity's own table decides.
  if (referencing === "activitypointer" || !isReference(column)) return "NoCascade";
  if (told !== undefined) return told;
  if (ownedBy[referencing] === column.name || ownedByAny.has(`${referencing}.${column.name}`)) return "Cascade";
  if (column.name === "partyid" || noCascadeTargets.has(referenced)) return "NoCascade";
  if (referencing === "asyncoperation") return "NoCascade";
  if (column.type === "Customer") return "Cascade";
  if (column.name === "regardingobjectid" && tables.get(referencing)?.activity === true) return "Cascade";
  return restrictTargets.has(referenced) ? "Restrict" : "RemoveLink";
}

/** Lookups whose target exists here although the specification names no relationship. */
function missing(
  tables: readonly TableData[],
  byName: ReadonlyMap<string, TableData>,
  told: readonly Relationship[],
): OneToMany[] {
  const known = new Set(
    told.map((each) => (each.kind === "OneToMany" ? `${each.referencing}.${each.column}>${each.referenced}` : "")),
  );
  return tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const targets = column.type === "Owner" ? ["owner"] : (column.targets ?? []);
      return targets
        .filter((target) => !known.has(`${table.name}.${column.name}>${target}`))
        .map((target) => {
          const schemaName = `${target}_${table.name}_${column.name}`;
          const several = column.polymorphic === true || column.type === "Customer";
          const base = several ? `${column.name}_${target}` : column.name;
          const singleNav = table.activity && table.name !== "activitypointer" ? `${base}_${table.name}` : base;
          const draft = { schemaName, referencing: table.name, column, referenced: target, singleNav };
          return oneToMany(byName, { ...draft, collectionNav: schemaName, onDelete: undefined });
        });
    }),
  );
}

function manyToMany(
  source: SourceTable,
  relationship: SourceRelationship,
  tables: ReadonlyMap<string, TableData>,
): ManyToMany | undefined {
  const { schemaName } = relationship;
  const [name1, name2] = relationship.intersect
    ? [relationship.entity1, relationship.entity2]
    : [source.logicalName, relationship.related];
  const table1 = tables.get(name1 ?? "");
  const table2 = tables.get(name2 ?? "");
  if (table1 === undefined || table2 === undefined) return undefined;
  if (table1.name === "listmember") return undefined;
  if (relationship.intersect)
    return {
      kind: "ManyToMany",
      schemaName,
      intersect: relationship.intersect,
      table1: table1.name,
      column1: relationship.entity1Attribute ?? table1.primaryId,
      nav1: relationship.entity1Nav ?? schemaName,
      table2: table2.name,
      column2: relationship.entity2Attribute ?? table2.primaryId,
      nav2: relationship.entity2Nav ?? schemaName,
    };
  if (/^list\w+_association$/.test(schemaName)) return listMembers(schemaName, table1, table2);
  const itself = table1 === table2;
  return {
    kind: "ManyToMany",
    schemaName,
    intersect: schemaName.replace(/_association$/, ""),
    table1: table1.name,
    column1: table1.primaryId,
    nav1: schemaName,
    table2: table2.name,
    column2: itself ? `associated${table2.primaryId}` : table2.primaryId,
    nav2: itself ? `Referenced${schemaName}` : schemaName,
  };
}

/** Members of a marketing list are rows of listmember, whichever table they are from. */
function listMembers(schemaName: string, one: TableData, other: TableData): ManyToMany {
  const member = one.name === "list" ? other : one;
  return {
    kind: "ManyToMany",
    schemaName,
    intersect: "listmember",
    table1: "list",
    column1: "listid",
    nav1: schemaName,
    table2: member.name,
    column2: "entityid",
    nav2: schemaName,
  };
}
