import type { Choice, Column, GlobalChoice, Schema, Table } from "@leadwright/schema";
import { label, labelOf, metadataId, type Texts } from "./labels.ts";

/** One choice of a column. */
export function optionMetadata(
  texts: Texts,
  table: Table,
  column: Column,
  choice: Choice,
): Readonly<Record<string, unknown>> {
  return {
    Value: choice.value,
    Label: label(texts, (labels) => labels.choice(table, column, choice)),
    Description: labelOf(texts.language),
    Color: null,
    IsManaged: column.custom !== true,
    ExternalValue: "",
    ...(choice.state === undefined ? {} : { State: choice.state, TransitionData: null }),
  };
}

/** A set of choices that columns share. Its words are those of the first column that has it, where it has none of its own. */
export function setMetadata(texts: Texts, schema: Schema, set: GlobalChoice): Record<string, unknown> {
  const [table, column] = firstUser(schema, set);
  const own = set.custom === true || column === undefined || table === undefined;
  return {
    "@odata.type": "#Microsoft.Dynamics.CRM.OptionSetMetadata",
    MetadataId: metadataId("optionset", set.name),
    Name: set.name,
    IsGlobal: true,
    IsCustomOptionSet: set.custom === true,
    IsManaged: set.custom !== true,
    OptionSetType: "Picklist",
    DisplayName: own
      ? labelOf(texts.language, { en: set.label, ...set.labels })
      : label(texts, (labels) => set.labels?.[labels.language] ?? labels.column(table, column)),
    Description: labelOf(texts.language, set.descriptions),
    Options: set.choices.map((choice) =>
      own ? ownOption(texts, choice) : optionMetadata(texts, table, column, choice),
    ),
  };
}

function ownOption(texts: Texts, { value, label: text, labels }: Choice) {
  return {
    Value: value,
    Label: labelOf(texts.language, { en: text, ...labels }),
    Description: labelOf(texts.language),
    Color: null,
    IsManaged: false,
    ExternalValue: "",
  };
}

function firstUser(schema: Schema, { name }: GlobalChoice): [Table, Column] | [undefined, undefined] {
  for (const table of schema.tables.values())
    for (const column of table.columns.values()) if (column.globalChoice === name) return [table, column];
  return [undefined, undefined];
}
