import { AppError, leadQualificationMaps, type Reference, type Table, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

/**
 * What a new row of `table` would take over from `source`: of a lead what its maps say, and the link back to it. Nothing is
 * written. Throws invalidArgument where nothing leads from one to the other, objectDoesNotExist, privilegeDenied.
 */
export async function initializeFrom(work: Work, source: Reference, table: Table): Promise<Values> {
  const from = await work.retrieve(source.table, source.id);
  const values: Values = {};
  const map = source.table === "lead" ? mapTo(table.name) : [];
  for (const { source: column, target } of map) {
    const value = from[column];
    if (value !== undefined && value !== null) values[target] = value;
  }
  const link = linkTo(table, source.table);
  if (link !== undefined) values[link] = source;
  if (map.length === 0 && link === undefined) {
    const reason = `Nothing of '${source.table}' is taken over by '${table.name}'.`;
    throw new AppError("invalidArgument", { reason });
  }
  return values;
}

function mapTo(table: string) {
  return Object.hasOwn(leadQualificationMaps, table)
    ? leadQualificationMaps[table as keyof typeof leadQualificationMaps]
    : [];
}

const links = [
  "originatingleadid",
  "parentaccountid",
  "parentcontactid",
  "parentcustomerid",
  "customerid",
  "regardingobjectid",
];

/** The lookup by which rows of the table are known to come from the other. */
function linkTo(table: Table, source: string): string | undefined {
  return links.find((name) => table.columns.get(name)?.targets?.includes(source) === true);
}
