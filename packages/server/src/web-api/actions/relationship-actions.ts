/** Which tables can be related, and customer lookups, which relate two tables at once. */
import { AppError, type LookupRelationship, type Table } from "@leadwright/schema";
import { noContent, operationAnswer } from "../call.ts";
import { object } from "../definitions/create-attribute.ts";
import { lookupColumn, readCascade, tableOf, textOf } from "../definitions/create-relationship.ts";
import { metadataId } from "../definitions/labels.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";

/** What is stored can be related; a view of other tables cannot. */
export function canBeRelated({ view }: Table): boolean {
  return view !== true;
}

/** POST CanBeReferenced, CanBeReferencing, CanManyToMany {"EntityName"}. */
function relationCheck(name: string): ApiAction {
  return {
    name,
    signature: { parameters: { EntityName: "Edm.String" }, returns: { [name]: "Edm.Boolean" } },
    async run(call) {
      const table = tableOf(call.schema, textOf(objectBody(call), "EntityName"));
      return operationAnswer(call, name, { [name]: canBeRelated(table) });
    },
  };
}

/** POST CreateCustomerRelationships {"Lookup", "OneToManyRelationships"}: a lookup of accounts and contacts. */
const createCustomerRelationships: ApiAction = {
  name: "CreateCustomerRelationships",
  signature: {
    parameters: {
      Lookup: "expando",
      OneToManyRelationships: "Collection(expando)",
      SolutionUniqueName: "Edm.String?",
    },
    returns: { AttributeId: "Edm.Guid", RelationshipIds: "Collection(Edm.Guid)" },
  },
  async run(call) {
    const body = objectBody(call);
    const given = Array.isArray(body.OneToManyRelationships) ? body.OneToManyRelationships.map(object) : [];
    const referencing = new Set(given.map((each) => textOf(each, "ReferencingEntity")));
    const named = given.map((each): [string, LookupRelationship] => [
      textOf(each, "ReferencedEntity"),
      { schemaName: textOf(each, "SchemaName"), onDelete: readCascade(each) },
    ]);
    const [table = ""] = referencing;
    if (
      referencing.size !== 1 ||
      named
        .map(([target]) => target)
        .toSorted()
        .join() !== "account,contact"
    )
      throw new AppError("badRequest", {
        reason: "'OneToManyRelationships' are two: from one table to account, and to contact.",
      });
    const found = tableOf(call.schema, table);
    const relationships = Object.fromEntries(named);
    const targets = ["account", "contact"];
    const column = lookupColumn(call.schema, found, object(body.Lookup), { targets, relationships }, "customer");
    await call.store.addColumn(call.caller, found.name, column);
    return operationAnswer(call, "CreateCustomerRelationships", {
      AttributeId: metadataId(found.name, column.name),
      RelationshipIds: named.map(([, { schemaName }]) => metadataId("relationship", schemaName)),
    });
  },
};

/** Nothing has to be published, for a change of definitions is in force at once; clients ask for it all the same. */
function publication(name: string, signature: ApiAction["signature"]): ApiAction {
  return {
    name,
    signature,
    async run({ caller }) {
      if (!caller.principal.administrator) throw new AppError("administratorsOnly");
      return noContent;
    },
  };
}

export const relationshipActions: readonly ApiAction[] = [
  relationCheck("CanBeReferenced"),
  relationCheck("CanBeReferencing"),
  relationCheck("CanManyToMany"),
  createCustomerRelationships,
  publication("PublishAllXml", {}),
  publication("PublishXml", { parameters: { ParameterXml: "Edm.String" } }),
];
