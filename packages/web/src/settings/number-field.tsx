import { Field, SpinButton } from "@fluentui/react-components";
import { type Control, Controller, type FieldPathByValue, type FieldValues } from "react-hook-form";

interface NumberFieldProps<Values extends FieldValues> {
  readonly control: Control<Values>;
  readonly name: FieldPathByValue<Values, number>;
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
}

/** A whole number of a form; what is typed beyond its limits becomes the limit. */
export function NumberField<Values extends FieldValues>({ label, hint, min, max, ...rest }: NumberFieldProps<Values>) {
  return (
    <Controller
      {...rest}
      render={({ field }) => (
        <Field label={label} hint={hint}>
          <SpinButton
            min={min}
            max={max}
            value={field.value}
            onBlur={field.onBlur}
            onChange={(_, data) => {
              const typed = data.value ?? Number.parseInt(data.displayValue ?? "", 10);
              if (Number.isInteger(typed)) field.onChange(Math.min(max, Math.max(min, Number(typed))));
            }}
          />
        </Field>
      )}
    />
  );
}
