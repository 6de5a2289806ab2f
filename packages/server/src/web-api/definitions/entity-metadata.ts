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
    IsCustomEntity: table.name.includes("_"),
    IsOptimisticConcurrencyEnabled: table.view !== true,
    IsIntersect: false,
    IsValidForAdvancedFind: true,
    CanCreateAttributes: managed(table.view !== true, "cancreateattributes"),
    IsManaged: true,
    IsCustomizable: managed(table.view !== true, "iscustomizable"),
    IsRenameable: managed(table.view !== true, "isrenameable"),
    CanBePrimaryEntityInRelationship: managed(table.view !== true, "canbeprimaryentityinrelationship"),
    CanBeRelatedEntityInRelationship: managed(table.view !== true, "canberelatedentityinrelationship"),
    CanBeInManyToMany: managed(table.view !== true, "canbeinmanytomany"),
    HasActivities: table.navigations.has(`${table.schemaName}_Tasks`),
    HasNotes: table.navigations.has(`${table.schemaName}_Annotation`),
    DisplayName: label(texts, (labels) => labels.table(table)),
    DisplayCollectionName: label(texts, (labels) => labels.tables(table)),
    Description: labelOf(texts.language, table.descriptions),
  };
}
