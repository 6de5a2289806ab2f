import type { Schema, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import { bind, type LookupValue, lookupValue } from "../api/values.ts";

/** activityparty.participationtypemask by the column that lists such parties. */
const partyRoles: Readonly<Record<string, number>> = {
  from: 1,
  to: 2,
  cc: 3,
  bcc: 4,
  requiredattendees: 5,
  optionalattendees: 6,
  organizer: 7,
};

const party = { name: "partyid", type: "Lookup" } as const;

/** Navigation from an activity to its parties; undefined for other tables (a lead's own leads to where it takes part). */
function partyNavigation(table: Table): string | undefined {
  const name = `${table.name}_activity_parties`;
  return table.activity && table.navigations.has(name) ? name : undefined;
}

/** What `$expand` asks for so that `partiesOf` finds them. */
export function partyExpand(table: Table): string | undefined {
  const navigation = partyNavigation(table);
  return navigation && `${navigation}($select=participationtypemask,_partyid_value)`;
}

/** The parties of one role, in the order of the record. One that the user may not read has no name. */
export function partiesOf(table: Table, column: string, record: ApiRecord): readonly LookupValue[] {
  const rows = record[partyNavigation(table) ?? ""];
  if (!Array.isArray(rows)) return [];
  const role = partyRoles[column];
  return (rows as ApiRecord[])
    .filter((row) => row.participationtypemask === role)
    .flatMap((row) => lookupValue(row, party) ?? []);
}

/** All parties of the activity, to be sent in place of those it has. */
export function partyPayload(
  schema: Schema,
  table: Table,
  drafts: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const navigation = partyNavigation(table);
  const parties = schema.tables.get("activityparty");
  if (!navigation || !parties) return {};
  const rows = Object.entries(partyRoles).flatMap(([column, participationtypemask]) =>
    ((drafts[column] ?? []) as readonly LookupValue[]).map((value) => ({
      ...bind(schema, parties, "partyid", value),
      participationtypemask,
    })),
  );
  return { [navigation]: rows };
}
