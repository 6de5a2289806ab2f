import type { Column, ColumnType, Table } from "@leadwright/schema";
import { label, managed, metadataId } from "./labels.ts";

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

/** A column as AttributeMetadata of its class, without what `$expand` adds. */
export function attributeMetadata(table: Table, column: Column): Record<string, unknown> {
  return {
    "@odata.type": `#Microsoft.Dynamics.CRM.${attributeClass(column)}`,
    MetadataId: metadataId(table.name, column.name),
    LogicalName: column.name,
    SchemaName: column.schemaName,
    EntityLogicalName: table.name,
    // As the service has it: neither is a type of its own there.
    AttributeType: column.type === "File" || column.type === "Image" ? "Virtual" : column.type,
    AttributeTypeName: { Value: `${column.type}Type` },
    DisplayName: label(column.label),
    Description: label(""),
    RequiredLevel: managed(column.required, "canmodifyrequirementlevelsettings", column.custom === true),
    IsPrimaryId: column.name === table.primaryId,
    IsPrimaryName: column.name === table.primaryName,
    IsCustomAttribute: column.custom === true,
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
      };
    case "Memo":
      return { MaxLength: column.maxLength ?? null, Format: "TextArea" };
    case "Integer":
    case "BigInt":
      return { MinValue: column.min ?? null, MaxValue: column.max ?? null, Format: "None" };
    case "Decimal":
    case "Double":
    case "Money":
      return { MinValue: column.min ?? null, MaxValue: column.max ?? null, Precision: column.precision ?? null };
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
    case "State":
    case "Status":
      return { DefaultFormValue: -1 };
    case "Boolean":
      return { DefaultValue: false };
    case "File":
    case "Image":
      return { MaxSizeInKB: column.maxSize ?? null };
    default:
      return {};
  }
}

/** The OptionSet that `$expand=OptionSet` adds; undefined for columns without one. */
export function optionSet(table: Table, column: Column): Record<string, unknown> | undefined {
  const common = {
    MetadataId: metadataId(table.name, column.name, "optionset"),
    Name: `${table.name}_${column.name}`,
    IsGlobal: false,
    IsCustomOptionSet: column.custom === true,
    DisplayName: label(column.label),
  };
  switch (column.type) {
    case "Picklist":
    case "State":
    case "Status":
      return { ...common, OptionSetType: column.type, Options: (column.choices ?? []).map(option) };
    case "Boolean": {
      const [no = { value: 0, label: "No" }, yes = { value: 1, label: "Yes" }] = column.choices ?? [];
      return { ...common, OptionSetType: "Boolean", TrueOption: option(yes), FalseOption: option(no) };
    }
    default:
      return undefined;
  }
}

function option(choice: { value: number; label: string; state?: number }): Record<string, unknown> {
  return {
    Value: choice.value,
    Label: label(choice.label),
    Description: label(""),
    Color: null,
    ...(choice.state === undefined ? {} : { State: choice.state }),
  };
}
