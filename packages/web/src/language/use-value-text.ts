import type { Column, Table } from "@leadwright/schema";
import { useCallback } from "react";
import { useCurrencyCode } from "../api/currencies.ts";
import type { ApiRecord } from "../api/records.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { formattedValue, propertyOf } from "../api/values.ts";
import { useLabels } from "./language-provider.tsx";
import { useFormat } from "./use-format.ts";

export interface ValueText {
  readonly text: string;
  /** The whole of what `text` shortens: the moment behind "2 hours ago". */
  readonly title?: string;
}

const empty: ValueText = { text: "" };

/** A column's value as people read it, in the user's language. Empty text for no value. */
export function useValueText(table: Table): (record: ApiRecord, column: Column) => ValueText {
  const schema = useSchema();
  const labels = useLabels();
  const format = useFormat();
  const currencyCode = useCurrencyCode();
  return useCallback(
    (record: ApiRecord, column: Column): ValueText => {
      const value = record[propertyOf(column)];
      if (value === null || value === undefined || value === "") return empty;
      switch (column.type) {
        case "Picklist":
        case "State":
        case "Status":
        case "Boolean":
          return { text: labels.choice(table, column, value as number | boolean) };
        case "MultiSelectPicklist":
          return { text: labels.choices(table, column, String(value)) };
        case "DateTime":
          return dateText(String(value), column, format);
        case "Money":
          return { text: format.money(Number(value), currencyCode(record)) };
        case "Decimal":
        case "Double":
          return { text: format.number(Number(value), column.precision) };
        case "Integer":
        case "BigInt":
          return { text: format.number(Number(value)) };
        case "EntityName": {
          const named = schema.tables.get(String(value));
          return { text: named ? labels.table(named) : String(value) };
        }
        default:
          return { text: formattedValue(record, column) ?? String(value) };
      }
    },
    [table, schema, labels, format, currencyCode],
  );
}

function dateText(iso: string, column: Column, format: ReturnType<typeof useFormat>): ValueText {
  if (column.format === "DateOnly") return { text: format.day(iso) };
  return { text: format.relative(iso), title: format.moment(iso) };
}
