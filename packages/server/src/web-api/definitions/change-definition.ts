/** PUT of a definition: the whole of it comes back as it was read, changed in some places; what differs is what is changed. */
import {
  AppError,
  type Column,
  type DescriptionChange,
  type GlobalChoice,
  type MoreUses,
  type RequiredLevel,
  type Table,
  type Words,
} from "@leadwright/schema";
import { type Answer, type Call, noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import { attributeClass, attributeType } from "./attribute-metadata.ts";
import { entityMetadata } from "./entity-metadata.ts";
import { languageCodes, type Texts, textsFor } from "./labels.ts";
import { setMetadata } from "./option-set-metadata.ts";
import { readWords } from "./read-label.ts";

type Json = Readonly<Record<string, unknown>>;

/** PUT EntityDefinitions(LogicalName='lead'): what the table is called, and that notes or activities can be about its rows. */
export async function changeEntity(call: Call, table: Table): Promise<Answer> {
  const body = objectBody(call);
  requireSame(body, { LogicalName: table.name, SchemaName: table.schemaName, EntitySetName: table.entitySet });
  const more = moreUses(body, entityMetadata(textsFor(call.language), table));
  const texts = textsFor(call.language);
  const merge = mergesLabels(call);
  const change = {
    ...changedWords("labels", body.DisplayName, merge, (index) => texts.all[index]?.table(table)),
    ...changedWords("pluralLabels", body.DisplayCollectionName, merge, (index) => texts.all[index]?.tables(table)),
    ...changedDescription(texts, body, merge, table.descriptions),
  };
  return apply(call, { table: table.name }, change, merge, more);
}

/** PUT EntityDefinitions(LogicalName='lead')/Attributes(LogicalName='subject'): what the column is called and takes. */
export async function changeAttribute(call: Call, table: Table, column: Column): Promise<Answer> {
  const body = objectBody(call);
  requireSame(body, { LogicalName: column.name, AttributeType: attributeType(column), EntityLogicalName: table.name });
  const type = body["@odata.type"];
  if (type !== undefined && !String(type).endsWith(`.${attributeClass(column)}`))
    throw new AppError("invalidArgument", { reason: `'${column.name}' is ${attributeClass(column)} and stays so.` });
  const texts = textsFor(call.language);
  const merge = mergesLabels(call);
  const change = {
    ...changedWords("labels", body.DisplayName, merge, (index) => texts.all[index]?.column(table, column)),
    ...changedDescription(texts, body, merge, column.descriptions),
    ...changedLimits(body, column),
  };
  return apply(call, { table: table.name, column: column.name }, change, merge);
}

/** PUT GlobalOptionSetDefinitions(Name='new_colors'): what the set is called; its choices have actions of their own. */
export async function changeOptionSet(call: Call, set: GlobalChoice): Promise<Answer> {
  const body = objectBody(call);
  requireSame(body, { Name: set.name });
  const texts = textsFor(call.language);
  const merge = mergesLabels(call);
  const shown = readWords(setMetadata(texts, call.schema, set).DisplayName) ?? {};
  const change = {
    ...changedWords("labels", body.DisplayName, merge, (index) => shown[texts.all[index]?.language ?? "en"]),
    ...changedDescription(texts, body, merge, set.descriptions),
  };
  return apply(call, { set: set.name }, change, merge);
}

async function apply(
  { store, caller }: Call,
  what: Parameters<typeof store.definitions.describe>[1],
  change: DescriptionChange,
  merge: boolean,
  more: MoreUses = {},
): Promise<Answer> {
  if (!caller.principal.administrator) throw new AppError("administratorsOnly");
  if (Object.keys({ ...change, ...more }).length > 0)
    await store.definitions.describe(caller, what, change, merge, more);
  return noContent;
}

function mergesLabels({ headers }: Call): boolean {
  return String(headers["mscrm.mergelabels"] ?? "").toLowerCase() === "true";
}

/** Throws invalidArgument where a name in the body is another: nothing can be renamed. */
function requireSame(body: Json, names: Readonly<Record<string, string>>): void {
  for (const [property, name] of Object.entries(names)) {
    const given = body[property];
    if (given === undefined || given === null) continue;
    if (typeof given !== "string" || given.toLowerCase() !== name.toLowerCase())
      throw new AppError("invalidArgument", { reason: `'${property}' is '${name}' and cannot be changed.` });
  }
}

/** What is wanted about the table's rows that was not there before. Throws invalidArgument for what stays as it was made. */
function moreUses(body: Json, metadata: Json): MoreUses {
  const differs = (property: string) => (body[property] ?? metadata[property]) !== metadata[property];
  for (const property of ["OwnershipType", "IsActivity", "HasNotes", "HasActivities"])
    if (differs(property) && !(property.startsWith("Has") && body[property] === true))
      throw new AppError("invalidArgument", {
        reason: `'${property}' is ${metadata[property]} and cannot be changed.`,
      });
  return {
    ...(differs("HasNotes") && { notes: true as const }),
    ...(differs("HasActivities") && { activities: true as const }),
  };
}

/** Nothing where every word is the one that is shown anyway. Without merging, words in other languages give way. */
function changedWords(
  name: "labels" | "pluralLabels",
  given: unknown,
  merge: boolean,
  shown: (index: number) => string | undefined,
): DescriptionChange {
  const words = readWords(given);
  if (words === undefined) return {};
  const differing = Object.keys(languageCodes).flatMap((language, index) => {
    const text = words[language as keyof Words];
    return text !== undefined && text !== shown(index) ? [[language, text] as const] : [];
  });
  if (differing.length === 0) return {};
  return { [name]: merge ? Object.fromEntries(differing) : words };
}

function changedDescription(
  { language }: Texts,
  { Description: given }: Json,
  merge: boolean,
  before: Words = {},
): DescriptionChange {
  const words = readWords(given);
  if (words === undefined) return {};
  const after = merge ? { ...before, ...words } : words;
  const same = Object.keys(languageCodes).every((each) => after[each as keyof Words] === before[each as keyof Words]);
  return same || language === undefined ? {} : { descriptions: words };
}

function changedLimits(body: Json, column: Column): DescriptionChange {
  const level = object(body.RequiredLevel).Value;
  const format = object(body.FormatName).Value ?? body.Format;
  const number = (property: string, before: number | undefined) => {
    const given = body[property];
    return typeof given === "number" && before !== undefined && given !== before ? given : undefined;
  };
  const maxLength = number("MaxLength", column.maxLength);
  const min = number("MinValue", column.min);
  const max = number("MaxValue", column.max);
  const precision = number("Precision", column.precision);
  return {
    ...(typeof level === "string" && level !== column.required && { required: level as RequiredLevel }),
    ...(maxLength !== undefined && { maxLength }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(precision !== undefined && { precision }),
    ...(column.type === "String" &&
      typeof format === "string" &&
      format !== (column.format ?? "Text") && { format: format as NonNullable<Column["format"]> }),
  };
}

function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
