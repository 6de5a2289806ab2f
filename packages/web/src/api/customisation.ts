import type { Choice, Column, ColumnType, Customisation, RequiredLevel } from "@leadwright/schema";
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Tables that administrators may add columns to. */
export const customisableTables = ["lead", "account", "contact", "opportunity"] as const;
export type CustomisableTable = (typeof customisableTables)[number];

interface LocalizedLabel {
  readonly LocalizedLabels?: readonly { readonly Label: string; readonly LanguageCode: number }[];
  readonly UserLocalizedLabel?: { readonly Label: string } | null;
}

interface OptionMetadata {
  readonly Value: number;
  readonly Label: LocalizedLabel;
}

/** A column as the Web API describes it (AttributeMetadata). */
export interface AttributeMetadata {
  readonly LogicalName: string;
  readonly SchemaName: string;
  readonly AttributeType: string;
  readonly DisplayName?: LocalizedLabel;
  readonly RequiredLevel?: { readonly Value: string };
  readonly IsCustomAttribute?: boolean;
  readonly IsValidForCreate?: boolean;
  readonly IsValidForUpdate?: boolean;
  readonly IsValidForRead?: boolean;
  readonly MaxLength?: number | null;
  readonly MinValue?: number | null;
  readonly MaxValue?: number | null;
  readonly Precision?: number | null;
  readonly Format?: string | null;
  readonly Targets?: readonly string[] | null;
  readonly OptionSet?: {
    readonly Options?: readonly OptionMetadata[];
    readonly TrueOption?: OptionMetadata;
    readonly FalseOption?: OptionMetadata;
  } | null;
}

/** The columns and choices that administrators added, read once a session and after each addition. */
export const customisationQuery = queryOptions({
  queryKey: ["customisation"],
  queryFn: async (): Promise<Customisation> => {
    const columns = customisableTables.map(async (table) =>
      (await readCustomAttributes(table)).map((attribute) => ({ table, column: toColumn(attribute) })),
    );
    const choices = customisableTables.map(readAddedChoices);
    return { columns: (await Promise.all(columns)).flat(), choices: (await Promise.all(choices)).flat() };
  },
  staleTime: 5 * 60_000,
});

/** The first value of a choice that was added; standard ones are far below. */
const firstAddedChoice = 100_000_000;

/** Choices added to standard columns; those of custom columns come with the column. */
async function readAddedChoices(table: CustomisableTable): Promise<Customisation["choices"]> {
  const path = `EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata`;
  const options = "$select=LogicalName,IsCustomAttribute&$expand=OptionSet($select=Options)";
  const { value } = await api<{ value: readonly AttributeMetadata[] }>(`${path}?${options}`);
  return value
    .filter((attribute) => attribute.IsCustomAttribute !== true)
    .flatMap(({ LogicalName: column, OptionSet: set }) =>
      (set?.Options ?? [])
        .filter((option) => option.Value >= firstAddedChoice)
        .map((option) => ({ table, column, choice: toChoice(option) })),
    );
}

async function readCustomAttributes(table: CustomisableTable): Promise<readonly AttributeMetadata[]> {
  const filter = encodeURIComponent("IsCustomAttribute eq true");
  const path = `EntityDefinitions(LogicalName='${table}')/Attributes?$filter=${filter}&$expand=OptionSet`;
  return (await api<{ value: readonly AttributeMetadata[] }>(path)).value;
}

/** Metadata -> the schema package's Column. */
export function toColumn(attribute: AttributeMetadata): Column {
  const { OptionSet: options, Targets: targets } = attribute;
  const booleans = [options?.FalseOption, options?.TrueOption].filter((option) => option !== undefined);
  const choices = (options?.Options ?? booleans).map(toChoice);
  return {
    name: attribute.LogicalName,
    schemaName: attribute.SchemaName,
    type: attribute.AttributeType as ColumnType,
    label: labelText(attribute.DisplayName) || attribute.LogicalName,
    required: (attribute.RequiredLevel?.Value ?? "None") as RequiredLevel,
    validForCreate: attribute.IsValidForCreate ?? true,
    validForUpdate: attribute.IsValidForUpdate ?? true,
    validForRead: attribute.IsValidForRead ?? true,
    custom: true,
    ...(attribute.MaxLength != null && { maxLength: attribute.MaxLength }),
    ...(attribute.MinValue != null && { min: attribute.MinValue }),
    ...(attribute.MaxValue != null && { max: attribute.MaxValue }),
    ...(attribute.Precision != null && { precision: attribute.Precision }),
    ...(isFormat(attribute.Format) && { format: attribute.Format }),
    ...(choices.length > 0 && { choices }),
    ...(targets && targets.length > 0 && { targets }),
  };
}

function toChoice(option: OptionMetadata): Choice {
  return { value: option.Value, label: labelText(option.Label) };
}

function labelText(label: LocalizedLabel | undefined): string {
  return label?.UserLocalizedLabel?.Label ?? label?.LocalizedLabels?.[0]?.Label ?? "";
}

const formats = ["Text", "TextArea", "Email", "Url", "Phone", "DateOnly", "DateAndTime", "TimeZone", "None"] as const;

function isFormat(format: string | null | undefined): format is NonNullable<Column["format"]> {
  return formats.some((known) => known === format);
}
