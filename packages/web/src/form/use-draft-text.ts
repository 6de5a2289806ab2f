import type { Column, Table } from "@leadwright/schema";
import { useCallback } from "react";
import { useCurrencyCode } from "../api/currencies.ts";
import type { LookupValue } from "../api/values.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { type Draft, isEmptyDraft, kindOf } from "./drafts.ts";
import { fromLocalTime } from "./local-time.ts";
import { parseNumber } from "./numbers.ts";
import { unitOf } from "./units.ts";
import { useWriting } from "./use-writing.ts";

/** What a field holds, to read: "12 March 2024, 10:30", "€ 1,200.00", "Web". Empty for an empty one. */
export function useDraftText(table: Table): (column: Column, draft: Draft, currency?: LookupValue | null) => string {
  const labels = useLabels();
  const format = useFormat();
  const writing = useWriting();
  const currencyCode = useCurrencyCode();
  return useCallback(
    (column, draft, currency) => {
      if (isEmptyDraft(draft)) return "";
      switch (kindOf(column)) {
        case "choice":
        case "boolean":
          return labels.choice(table, column, draft as number | boolean);
        case "choices":
          return labels.choices(table, column, String(draft));
        case "lookup":
          return (draft as LookupValue).name;
        case "parties":
          return (draft as readonly LookupValue[]).map((party) => party.name).join(", ");
        case "day":
          return format.day(String(draft));
        case "moment":
          return format.moment(fromLocalTime(String(draft), writing.timeZone) ?? String(draft));
        case "number": {
          const value = parseNumber(String(draft), writing.locale);
          if (column.type === "Money" && value !== undefined)
            return format.money(value, currencyCode({ _transactioncurrencyid_value: currency?.id }));
          return `${draft} ${unitOf(column, "")}`.trim();
        }
        default:
          return String(draft);
      }
    },
    [table, labels, format, writing, currencyCode],
  );
}
