import type { ManyToMany, OneToMany, Relationship, Schema } from "@leadwright/schema";
import { metadataId } from "./labels.ts";

/** A relationship as metadata of its class. */
export function relationshipMetadata(schema: Schema, relationship: Relationship): Record<string, unknown> {
  const common = {
    "@odata.type": `#Microsoft.Dynamics.CRM.${relationship.kind}RelationshipMetadata`,
    MetadataId: metadataId("relationship", relationship.schemaName),
    SchemaName: relationship.schemaName,
    RelationshipType: `${relationship.kind}Relationship`,
    IsCustomRelationship: relationship.custom === true,
    IsManaged: relationship.custom !== true,
    SecurityTypes: "Append",
    IsValidForAdvancedFind: true,
  };
  const own = relationship.kind === "OneToMany" ? oneToMany(schema, relationship) : manyToMany(relationship);
  return { ...common, ...own };
}

function oneToMany(schema: Schema, relationship: OneToMany) {
  return {
    ReferencedEntity: relationship.referenced,
    ReferencedAttribute: schema.tables.get(relationship.referenced)?.primaryId ?? null,
    ReferencedEntityNavigationPropertyName: relationship.collectionNav,
    ReferencingEntity: relationship.referencing,
    ReferencingAttribute: relationship.column,
    ReferencingEntityNavigationPropertyName: relationship.singleNav ?? null,
    CascadeConfiguration: {
      Assign: "NoCascade",
      Delete: relationship.onDelete,
      Merge: "NoCascade",
      Reparent: "NoCascade",
      Share: "NoCascade",
      Unshare: "NoCascade",
      RollupView: "NoCascade",
    },
  };
}

function manyToMany(relationship: ManyToMany) {
  return {
    IntersectEntityName: relationship.intersect,
    Entity1LogicalName: relationship.table1,
    Entity1IntersectAttribute: relationship.column1,
    Entity1NavigationPropertyName: relationship.nav1,
    Entity2LogicalName: relationship.table2,
    Entity2IntersectAttribute: relationship.column2,
    Entity2NavigationPropertyName: relationship.nav2,
  };
}
