import type { Schema, Table } from "@leadwright/schema";
import { propertyOf } from "../api/values.ts";
import { readAddress } from "./address.ts";

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const linkNames = /(^|@)odata\.(nextLink|deltaLink|id)$/;

/** Ids that functions give under names of their own. */
const functionIds: Readonly<Record<string, string>> = {
  UserId: "systemuser",
  BusinessUnitId: "businessunit",
  OrganizationId: "organization",
};

/** Whose rows an answer has, by its context: `...$metadata#leads(subject)/$entity`. */
export function tableOfAnswer(schema: Schema, answer: unknown): Table | undefined {
  const context = (answer as Record<string, unknown> | null)?.["@odata.context"];
  const set = typeof context === "string" ? /#(\w+)/.exec(context)?.[1] : undefined;
  return set === undefined ? undefined : schema.byEntitySet.get(set);
}

/** Whose rows a property of a row has: those of its expanded navigation property, else the same (`value`). */
export function tableOfProperty(schema: Schema, table: Table | undefined, name: string): Table | undefined {
  const navigation = table?.navigations.get(name);
  return navigation ? schema.tables.get(navigation.target) : table;
}

/** The address that a value leads to: the row that it names, the next page. Undefined when it leads nowhere. */
export function linkOf(
  schema: Schema,
  table: Table | undefined,
  within: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = within[name];
  if (typeof value !== "string" || value === "") return undefined;
  if (linkNames.test(name)) return readAddress(value);
  if (name === "EntitySetName" || (name === "url" && within.kind === "EntitySet")) {
    return schema.byEntitySet.has(value) ? value : undefined;
  }
  if (!id.test(value)) return undefined;
  const target = targetOf(schema, table, within, name);
  return target && `${target.entitySet}(${value})`;
}

function targetOf(
  schema: Schema,
  table: Table | undefined,
  within: Readonly<Record<string, unknown>>,
  name: string,
): Table | undefined {
  if (name === table?.primaryId) return table;
  const said = within[`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`];
  if (typeof said === "string") return schema.tables.get(said);
  const column = table && [...table.columns.values()].find((each) => propertyOf(each) === name);
  const only = column?.targets?.length === 1 ? column.targets[0] : functionIds[name];
  return only === undefined ? undefined : schema.tables.get(only);
}
