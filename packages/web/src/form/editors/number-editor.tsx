import { Input } from "@fluentui/react-components";
import { useWatch } from "react-hook-form";
import { useCurrencyCode } from "../../api/currencies.ts";
import type { LookupValue } from "../../api/values.ts";
import { digitsOf } from "../drafts.ts";
import type { EditorProps } from "../field-editor.tsx";
import { useFormScope } from "../form-context.ts";
import { parseNumber, writeNumber } from "../numbers.ts";
import { symbolOf, unitOf } from "../units.ts";
import { useWriting } from "../use-writing.ts";

export function NumberEditor({ id, column, draft, onChange, onBlur }: EditorProps<string>) {
  const writing = useWriting();
  const { control } = useFormScope();
  const currency = useWatch({ control, name: "transactioncurrencyid" }) as LookupValue | null | undefined;
  const currencyCode = useCurrencyCode();
  const unit = unitOf(column, symbolOf(currencyCode({ _transactioncurrencyid_value: currency?.id }), writing.locale));

  const tidy = () => {
    const value = parseNumber(draft, writing.locale);
    const digits = digitsOf(column);
    // Rounding is left to the check, so that nobody's digits vanish unseen.
    const fits = digits === undefined || (value !== undefined && Number(value.toFixed(digits)) === value);
    if (value !== undefined && fits) onChange(writeNumber(value, writing.locale, digits));
    onBlur();
  };
  return (
    <Input
      id={id}
      style={{ width: "100%", minWidth: 0 }}
      input={{ style: { fontVariantNumeric: "tabular-nums", minWidth: 0 } }}
      appearance="filled-darker"
      inputMode="decimal"
      autoComplete="off"
      value={draft}
      contentBefore={column.type === "Money" ? <span>{unit}</span> : null}
      contentAfter={column.type === "Money" || unit === "" ? null : <span>{unit}</span>}
      onChange={(_, data) => onChange(data.value)}
      onBlur={tidy}
    />
  );
}
