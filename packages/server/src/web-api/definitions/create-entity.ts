import { AppError, type CustomTableInput, type Schema } from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";
import { objectBody } from "../shape.ts";
import { object, readInput } from "./create-attribute.ts";
import { textOf } from "./create-relationship.ts";
import { metadataId } from "./labels.ts";
import { mainWord, readWords } from "./read-label.ts";

type Json = Readonly<Record<string, unknown>>;

/** Who owns the rows, by the names that clients have for it; some send the number. */
const ownerships: Readonly<Record<string, CustomTableInput["ownership"]>> = {
  UserOwned: "user",
  "1": "user",
  OrganizationOwned: "organization",
  "8": "organization",
};

/** POST EntityDefinitions: a table, with the one column of its rows' names among its Attributes; usable at once. */
export async function createEntity(call: Call): Promise<Answer> {
  if (!call.caller.principal.administrator) throw new AppError("administratorsOnly");
  const body = objectBody(call);
  await call.store.definitions.addTable(call.caller, readTable(call.schema, body));
  const url = `${call.baseUrl}EntityDefinitions(${metadataId(textOf(body, "SchemaName").toLowerCase())})`;
  return { status: 204, headers: { "odata-entityid": url, location: url } };
}

/** Throws badRequest, naming the property that is wrong. */
function readTable(schema: Schema, body: Json): CustomTableInput {
  const schemaName = textOf(body, "SchemaName");
  const { LogicalName: logical, EntitySetName: entitySet, OwnershipType: owned = "UserOwned" } = body;
  if (typeof logical === "string" && logical !== schemaName.toLowerCase())
    throw badRequest("'LogicalName' is the SchemaName in small letters; it need not be given.");
  if (flag(body, "IsActivity"))
    throw new AppError("notImplemented", { feature: "Activities of your own (IsActivity)" });
  const ownership = Object.hasOwn(ownerships, String(owned)) ? ownerships[String(owned)] : undefined;
  if (ownership === undefined) throw badRequest("'OwnershipType' is UserOwned or OrganizationOwned.");
  const labels = readWords(body.DisplayName);
  const pluralLabels = readWords(body.DisplayCollectionName);
  const descriptions = readWords(body.Description);
  const [label, pluralLabel] = [mainWord(labels), mainWord(pluralLabels)];
  return {
    schemaName,
    ...(typeof entitySet === "string" && entitySet !== "" && { entitySet }),
    ...(label !== undefined && { label }),
    ...(labels && { labels }),
    ...(pluralLabel !== undefined && { pluralLabel }),
    ...(pluralLabels && { pluralLabels }),
    ...(descriptions && { descriptions }),
    ownership,
    notes: flag(body, "HasNotes"),
    activities: flag(body, "HasActivities"),
    primaryName: readPrimaryName(schema, body.Attributes),
  };
}

function readPrimaryName(schema: Schema, attributes: unknown): CustomTableInput["primaryName"] {
  const [attribute, ...more] = Array.isArray(attributes) ? attributes.map(object) : [];
  if (attribute === undefined || more.length > 0 || !isText(attribute) || attribute.IsPrimaryName === false)
    throw badRequest(
      "'Attributes' has one StringAttributeMetadata with IsPrimaryName, the column of the rows' names. Others are added to the table once it is there.",
    );
  textOf(attribute, "SchemaName");
  const { kind: _kind, ...input } = readInput(schema, "text", attribute);
  return input;
}

function isText(attribute: Json): boolean {
  return /^#?(Microsoft\.Dynamics\.CRM\.)?StringAttributeMetadata$/.test(String(attribute["@odata.type"]));
}

function flag(body: Json, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value !== "boolean") throw badRequest(`'${name}' is true or false.`);
  return value;
}

function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}
