import type { Ownership, Table } from "@leadwright/schema";
import { label, labelOf, managed, metadataId, type Texts } from "./labels.ts";

const ownershipTypes: Readonly<Record<Ownership, string>> = {
  user: "UserOwned",
  businessunit: "BusinessOwned",
  organization: "OrganizationOwned",
  parent: "None",
};

/** A table as EntityMetadata, without what `$expand` adds. */
export function entityMetadata(texts: Texts, table: Table): Record<string, unknown> {
  return {
    MetadataId: metadataId(table.name),
    LogicalName: table.name,
    SchemaName: table.schemaName,
    EntitySetName: table.entitySet,
    LogicalCollectionName: table.entitySet,
    CollectionSchemaName: table.entitySet,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName ?? null,
    ObjectTypeCode: table.typeCode,
    OwnershipType: ownershipTypes[table.ownership],
    IsActivity: table.activity,
    IsActivityParty: table.name === "activityparty",
    IsCustomEntity: table.custom === true,
    IsOptimisticConcurrencyEnabled: table.view !== true,
    IsIntersect: false,
    IsValidForAdvancedFind: true,
    CanCreateAttributes: managed(table.view !== true, "cancreateattributes"),
    IsManaged: table.custom !== true,
    IsCustomizable: managed(table.view !== true, "iscustomizable"),
    IsRenameable: managed(table.view !== true, "isrenameable"),
    CanBePrimaryEntityInRelationship: managed(table.view !== true, "canbeprimaryentityinrelationship"),
    CanBeRelatedEntityInRelationship: managed(table.view !== true, "canberelatedentityinrelationship"),
    CanBeInManyToMany: managed(table.view !== true, "canbeinmanytomany"),
    HasActivities: canHave(table, "task", "regardingobjectid"),
    HasNotes: canHave(table, "annotation", "objectid"),
    DisplayName: label(texts, (labels) => labels.table(table)),
    DisplayCollectionName: label(texts, (labels) => labels.tables(table)),
    Description: labelOf(texts.language, table.descriptions),
  };
}

/** Whether rows of the other table can be about rows of this one. */
function canHave(table: Table, other: string, lookup: string): boolean {
  return [...table.navigations.values()].some(
    (each) => each.kind === "collection" && each.target === other && each.column.name === lookup,
  );
}
