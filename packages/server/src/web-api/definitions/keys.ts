import { AppError, type Table } from "@leadwright/schema";
import { type Answer, type Call, noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import { labelOf, metadataId, type Texts } from "./labels.ts";
import { mainWord, readWords } from "./read-label.ts";

/** The alternate keys of a table as EntityKeyMetadata. */
export function keyMetadata({ language }: Texts, table: Table): Record<string, unknown>[] {
  const custom = table.customKeys ?? [];
  const standard = (table.keys ?? []).filter((columns) => !custom.some((key) => key.columns === columns));
  const keys = standard.map((columns) => ({
    name: columns.join("_"),
    schemaName: columns.join("_"),
    label: "",
    columns,
  }));
  return [...keys, ...custom].map((key) => ({
    MetadataId: keyId(table, key.columns),
    LogicalName: key.name,
    SchemaName: key.schemaName,
    DisplayName: labelOf(language, key.label === "" ? {} : { en: key.label }),
    EntityLogicalName: table.name,
    KeyAttributes: key.columns,
    IsManaged: false,
    EntityKeyIndexStatus: "Active",
  }));
}

/** POST EntityDefinitions(LogicalName='account')/Keys: {"SchemaName", "DisplayName", "KeyAttributes"}; usable at once. */
export async function createKey(call: Call, table: Table): Promise<Answer> {
  const { SchemaName: schemaName, LogicalName: logical, DisplayName: name, KeyAttributes: columns } = objectBody(call);
  const given = schemaName ?? logical;
  if (typeof given !== "string" || given === "")
    throw badRequest("'SchemaName' is the name of the key, such as new_Code.");
  if (!Array.isArray(columns) || !columns.every((each) => typeof each === "string"))
    throw badRequest("'KeyAttributes' is a list of the logical names of columns.");
  const key = { name: given.toLowerCase(), schemaName: given, label: mainWord(readWords(name)) ?? given, columns };
  await call.store.addKey(call.caller, table.name, key);
  const url = `${call.baseUrl}EntityDefinitions(${metadataId(table.name)})/Keys(${keyId(table, columns)})`;
  return { status: 204, headers: { "odata-entityid": url, location: url } };
}

/** DELETE EntityDefinitions(LogicalName='account')/Keys(LogicalName='new_code'), or by its MetadataId. */
export async function deleteKey(call: Call, table: Table, keyed: { property: string | undefined; value: string }) {
  const key = table.customKeys?.find(({ name, columns }) =>
    keyed.property === "LogicalName" ? name === keyed.value : keyId(table, columns) === keyed.value.toLowerCase(),
  );
  if (key === undefined) throw new AppError("resourceNotFound", { segment: `Keys(${keyed.value})`.slice(0, 100) });
  await call.store.removeKey(call.caller, table.name, key.name);
  return noContent;
}

function keyId(table: Table, columns: readonly string[]): string {
  return metadataId(table.name, "key", ...columns);
}

function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}
