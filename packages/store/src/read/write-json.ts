/** Rows of texts -> JSON records as the Web API shows them, without objects in between. */
import { AppError, type Schema } from "@leadwright/schema";
import type { Annotations } from "../types.ts";
import { type ExpandPlan, maxExpanded, oversized, type RecordPlan } from "./record-plan.ts";
import { answerTooLarge } from "./run-statement.ts";
import { fieldWriter, type Texts, type WriteContext } from "./write-field.ts";

/** Writes one record; throws badRequest when an expanded collection holds more than is read inline. */
export type RecordWriter = (row: Texts, context: WriteContext) => string;

export function recordWriter(schema: Schema, plan: RecordPlan, annotations: Annotations): RecordWriter {
  const fields = plan.fields.map((field) => fieldWriter(schema, plan.table, field, annotations));
  const expands = plan.expands.map((expand) => expandWriter(schema, expand, annotations));
  const { versionPlace = -1 } = plan;
  return (row, context) => {
    const version = row[versionPlace];
    let json = version === undefined || version === null ? "" : `,"@odata.etag":"W/\\"${version}\\""`;
    for (const write of fields) json += write(row, context);
    for (const write of expands) json += write(row, context);
    return `{${json.slice(1)}}`;
  };
}

function expandWriter(schema: Schema, expand: ExpandPlan, annotations: Annotations): RecordWriter {
  const key = `,${JSON.stringify(expand.navigation.name)}:`;
  const write = expand.refOnly ? referenceWriter(expand.record) : recordWriter(schema, expand.record, annotations);
  const { place } = expand;
  if (expand.navigation.kind === "single")
    return (row, context) => key + (row[place] === null ? "null" : write(row, context));
  return (row, context) => {
    const text = row[place] ?? "[]";
    if (text === oversized) throw answerTooLarge();
    const rows = JSON.parse(text) as Texts[];
    if (expand.cut && rows.length > maxExpanded) throw tooMany(expand.navigation.name);
    return `${key}[${rows.map((inner) => write(inner, context)).join(",")}]`;
  };
}

function referenceWriter({ table, idPlace }: RecordPlan): RecordWriter {
  return (row, { baseUrl }) => `{"@odata.id":${JSON.stringify(`${baseUrl}${table.entitySet}(${row[idPlace]})`)}}`;
}

function tooMany(name: string): AppError {
  return new AppError("badRequest", {
    reason: `A record has more than ${maxExpanded} rows in '${name}': narrow it with $filter or $top, or read the collection by itself.`,
  });
}
