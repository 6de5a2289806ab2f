import { Field, Input, type InputOnChangeData } from "@fluentui/react-components";
import { type Control, type FieldPath, type FieldValues, type RegisterOptions, useController } from "react-hook-form";
import { PasswordInput } from "./password-input.tsx";

interface TextFieldProps<Values extends FieldValues, Name extends FieldPath<Values>> {
  readonly control: Control<Values>;
  readonly name: Name;
  readonly rules: Omit<RegisterOptions<Values, Name>, "setValueAs" | "disabled" | "valueAsNumber" | "valueAsDate">;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "text" | "email" | "password";
  /** For the browser's memory: username, new-password ... */
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
}

/** A labelled line of text that must be filled in, in a form of react-hook-form; type "password" can be shown. */
export function TextField<Values extends FieldValues, Name extends FieldPath<Values>>(
  props: TextFieldProps<Values, Name>,
) {
  const { control, name, rules, label, hint, type = "text", autoComplete = "off", autoFocus = false } = props;
  const { field, fieldState } = useController({ control, name, rules });
  const problem = fieldState.error?.message;
  const input = {
    name: field.name,
    value: String(field.value),
    required: true,
    autoComplete,
    input: { ref: field.ref, autoFocus },
    onBlur: field.onBlur,
    onChange: (_event: unknown, data: InputOnChangeData) => field.onChange(data.value),
  };
  return (
    <Field
      label={label}
      validationState={fieldState.error ? "error" : "none"}
      {...(problem !== undefined && { validationMessage: problem })}
      {...(hint !== undefined && problem === undefined && { hint })}
    >
      {type === "password" ? <PasswordInput {...input} /> : <Input {...input} type={type} />}
    </Field>
  );
}
