import {
  AppError,
  type Choice,
  type Column,
  type CustomColumnInput,
  type CustomColumnKind,
  customColumn,
  type Table,
} from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";
import { objectBody } from "../shape.ts";
import { metadataId } from "./labels.ts";
import { readLabel } from "./read-label.ts";

type Json = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<string, CustomColumnKind>> = {
  StringAttributeMetadata: "text",
  MemoAttributeMetadata: "memo",
  IntegerAttributeMetadata: "integer",
  DecimalAttributeMetadata: "decimal",
  MoneyAttributeMetadata: "money",
  PicklistAttributeMetadata: "choice",
  BooleanAttributeMetadata: "boolean",
  DateTimeAttributeMetadata: "datetime",
  LookupAttributeMetadata: "lookup",
  FileAttributeMetadata: "file",
  ImageAttributeMetadata: "image",
};

/** POST EntityDefinitions(LogicalName='lead')/Attributes: a column of the kind that `@odata.type` names, usable at once. */
export async function createAttribute(call: Call, table: Table): Promise<Answer> {
  const body = objectBody(call);
  const column = withValues(customColumn(table, readInput(body), call.schema), readOptions(body));
  await call.store.addColumn(call.caller, table.name, column);
  const url = `EntityDefinitions(${metadataId(table.name)})/Attributes(${metadataId(table.name, column.name)})`;
  return { status: 204, headers: { "odata-entityid": call.baseUrl + url, location: call.baseUrl + url } };
}

function readInput(body: Json): CustomColumnInput {
  const kind = readKind(body);
  const name = body.SchemaName ?? body.LogicalName;
  const label = readLabel(body.DisplayName);
  const required = object(body.RequiredLevel).Value;
  const [target] = Array.isArray(body.Targets) ? body.Targets : [];
  return {
    kind,
    ...(typeof name === "string" ? { name: name.toLowerCase() } : {}),
    ...(label === undefined ? {} : { label }),
    required: required === "ApplicationRequired" || required === "SystemRequired",
    ...numbers(body),
    ...(kind === "choice" || kind === "boolean" ? choiceLabels(body) : {}),
    ...(typeof target === "string" ? { target } : {}),
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

function choiceLabels(body: Json): Pick<CustomColumnInput, "choices"> {
  const options = readOptions(body);
  return options.length === 0 ? {} : { choices: options.map(({ label }) => label) };
}

interface Option {
  readonly label: string;
  readonly value: number | undefined;
}

/** Of a choice its Options; of a two-option column FalseOption and TrueOption. */
function readOptions(body: Json): Option[] {
  const set = object(body.OptionSet);
  const listed = Array.isArray(set.Options) ? set.Options : [set.FalseOption, set.TrueOption];
  return listed
    .filter((option) => option !== undefined && option !== null)
    .map((option) => {
      const { Label, Value } = object(option);
      const label = readLabel(Label);
      if (label === undefined) throw new AppError("badRequest", { reason: "Each option has a Label." });
      return { label, value: typeof Value === "number" ? Value : undefined };
    });
}

/** The values that the client gave its choices, in place of the ones that would be made for them. */
function withValues(column: Column, options: readonly Option[]): Column {
  if (column.type !== "Picklist" || column.choices === undefined) return column;
  const choices: Choice[] = column.choices.map((choice) => {
    const given = options.find(({ label }) => label.toLowerCase() === choice.label.toLowerCase())?.value;
    return given === undefined ? choice : { ...choice, value: given };
  });
  const values = new Set(choices.map(({ value }) => value));
  const proper = choices.every(({ value }) => Number.isInteger(value) && value >= 0 && value <= 2_147_483_647);
  if (!proper || values.size !== choices.length) {
    throw new AppError("invalidArgument", { reason: "The values of choices are different whole numbers." });
  }
  return { ...column, choices };
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
