import { AppError, type Relationship } from "@leadwright/schema";
import { type Answer, type Call, noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import { readCascade } from "./create-relationship.ts";

/** PUT RelationshipDefinitions(id): what a delete does along a lookup that was made here. Nothing else of one can change. */
export async function changeRelationship(call: Call, relationship: Relationship): Promise<Answer> {
  const { store, caller } = call;
  if (!caller.principal.administrator) throw new AppError("administratorsOnly");
  const body = objectBody(call);
  const { schemaName } = relationship;
  if (typeof body.SchemaName === "string" && body.SchemaName !== schemaName)
    throw new AppError("invalidArgument", { reason: `'SchemaName' is '${schemaName}' and cannot be changed.` });
  if (relationship.kind === "OneToMany" && body.CascadeConfiguration !== undefined) {
    const onDelete = readCascade(body);
    if (onDelete !== relationship.onDelete) await store.definitions.changeCascade(caller, schemaName, onDelete);
  }
  return noContent;
}

/** DELETE RelationshipDefinitions(id): with one to many goes its lookup column, with many to many all its pairs. */
export async function deleteRelationship({ schema, store, caller }: Call, relationship: Relationship): Promise<Answer> {
  if (relationship.kind === "ManyToMany") {
    await store.definitions.removeRelationship(caller, relationship.schemaName);
    return noContent;
  }
  const { referencing, column } = relationship;
  const targets = schema.tables.get(referencing)?.columns.get(column)?.targets ?? [];
  if (targets.length > 1)
    throw new AppError("invalidArgument", {
      reason: `'${column}' of '${referencing}' points at several tables: delete the column instead.`,
    });
  await store.definitions.removeColumn(caller, referencing, column);
  return noContent;
}
