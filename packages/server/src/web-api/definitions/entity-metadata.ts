import type { Ownership, Table } from "@leadwright/schema";
import { label, managed, metadataId } from "./labels.ts";

const ownershipTypes: Readonly<Record<Ownership, string>> = {
  user: "UserOwned",
  businessunit: "BusinessOwned",
  organization: "OrganizationOwned",
  parent: "None",
};

/** A table as EntityMetadata, without what `$expand` adds. */
export function entityMetadata(table: Table): Record<string, unknown> {
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
    DisplayName: label(table.label),
    DisplayCollectionName: label(table.pluralLabel),
    Description: label(""),
  };
}
