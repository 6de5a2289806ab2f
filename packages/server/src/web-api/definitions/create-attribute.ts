import {
  AppError,
  type Column,
  type CustomColumnInput,
  type CustomColumnKind,
  customColumn,
  type NewChoice,
  type RequiredLevel,
  type Schema,
  type Table,
} from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";
import { objectBody } from "../shape.ts";
import { findSet } from "./find-definition.ts";
import { metadataId } from "./labels.ts";
import { mainWord, readWords } from "./read-label.ts";

type Json = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<string, CustomColumnKind>> = {
  StringAttributeMetadata: "text",
  MemoAttributeMetadata: "memo",
  IntegerAttributeMetadata: "integer",
  BigIntAttributeMetadata: "bigint",
  DecimalAttributeMetadata: "decimal",
  DoubleAttributeMetadata: "double",
  MoneyAttributeMetadata: "money",
  PicklistAttributeMetadata: "choice",
  MultiSelectPicklistAttributeMetadata: "choices",
  BooleanAttributeMetadata: "boolean",
  DateTimeAttributeMetadata: "datetime",
  LookupAttributeMetadata: "lookup",
  FileAttributeMetadata: "file",
  ImageAttributeMetadata: "image",
};

/** POST EntityDefinitions(LogicalName='lead')/Attributes: a column of the kind that `@odata.type` names, usable at once. */
export async function createAttribute(call: Call, table: Table): Promise<Answer> {
  const body = objectBody(call);
  const column = customColumn(table, readInput(call.schema, readKind(body), body), call.schema);
  await call.store.addColumn(call.caller, table.name, column);
  const url = call.baseUrl + attributePath(table, column);
  return { status: 204, headers: { "odata-entityid": url, location: url } };
}

function attributePath(table: Table, column: Pick<Column, "name">): string {
  return `EntityDefinitions(${metadataId(table.name)})/Attributes(${metadataId(table.name, column.name)})`;
}

/** What a definition says of a new column. Throws badRequest, and resourceNotFound for a set of choices that is not there. */
export function readInput(schema: Schema, kind: CustomColumnKind, body: Json): CustomColumnInput {
  const schemaName = body.SchemaName ?? body.LogicalName;
  const labels = readWords(body.DisplayName);
  const label = mainWord(labels);
  const descriptions = readWords(body.Description);
  const required = object(body.RequiredLevel).Value;
  const format = object(body.FormatName).Value ?? body.Format;
  const targets = Array.isArray(body.Targets) ? body.Targets.filter((each) => typeof each === "string") : [];
  const set = globalSet(schema, body);
  const initial = body.DefaultValue ?? body.DefaultFormValue;
  const choices = kind === "choice" || kind === "choices" || kind === "boolean" ? readOptions(body) : [];
  return {
    kind,
    ...(typeof schemaName === "string" ? { name: schemaName.toLowerCase(), schemaName } : {}),
    ...(label === undefined ? {} : { label }),
    ...(labels === undefined ? {} : { labels }),
    ...(descriptions === undefined ? {} : { descriptions }),
    ...(required === undefined ? {} : { required: readRequired(required) }),
    ...numbers(body),
    ...(kind === "text" && typeof format === "string" ? { format: format as NonNullable<Column["format"]> } : {}),
    ...(choices.length > 0 && set === undefined ? { choices } : {}),
    ...(set === undefined ? {} : { globalChoice: set }),
    ...(typeof initial === "boolean" || typeof initial === "number" ? { default: initial } : {}),
    ...(targets.length > 0 ? { targets } : {}),
  };
}

function readKind(body: Json): CustomColumnKind {
  const named = body["@odata.type"];
  const type = typeof named === "string" ? named.replace(/^#?(Microsoft\.Dynamics\.CRM\.)?/, "") : "";
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) {
    const reason = `'@odata.type' names the kind of column: ${Object.keys(kinds).join(", ")}.`;
    throw new AppError("badRequest", { reason });
  }
  const dateOnly = body.Format === "DateOnly" || object(body.DateTimeBehavior).Value === "DateOnly";
  return kind === "datetime" && dateOnly ? "date" : kind;
}

/** The system's own level is none that a person asks for: it counts as required. */
function readRequired(level: unknown): RequiredLevel {
  if (level === "SystemRequired") return "ApplicationRequired";
  if (level === "None" || level === "Recommended" || level === "ApplicationRequired") return level;
  throw new AppError("badRequest", { reason: "The RequiredLevel is None, Recommended or ApplicationRequired." });
}

/** `"GlobalOptionSet@odata.bind": "/GlobalOptionSetDefinitions(...)"`, by id or by name. */
function globalSet(schema: Schema, body: Json): string | undefined {
  const bound = body["GlobalOptionSet@odata.bind"];
  if (bound === undefined || bound === null) return undefined;
  const [, property, quoted, id] =
    /GlobalOptionSetDefinitions\((?:(Name)='([^']*)'|([0-9a-f-]{36}))\)$/i.exec(String(bound)) ?? [];
  const value = quoted ?? id;
  if (value === undefined)
    throw new AppError("badRequest", { reason: "GlobalOptionSet is bound to /GlobalOptionSetDefinitions(id)." });
  return findSet(schema, { name: "GlobalOptionSetDefinitions", key: { property, value } }).name;
}

function numbers(body: Json): Partial<Pick<CustomColumnInput, "maxLength" | "min" | "max" | "precision" | "maxSize">> {
  const named = {
    maxLength: "MaxLength",
    min: "MinValue",
    max: "MaxValue",
    precision: "Precision",
    maxSize: "MaxSizeInKB",
  } as const;
  const given = Object.entries(named).flatMap(([key, property]) => {
    const value = body[property];
    return typeof value === "number" ? [[key, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** Of a choice its Options; of a two-option column FalseOption and TrueOption. */
export function readOptions(body: Json): NewChoice[] {
  const set = object(body.OptionSet);
  const listed = Array.isArray(set.Options) ? set.Options : [set.FalseOption, set.TrueOption];
  return listed
    .filter((option) => option !== undefined && option !== null)
    .map((option) => {
      const { Label, Value } = object(option);
      const labels = readWords(Label);
      const label = mainWord(labels);
      if (label === undefined || labels === undefined)
        throw new AppError("badRequest", { reason: "Each option has a Label." });
      return { label, labels, ...(typeof Value === "number" ? { value: Value } : {}) };
    });
}

export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
