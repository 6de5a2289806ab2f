/** A column of the specification -> a column of a data file. */
import type { Choice, ColumnData, ColumnType, RequiredLevel } from "../../src/types.ts";
import {
  choiceDefaults,
  createOnlyColumns,
  dateOnly,
  internalColumns,
  legacyColumns,
  lengths,
  required,
  systemColumns,
  twoOptionDefaults,
} from "./decisions.ts";
import type { SourceColumn, SourceTable } from "./source.ts";

interface Surroundings {
  /** Logical names of the tables that exist here. */
  readonly tables: ReadonlySet<string>;
  /** The lead's columns: address lengths that other tables leave out. */
  readonly lead: SourceTable;
  /** Choices of columns that hold a table's type code. */
  readonly typeCodes: readonly Choice[];
}

export function tableColumns(table: SourceTable, around: Surroundings): ColumnData[] {
  return table.columns
    .filter((source) => !isLeftOut(table, source))
    .map((source) => column(table, source, around))
    .concat(table.columns.some((source) => source.name === "versionnumber") ? [] : [versionNumber]);
}

const versionNumber: ColumnData = {
  name: "versionnumber",
  schemaName: "VersionNumber",
  type: "BigInt",
  label: "Version Number",
  validForCreate: false,
  validForUpdate: false,
};

function isLeftOut(table: SourceTable, source: SourceColumn): boolean {
  return (
    source.note?.includes("legacy") === true ||
    legacyColumns.has(`${table.logicalName}.${source.name}`) ||
    internalColumns.has(source.name) ||
    source.name.includes("yomi") ||
    source.validForRead === false
  );
}

function column(table: SourceTable, source: SourceColumn, around: Surroundings): ColumnData {
  const type = source.type as ColumnType;
  const level = requiredLevel(table, source);
  const format = columnFormat(table, source);
  const choices = columnChoices(source, around);
  const targets = (source.targets ?? (type === "Lookup" ? [] : undefined))?.filter((target) =>
    around.tables.has(target),
  );
  const unreachable = type === "Lookup" && targets?.length === 0;
  const system = source.readOnly === true || unreachable || isSystem(table, source);
  const primary = source.name === table.primaryId;
  const initial = columnDefault(table, source, choices);
  return {
    name: source.name,
    schemaName: source.schemaName,
    type,
    label: source.displayName,
    ...(level !== "None" && { required: level }),
    ...lengthAndRange(source, around.lead),
    ...(format && { format }),
    ...(choices && { choices }),
    ...(source.globalOptionSet !== undefined && { globalChoice: source.globalOptionSet }),
    ...(targets && { targets }),
    ...(type === "Lookup" && (source.targets?.length ?? 0) > 1 && { polymorphic: true }),
    ...(initial !== undefined && { default: initial }),
    ...((system || source.validForCreate === false) && { validForCreate: false }),
    ...((system || primary || source.validForUpdate === false || createOnlyColumns.has(source.name)) && {
      validForUpdate: false,
    }),
  };
}

function requiredLevel(table: SourceTable, source: SourceColumn): RequiredLevel {
  // A row has a state and a status reason from its first moment to its last.
  if (source.type === "State" || source.type === "Status") return "SystemRequired";
  return pick(required, table, source) ?? (source.required as RequiredLevel);
}

function pick<Result>(decisions: Readonly<Record<string, Result>>, table: SourceTable, source: SourceColumn) {
  return decisions[`${table.logicalName}.${source.name}`] ?? decisions[source.name];
}

function isSystem(table: SourceTable, source: SourceColumn): boolean {
  return (
    systemColumns.has(source.name) ||
    systemColumns.has(`${table.logicalName}.${source.name}`) ||
    (source.type === "Money" && source.name.endsWith("_base")) ||
    /^address\d_composite$/.test(source.name) ||
    (source.name === "exchangerate" && table.logicalName !== "transactioncurrency")
  );
}

function lengthAndRange(source: SourceColumn, lead: SourceTable): Partial<ColumnData> {
  switch (source.type) {
    case "String":
    case "Memo":
      return { maxLength: Number(source.maxLength ?? missingLength(source.name, lead)) };
    case "Integer":
      return { min: Number(source.min ?? -2_147_483_648), max: Number(source.max ?? 2_147_483_647) };
    case "Money":
      return range(source, 922_337_203_685_477, source.name.endsWith("_base") ? 4 : 2);
    case "Decimal":
      return range(source, 100_000_000_000, source.name === "exchangerate" ? 10 : 2);
    case "Double":
      if (source.name.endsWith("latitude")) return range(source, 90, 5);
      if (source.name.endsWith("longitude")) return range(source, 180, 5);
      return range(source, 100_000_000_000, 2);
    default:
      return {};
  }
}

function range(source: SourceColumn, limit: number, precision: number): Partial<ColumnData> {
  return {
    min: Number(source.min ?? -limit),
    max: Number(source.max ?? limit),
    precision: Number(source.precision ?? precision),
  };
}

function missingLength(name: string, lead: SourceTable): number {
  const twin = name.replace(/^address\d_/, "address1_");
  const length = (wanted: string) => lead.columns.find((each) => each.name === wanted)?.maxLength;
  const found =
    (twin === name ? undefined : length(twin)) ?? lengths[name] ?? length(twin) ?? length(`address1_${name}`);
  if (found === undefined) throw new Error(`No length is known for the text column ${name}.`);
  return Number(found);
}

function columnFormat(table: SourceTable, source: SourceColumn): ColumnData["format"] | undefined {
  const { name, type } = source;
  if (type === "DateTime")
    return dateOnly.has(name) || dateOnly.has(`${table.logicalName}.${name}`) ? "DateOnly" : "DateAndTime";
  if (type === "Memo") return "TextArea";
  if (name.endsWith("utcoffset")) return "TimeZone";
  if (type !== "String") return undefined;
  if (/emailaddress\d?$|^mobilealertemail$/.test(name)) return "Email";
  if (/^(websiteurl|ftpsiteurl|photourl|exchangeweblink)$/.test(name)) return "Url";
  if (/telephone\d?$|phone$|^(address\d_)?fax$|^pager$|^phonenumber$|^callback$/.test(name)) return "Phone";
  return undefined;
}

function columnChoices(source: SourceColumn, around: Surroundings): readonly Choice[] | undefined {
  if (source.type === "Picklist" && source.options === undefined) return around.typeCodes;
  return source.options?.map(({ value, label, state }) => ({ value, label, ...(state !== undefined && { state }) }));
}

function columnDefault(
  table: SourceTable,
  source: SourceColumn,
  choices: readonly Choice[] | undefined,
): number | boolean | undefined {
  if (source.type === "Boolean") {
    const decided = pick(twoOptionDefaults, table, source);
    return decided === null ? undefined : (decided ?? false);
  }
  if (source.type !== "Picklist") return undefined;
  const decided = pick(choiceDefaults, table, source);
  if (decided !== undefined) return decided;
  const only = choices?.length === 1 ? choices[0] : undefined;
  return only?.label === "Default Value" && source.readOnly !== true ? only.value : undefined;
}
