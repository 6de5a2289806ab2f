import { AppError, type CascadeDelete, type Column, customColumn, type Schema, type Table } from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";
import { objectBody } from "../shape.ts";
import { object, readInput } from "./create-attribute.ts";
import { metadataId } from "./labels.ts";

type Json = Readonly<Record<string, unknown>>;

const cascades: readonly CascadeDelete[] = ["NoCascade", "Cascade", "RemoveLink", "Restrict"];

/** POST RelationshipDefinitions: one to many, which brings its lookup column, or many to many. */
export async function createRelationship(call: Call): Promise<Answer> {
  const body = objectBody(call);
  const type = String(body["@odata.type"] ?? "").replace(/^#?(Microsoft\.Dynamics\.CRM\.)?/, "");
  if (type !== "OneToManyRelationshipMetadata" && type !== "ManyToManyRelationshipMetadata")
    throw new AppError("badRequest", {
      reason: "'@odata.type' is OneToManyRelationshipMetadata or ManyToManyRelationshipMetadata.",
    });
  const schemaName = textOf(body, "SchemaName");
  if (type === "OneToManyRelationshipMetadata") {
    const table = tableOf(call.schema, textOf(body, "ReferencingEntity"));
    const target = textOf(body, "ReferencedEntity");
    const lookup = object(body.Lookup);
    const relationships = { [target]: { schemaName, onDelete: readCascade(body) } };
    await call.store.addColumn(
      call.caller,
      table.name,
      lookupColumn(call.schema, table, lookup, { targets: [target], relationships }),
    );
  } else {
    const [nav1, nav2, intersect] = [
      body.Entity1NavigationPropertyName,
      body.Entity2NavigationPropertyName,
      body.IntersectEntityName,
    ].map((name) => (typeof name === "string" && name !== "" ? name : undefined));
    await call.store.definitions.addRelationship(call.caller, {
      schemaName,
      table1: textOf(body, "Entity1LogicalName"),
      table2: textOf(body, "Entity2LogicalName"),
      ...(intersect === undefined ? {} : { intersect }),
      ...(nav1 === undefined ? {} : { nav1 }),
      ...(nav2 === undefined ? {} : { nav2 }),
    });
  }
  const url = `${call.baseUrl}RelationshipDefinitions(${metadataId("relationship", schemaName)})`;
  return { status: 204, headers: { "odata-entityid": url, location: url } };
}

/** The lookup of a relationship, as its definition describes it. */
export function lookupColumn(
  schema: Schema,
  table: Table,
  lookup: Json,
  { targets, relationships }: Required<Pick<Column, "targets" | "relationships">>,
  kind: "lookup" | "customer" = "lookup",
): Column {
  if (typeof lookup.SchemaName !== "string")
    throw new AppError("badRequest", {
      reason: "'Lookup' describes the lookup column: its SchemaName and DisplayName.",
    });
  return customColumn(table, { ...readInput(schema, kind, lookup), targets, relationships }, schema);
}

export function tableOf(schema: Schema, name: string): Table {
  const table = schema.tables.get(name);
  if (table === undefined) throw new AppError("badRequest", { reason: `There is no table '${name.slice(0, 80)}'.` });
  return table;
}

export function textOf(body: Json, name: string): string {
  const value = body[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AppError("badRequest", { reason: `'${name}' is missing.` });
}

/** What becomes of the rows that point at one that is deleted; their links are taken away unless told. Throws badRequest. */
export function readCascade(body: Json): CascadeDelete {
  const wanted = object(body.CascadeConfiguration).Delete ?? "RemoveLink";
  const found = cascades.find((each) => each === wanted);
  if (found === undefined) throw new AppError("badRequest", { reason: `Delete is one of ${cascades.join(", ")}.` });
  return found;
}
