import type { Choice, Column, ColumnType, Schema, Table } from "@leadwright/schema";
import { label, labelOf, managed, metadataId, type Texts } from "./labels.ts";
import { optionMetadata, setMetadata } from "./option-set-metadata.ts";

/** Types of column whose metadata class has another name than theirs. */
const classes: Partial<Record<ColumnType, string>> = {
  Customer: "Lookup",
  Owner: "Lookup",
  PartyList: "Lookup",
  Uniqueidentifier: "UniqueIdentifier",
};

/** Name of the metadata class of a column, such as PicklistAttributeMetadata. */
export function attributeClass(column: Column): string {
  return `${classes[column.type] ?? column.type}AttributeMetadata`;
}

/** As the service has it: some are no type of their own there. */
export function attributeType({ type }: Column): string {
  return type === "File" || type === "Image" || type === "MultiSelectPicklist" ? "Virtual" : type;
}

/** A column as AttributeMetadata of its class, without what `$expand` adds. */
export function attributeMetadata(texts: Texts, table: Table, column: Column): Record<string, unknown> {
  return {
    "@odata.type": `#Microsoft.Dynamics.CRM.${attributeClass(column)}`,
    MetadataId: metadataId(table.name, column.name),
    LogicalName: column.name,
    SchemaName: column.schemaName,
    EntityLogicalName: table.name,
    AttributeType: attributeType(column),
    AttributeTypeName: { Value: `${column.type}Type` },
    DisplayName: label(texts, (labels) => labels.column(table, column)),
    Description: labelOf(texts.language, column.descriptions),
    RequiredLevel: managed(
      column.required,
      "canmodifyrequirementlevelsettings",
      column.required !== "SystemRequired" && column.validForUpdate,
    ),
    IsPrimaryId: column.name === table.primaryId,
    IsPrimaryName: column.name === table.primaryName,
    IsCustomAttribute: column.custom === true,
    IsManaged: column.custom !== true,
    IsLogical: false,
    AttributeOf: null,
    IsCustomizable: managed(true, "iscustomizable"),
    IsRenameable: managed(true, "isrenameable"),
    IsValidForCreate: column.validForCreate,
    IsValidForUpdate: column.validForUpdate,
    IsValidForRead: column.validForRead,
    ...ownProperties(column),
  };
}

function ownProperties(column: Column): Record<string, unknown> {
  switch (column.type) {
    case "String":
      return {
        MaxLength: column.maxLength ?? null,
        Format: column.format ?? "Text",
        FormatName: { Value: column.format ?? "Text" },
        ImeMode: "Auto",
      };
    case "Memo":
      return { MaxLength: column.maxLength ?? null, Format: "TextArea", ImeMode: "Auto" };
    case "Integer":
      return { MinValue: column.min ?? null, MaxValue: column.max ?? null, Format: "None" };
    case "BigInt":
      // The nearest that JSON can say.
      return { MinValue: Number.MIN_SAFE_INTEGER, MaxValue: Number.MAX_SAFE_INTEGER };
    case "Decimal":
    case "Double":
      return { ...range(column), Precision: column.precision ?? null, ImeMode: "Auto" };
    case "Money":
      return { ...range(column), Precision: column.precision ?? null, PrecisionSource: 0, ImeMode: "Auto" };
    case "DateTime":
      return {
        Format: column.format ?? "DateAndTime",
        DateTimeBehavior: { Value: column.format === "DateOnly" ? "DateOnly" : "UserLocal" },
      };
    case "Lookup":
    case "Customer":
    case "Owner":
    case "PartyList":
      return { Targets: column.targets ?? [] };
    case "Picklist":
    case "MultiSelectPicklist":
    case "State":
    case "Status":
      return { DefaultFormValue: column.default ?? -1 };
    case "Boolean":
      return { DefaultValue: column.default === true };
    case "File":
    case "Image":
      return { MaxSizeInKB: column.maxSize ?? null };
    default:
      return {};
  }
}

function range({ min, max }: Column) {
  return { MinValue: min ?? null, MaxValue: max ?? null };
}

/** The OptionSet that `$expand=OptionSet` adds, of a shared set with the columns that share it; undefined for columns without one. */
export function optionSet(
  texts: Texts,
  schema: Schema,
  table: Table,
  column: Column,
): Record<string, unknown> | undefined {
  const { type, choices = [], globalChoice } = column;
  const set = globalChoice === undefined ? undefined : schema.globalChoices.get(globalChoice);
  if (set !== undefined) return setMetadata(texts, schema, set);
  const common = {
    MetadataId: metadataId(table.name, column.name, "optionset"),
    Name: `${table.name}_${column.name}`,
    IsGlobal: false,
    IsCustomOptionSet: column.custom === true,
    IsManaged: column.custom !== true,
    DisplayName: label(texts, (labels) => labels.column(table, column)),
    Description: labelOf(texts.language, column.descriptions),
  };
  const option = (choice: Choice) => optionMetadata(texts, table, column, choice);
  switch (type) {
    case "Picklist":
    case "MultiSelectPicklist":
      return { ...common, OptionSetType: "Picklist", Options: choices.map(option) };
    case "State":
    case "Status":
      return { ...common, OptionSetType: type, Options: choices.map(option) };
    case "Boolean": {
      const [no = { value: 0, label: "No" }, yes = { value: 1, label: "Yes" }] = choices;
      return { ...common, OptionSetType: "Boolean", TrueOption: option(yes), FalseOption: option(no) };
    }
    default:
      return undefined;
  }
}
