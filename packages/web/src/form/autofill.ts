import { addressFields, type Schema } from "@leadwright/schema";
import { readRecord } from "../api/records.ts";
import { tableOf } from "../api/schema-provider.tsx";
import type { LookupValue } from "../api/values.ts";

const same = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]));

/** By lookup of a lead: what the chosen record fills in, from its column to the lead's. */
const fills: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  parentaccountid: { name: "companyname", ...same("websiteurl", ...addressFields) },
  parentcontactid: same(
    "firstname",
    "lastname",
    "jobtitle",
    "telephone1",
    "mobilephone",
    "emailaddress1",
    ...addressFields,
  ),
};

/**
 * The texts that a new lead takes over from the account or contact chosen for it, by the lead's columns. The caller puts them into
 * empty fields only: what somebody typed stands.
 */
export async function readAutofill(
  schema: Schema,
  column: string,
  chosen: LookupValue,
): Promise<Readonly<Record<string, string>>> {
  const map = fills[column];
  if (!map) return {};
  const record = await readRecord(tableOf(schema, chosen.table).entitySet, chosen.id, { select: Object.keys(map) });
  const texts = Object.entries(map).flatMap(([from, to]) => {
    const value = record[from];
    return typeof value === "string" && value !== "" ? [[to, value] as const] : [];
  });
  return Object.fromEntries(texts);
}
