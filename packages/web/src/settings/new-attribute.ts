import type { CustomisableTable } from "../api/customisation.ts";

/** Kinds of column that can be added, as the Web API's metadata classes name them. */
export const columnKinds = {
  text: "String",
  memo: "Memo",
  integer: "Integer",
  decimal: "Decimal",
  money: "Money",
  choice: "Picklist",
  choices: "MultiSelectPicklist",
  boolean: "Boolean",
  date: "DateTime",
  datetime: "DateTime",
  lookup: "Lookup",
} as const;
export type ColumnKind = keyof typeof columnKinds;

export interface NewColumn {
  readonly table: CustomisableTable;
  readonly label: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
  /** One a line; choice and choices only. */
  readonly choices: string;
  /** Table that a lookup points at. */
  readonly target: string;
}

export function hasChoices(kind: ColumnKind): boolean {
  return kind === "choice" || kind === "choices";
}

/** The lines that hold something, each once. */
export function choiceLines(text: string): readonly string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}

/** What the Web API takes to add the column. `languageCode`: Dataverse's, of the language the label is in. */
export function newAttribute(column: NewColumn, languageCode: number): Record<string, unknown> {
  const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: languageCode }] });
  return {
    "@odata.type": `Microsoft.Dynamics.CRM.${columnKinds[column.kind]}AttributeMetadata`,
    DisplayName: label(column.label.trim()),
    RequiredLevel: { Value: column.required ? "ApplicationRequired" : "None" },
    ...(column.kind === "date" && { Format: "DateOnly" }),
    ...(hasChoices(column.kind) && {
      OptionSet: { Options: choiceLines(column.choices).map((line) => ({ Label: label(line) })) },
    }),
    ...(column.kind === "lookup" && { Targets: [column.target] }),
  };
}
