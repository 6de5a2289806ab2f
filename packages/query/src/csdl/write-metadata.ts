/** The schema and what can be called -> the service's `$metadata`: CSDL 4.0 as XML. */
import type { Schema } from "@leadwright/schema";
import { entitySets, entityTypes } from "./entity-types.ts";
import { complexType, enumType, operationElements, operationImports, responseTypes } from "./operation-elements.ts";
import type { ServiceDescription } from "./operations.ts";
import { element } from "./xml.ts";

/** The value of a column that says whether something may be customised. */
const managedProperty = {
  name: "BooleanManagedProperty",
  properties: { Value: "Edm.Boolean", CanBeChanged: "Edm.Boolean", ManagedPropertyLogicalName: "Edm.String" },
};

/** Pure, and the same text for the same schema: whoever asks often keeps it. */
export function writeMetadata(schema: Schema, service: ServiceDescription): string {
  const { operations, complexTypes, enumTypes } = service;
  const complex = [managedProperty, ...complexTypes, ...responseTypes(operations)];
  const container = [...entitySets(schema), ...operationImports(operations)];
  const model = element(
    "Schema",
    { Namespace: "Microsoft.Dynamics.CRM", Alias: "mscrm", xmlns: "http://docs.oasis-open.org/odata/ns/edm" },
    [
      ...entityTypes(schema),
      ...complex.map((each) => complexType(schema, each)),
      ...enumTypes.map(enumType),
      ...operations.flatMap(operationElements),
      element("EntityContainer", { Name: "System" }, container),
    ],
  );
  const keys = element("edmx:Reference", { Uri: "http://vocabularies.odata.org/OData.Community.Keys.V1.xml" }, [
    element("edmx:Include", { Namespace: "OData.Community.Keys.V1" }),
  ]);
  const document = element("edmx:Edmx", { Version: "4.0", "xmlns:edmx": "http://docs.oasis-open.org/odata/ns/edmx" }, [
    keys,
    element("edmx:DataServices", {}, [model]),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>${document}`;
}
