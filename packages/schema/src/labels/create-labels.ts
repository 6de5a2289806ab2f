import type { Choice, Column, Language, TableData } from "../types.ts";
import { chosen } from "../values/choice-sets.ts";
import { english } from "./english.ts";
import { tidyEnglish, translateShape } from "./patterns.ts";

/** What people read for tables, columns and choices in one language. Custom columns keep their administrator's words. */
export interface Labels {
  readonly language: Language;
  /** One row of the table: "Lead". */
  table(table: NamedTable): string;
  /** Many: "Leads". */
  tables(table: NamedTable): string;
  column(table: Pick<TableData, "name">, column: Column): string;
  /** Of a choice or of its value (two-options: true and false, 1 and 0). A value without a choice: the value itself. */
  choice(table: Pick<TableData, "name">, column: Column, choice: Choice | number | boolean): string;
  /** Of several choices as a column holds them, `1,3`. */
  choices(table: Pick<TableData, "name">, column: Column, set: string): string;
}

export type NamedTable = Pick<TableData, "name" | "label" | "pluralLabel" | "labels" | "pluralLabels">;

/** A label file: English text to words; a key with dots (`lead.statuscode.1`) or a table's name wins over English text. */
export type LabelTexts = Readonly<Record<string, string>>;

const englishTexts = new Map(Object.entries(english));

/** Labels from a language's file; English needs none. */
export function createLabels(language: Language, file: LabelTexts = {}): Labels {
  const texts = new Map(Object.entries(file));

  const word = (path: string, label: string): string => {
    const plain = englishTexts.get(path) ?? englishTexts.get(label.trim()) ?? tidyEnglish(label);
    if (language === "en") return plain;
    return texts.get(path) ?? texts.get(plain) ?? translateShape(plain, texts) ?? plain;
  };

  const labels: Labels = {
    language,
    table: (table) => table.labels?.[language] ?? texts.get(table.name) ?? table.label,
    tables: (table) => table.pluralLabels?.[language] ?? texts.get(`${table.name}.plural`) ?? table.pluralLabel,
    column: (table, column) =>
      column.labels?.[language] ?? (column.custom ? column.label : word(`${table.name}.${column.name}`, column.label)),
    choice(table, column, choice) {
      const value = typeof choice === "object" ? choice.value : Number(choice);
      const found = typeof choice === "object" ? choice : column.choices?.find((one) => one.value === value);
      if (!found) return String(choice);
      const own = found.labels?.[language];
      if (own !== undefined) return own;
      return column.custom ? found.label : word(`${table.name}.${column.name}.${value}`, found.label);
    },
    choices: (table, column, set) =>
      chosen(set)
        .map((value) => labels.choice(table, column, value))
        .join("; "),
  };
  return labels;
}
