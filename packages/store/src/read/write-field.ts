/** One column of a row as JSON, its annotations before it. Compiled once a plan, run for each row. */
import {
  type Column,
  chosen,
  isLookup,
  type Navigation,
  readProperty,
  type Schema,
  type Table,
} from "@leadwright/schema";
import { choicesOfArray } from "../postgres/choice-arrays.ts";
import type { Annotations } from "../types.ts";
import type { Formats } from "./formats.ts";
import { jsonText } from "./json-text.ts";
import type { Field } from "./record-plan.ts";

export interface WriteContext {
  readonly formats: Formats;
  /** Absolute, with a slash at the end. */
  readonly baseUrl: string;
}

/** A row as PostgreSQL sends it. */
export type Texts = readonly (string | null)[];
/** Each property of what it writes begins with a comma. */
export type FieldWriter = (row: Texts, context: WriteContext) => string;
type Format = (text: string, detail: string | null, formats: Formats) => string | undefined;

export function fieldWriter(schema: Schema, own: Table, field: Field, annotations: Annotations): FieldWriter {
  const { name: property, table } = field.shown ?? { name: readProperty(field.column), table: own };
  const value = valueWriter(property, field);
  const notes = [
    ...(annotations.formattedValue ? [formattedNote(schema, table, property, field)] : []),
    ...(isLookup(field.column) ? lookupNotes(table, property, field, annotations) : []),
  ].filter((note) => note !== undefined);
  if (notes.length === 0) return value;
  const { place } = field;
  return (row, context) => {
    if (row[place] === null) return value(row, context);
    let text = "";
    for (const note of notes) text += note(row, context);
    return text + value(row, context);
  };
}

function valueWriter(property: string, { column, place }: Field): FieldWriter {
  const key = `,${JSON.stringify(property)}:`;
  const none = `${key}null`;
  const write = jsonOf(column);
  return (row) => {
    const text = row[place];
    return text === null || text === undefined ? none : key + write(text);
  };
}

function jsonOf(column: Column): (text: string) => string {
  switch (column.type) {
    case "String":
    case "Memo":
    case "EntityName":
      return jsonText;
    case "Boolean":
      return (text) => (isTrue(text) ? "true" : "false");
    case "ManagedProperty":
      return (text) =>
        `{"Value":${isTrue(text)},"CanBeChanged":true,"ManagedPropertyLogicalName":${JSON.stringify(column.name)}}`;
    case "DateTime":
      return column.format === "DateOnly" ? quoted : (text) => `"${text.slice(0, 10)}T${text.slice(11, 19)}Z"`;
    case "Integer":
    case "BigInt":
    case "Picklist":
    case "State":
    case "Status":
    case "Decimal":
    case "Money":
    case "Double":
      return asIs;
    case "MultiSelectPicklist":
      return (text) => quoted(choicesOfArray(text));
    default:
      return quoted;
  }
}

/** `t` in a row, `true` where it was cast to text. */
function isTrue(text: string): boolean {
  return text.startsWith("t");
}

function quoted(text: string): string {
  return `"${text}"`;
}

function asIs(text: string): string {
  return text;
}

function formattedNote(schema: Schema, table: Table, property: string, field: Field): FieldWriter | undefined {
  const format = formatOf(schema, table, field.column);
  if (!format) return undefined;
  const key = `,${JSON.stringify(`${property}@OData.Community.Display.V1.FormattedValue`)}:`;
  const { place, detailPlace = -1 } = field;
  return (row, { formats }) => {
    const formatted = format(row[place] ?? "", row[detailPlace] ?? null, formats);
    return formatted === undefined ? "" : key + jsonText(formatted);
  };
}

function formatOf(schema: Schema, table: Table, column: Column): Format | undefined {
  const precision = column.precision ?? 2;
  switch (column.type) {
    case "Integer":
    case "BigInt":
      return (text, _, formats) => formats.number(text, 0);
    case "Decimal":
    case "Double":
      return (text, _, formats) => formats.number(text, precision);
    case "Money":
      return (text, currency, formats) => formats.money(text, precision, currency);
    case "Boolean":
      return (text, _, formats) => formats.boolean(table, column, isTrue(text));
    case "Picklist":
    case "State":
    case "Status":
      return (text, _, formats) => formats.choice(table, column, Number(text));
    case "MultiSelectPicklist":
      return (text, _, formats) => {
        const labels = chosen(choicesOfArray(text)).map((value) => formats.choice(table, column, value));
        return labels.join("; ");
      };
    case "DateTime":
      return column.format === "DateOnly"
        ? (text, _, formats) => formats.date(text)
        : (text, _, formats) => formats.dateTime(text);
    case "EntityName":
      return (text, _, formats) => formats.table(schema, text);
    case "Lookup":
    case "Customer":
    case "Owner":
      return (_, name) => name ?? undefined;
    default:
      return undefined;
  }
}

/** Which table the lookup points at, and by which navigation property. */
function lookupNotes(table: Table, property: string, { column, typePlace }: Field, annotations: Annotations) {
  const only = column.targets?.[0];
  const targetOf = (row: Texts) => (typePlace === undefined ? only : (row[typePlace] ?? undefined));
  const note = (name: string, textOf: (target: string) => string | undefined): FieldWriter => {
    const key = `,${JSON.stringify(`${property}@Microsoft.Dynamics.CRM.${name}`)}:`;
    return (row) => {
      const target = targetOf(row);
      const value = target === undefined ? undefined : textOf(target);
      return value === undefined ? "" : key + jsonText(value);
    };
  };
  const navigations = navigationsOf(table, column);
  return [
    ...(annotations.navigationProperty ? [note("associatednavigationproperty", navigations)] : []),
    ...(annotations.lookupLogicalName ? [note("lookuplogicalname", (target) => target)] : []),
  ];
}

/** Names of the lookup's navigation properties by target; `ownerid` leads to users and teams alike. */
function navigationsOf(table: Table, column: Column): (target: string) => string | undefined {
  const names = new Map<string, string>();
  const isOwn = (each: Navigation) => each.kind === "single" && each.column.name === column.name;
  for (const navigation of table.navigations.values())
    if (isOwn(navigation) && !names.has(navigation.target)) names.set(navigation.target, navigation.name);
  const general = names.get("owner") ?? names.get("activitypointer");
  return (target) => names.get(target) ?? general;
}
