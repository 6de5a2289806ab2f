/** Rows of texts -> JSON records as the Web API shows them, without objects in between. */
import { formatSkipToken } from "@leadwright/query";
import { AppError, type Schema } from "@leadwright/schema";
import type { Annotations } from "../types.ts";
import { type ExpandPlan, maxExpanded, oversized, type RecordPlan } from "./record-plan.ts";
import { fieldWriter, type Texts, type WriteContext } from "./write-field.ts";

/** Writes one record; throws answerTooLarge when an expanded collection is larger than may be sent. */
export type RecordWriter = (row: Texts, context: WriteContext) => string;

export function recordWriter(schema: Schema, plan: RecordPlan, annotations: Annotations): RecordWriter {
  const fields = plan.fields.map((field) => fieldWriter(schema, plan.table, field, annotations));
  const expands = plan.expands.map((expand) => expandWriter(schema, plan, expand, annotations));
  const { versionPlace = -1 } = plan;
  return (row, context) => {
    const version = row[versionPlace];
    let json = version === undefined || version === null ? "" : `,"@odata.etag":"W/\\"${version}\\""`;
    for (const write of fields) json += write(row, context);
    for (const write of expands) json += write(row, context);
    return `{${json.slice(1)}}`;
  };
}

function expandWriter(schema: Schema, plan: RecordPlan, expand: ExpandPlan, annotations: Annotations): RecordWriter {
  const key = `,${JSON.stringify(expand.navigation.name)}:`;
  const write = expand.refOnly ? referenceWriter(expand.record) : recordWriter(schema, expand.record, annotations);
  const { place } = expand;
  if (expand.navigation.kind === "single")
    return (row, context) => key + (row[place] === null ? "null" : write(row, context));
  return (row, context) => {
    const text = row[place] ?? "[]";
    if (text === oversized) throw new AppError("answerTooLarge");
    const rows = JSON.parse(text) as Texts[];
    const shown = rows.length > maxExpanded ? rows.slice(0, maxExpanded) : rows;
    const last = shown.length < rows.length ? shown.at(-1) : undefined;
    const next = last ? nextLink(schema, `${context.baseUrl}${recordPath(plan, row)}`, expand, last) : "";
    return `${key}[${shown.map((inner) => write(inner, context)).join(",")}]${next}`;
  };
}

/** `,"Account_Tasks@odata.nextLink":"..."`: where the collection goes on behind the last row that is inline. */
function nextLink(
  schema: Schema,
  owner: string,
  { navigation, refOnly, record, rest }: ExpandPlan,
  last: Texts,
): string {
  if (!rest) return "";
  const values = rest.sortPlaces.map((place) => last[place] ?? null);
  const token = formatSkipToken(schema, rest.query, { page: 2, values, id: last[record.idPlace ?? -1] ?? "" });
  const options = [rest.options, `$skiptoken=${token}`].filter(Boolean).join("&");
  const url = `${owner}/${navigation.name}${refOnly ? "/$ref" : ""}?${options}`;
  return `,${JSON.stringify(`${navigation.name}@odata.nextLink`)}:${JSON.stringify(url)}`;
}

function referenceWriter(plan: RecordPlan): RecordWriter {
  return (row, { baseUrl }) => `{"@odata.id":${JSON.stringify(baseUrl + recordPath(plan, row))}}`;
}

function recordPath({ table, idPlace }: RecordPlan, row: Texts): string {
  return `${table.entitySet}(${row[idPlace ?? -1]})`;
}
