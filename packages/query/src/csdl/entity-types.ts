/** Tables as entity types, and as sets with the bindings of their navigation properties. */
import { type Column, type Navigation, readProperty, type Schema, type Table } from "@leadwright/schema";
import { element } from "./xml.ts";

/** What every table derives from. */
export const baseEntity = "crmbaseentity";
/** Owners are users or teams: what points at either has this type. */
const principal = "principal";
const principals: ReadonlySet<string> = new Set(["owner", "systemuser", "team"]);

/** The two types that no table stands behind, then one for each table. */
export function entityTypes(schema: Schema): string[] {
  return [
    element("EntityType", { Name: baseEntity, Abstract: true }),
    element("EntityType", { Name: principal, BaseType: own(baseEntity), Abstract: true }),
    ...[...schema.tables.values()].map((table) => entityType(schema, table)),
  ];
}

function entityType(schema: Schema, table: Table): string {
  const base = table.base === undefined ? undefined : schema.tables.get(table.base);
  const key = element("Key", {}, [element("PropertyRef", { Name: table.primaryId })]);
  // What an activity inherits is not said again.
  const columns = [...table.columns.values()].filter((column) => isProperty(column) && !base?.columns.has(column.name));
  const navigations = [...table.navigations.values()].filter(({ name }) => !base?.navigations.has(name));
  return element("EntityType", { Name: table.name, BaseType: own(baseTypeOf(table)) }, [
    ...(base === undefined ? [key] : []),
    ...columns.map((column) => property(table, column)),
    ...navigations.map((navigation) => navigationProperty(schema, table, navigation)),
    ...(base === undefined && table.keys !== undefined ? [alternateKeys(table.keys)] : []),
  ]);
}

function baseTypeOf({ base, name }: Table): string {
  return base ?? (principals.has(name) ? principal : baseEntity);
}

function isProperty(column: Column): boolean {
  return column.validForRead && column.type !== "PartyList";
}

function property(table: Table, column: Column): string {
  return element("Property", {
    Name: readProperty(column),
    Type: propertyType(column),
    Nullable: column.name === table.primaryId ? false : undefined,
    MaxLength: column.type === "String" || column.type === "Memo" ? column.maxLength : undefined,
    // Without a scale a decimal would be a whole number.
    Scale: column.type === "Decimal" || column.type === "Money" ? "variable" : undefined,
  });
}

function propertyType(column: Column): string {
  switch (column.type) {
    case "Integer":
    case "Picklist":
    case "State":
    case "Status":
      return "Edm.Int32";
    case "BigInt":
      return "Edm.Int64";
    case "Decimal":
    case "Money":
      return "Edm.Decimal";
    case "Double":
      return "Edm.Double";
    case "Boolean":
      return "Edm.Boolean";
    case "DateTime":
      return column.format === "DateOnly" ? "Edm.Date" : "Edm.DateTimeOffset";
    case "ManagedProperty":
      return own("BooleanManagedProperty");
    case "Uniqueidentifier":
    case "Lookup":
    case "Customer":
    case "Owner":
    // The id of a file; its content is another resource.
    case "File":
    case "Image":
      return "Edm.Guid";
    default:
      return "Edm.String";
  }
}

function navigationProperty(schema: Schema, table: Table, navigation: Navigation): string {
  const type = own(navigation.target === "owner" ? principal : navigation.target);
  const target = schema.tables.get(navigation.target);
  const single = navigation.kind === "single";
  return element(
    "NavigationProperty",
    {
      Name: navigation.name,
      Type: single ? type : `Collection(${type})`,
      Nullable: single && navigation.column.required === "SystemRequired" ? false : undefined,
      Partner: target === undefined ? undefined : partner(table, target, navigation),
    },
    // A principal has no key of its own to refer to.
    single && target !== undefined && navigation.target !== "owner" && isProperty(navigation.column)
      ? [constraint(navigation.column, target)]
      : [],
  );
}

function constraint(column: Column, target: Table): string {
  const Property = readProperty(column);
  return element("ReferentialConstraint", { Property, ReferencedProperty: target.primaryId });
}

/** The same relationship from the other side, where that side names it in turn. */
function partner(table: Table, target: Table, { kind, name, relationship }: Navigation): string | undefined {
  if (relationship.kind === "ManyToMany") return name === relationship.nav1 ? relationship.nav2 : relationship.nav1;
  const { singleNav, collectionNav, referencing, referenced } = relationship;
  const [here, there, owner] =
    kind === "single" ? [singleNav, collectionNav, referencing] : [collectionNav, singleNav, referenced];
  // Inherited names and aliases are second names of a pair that is complete without them. A principal has no collections.
  const isFirst = owner === table.name && name === here && (kind !== "single" || target.name !== "owner");
  return isFirst && there !== undefined && target.navigations.has(there) ? there : undefined;
}

/** As the service writes keys: a vocabulary of the OData community. */
function alternateKeys(keys: NonNullable<Table["keys"]>): string {
  const records = keys.map((columns) => {
    const references = columns.map((column) =>
      element("Record", { Type: "OData.Community.Keys.V1.PropertyRef" }, [
        element("PropertyValue", { Property: "Alias", String: column }),
        element("PropertyValue", { Property: "Name", PropertyPath: column }),
      ]),
    );
    const all = element("PropertyValue", { Property: "Key" }, [element("Collection", {}, references)]);
    return element("Record", { Type: "OData.Community.Keys.V1.AlternateKey" }, [all]);
  });
  return element("Annotation", { Term: "OData.Community.Keys.V1.AlternateKeys" }, [element("Collection", {}, records)]);
}

/** The sets of the container, each navigation property bound to the set that it leads to. */
export function entitySets(schema: Schema): string[] {
  return [...schema.tables.values()].map((table) => {
    const bindings = [...table.navigations.values()].flatMap(({ name, target }) => {
      const set = schema.tables.get(target)?.entitySet;
      return set === undefined ? [] : [element("NavigationPropertyBinding", { Path: name, Target: set })];
    });
    return element("EntitySet", { Name: table.entitySet, EntityType: own(table.name) }, bindings);
  });
}

/** A type of our own by its full name; the namespace's alias is as good and shorter. */
export function own(type: string): string {
  return `mscrm.${type}`;
}
