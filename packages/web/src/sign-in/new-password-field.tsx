import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { useWords } from "../language/use-words.ts";
import { passwordLength, useRules } from "./rules.ts";
import { TextField } from "./text-field.tsx";

interface NewPasswordFieldProps<Values extends FieldValues> {
  readonly label: string;
  readonly control: Control<Values>;
  readonly name: FieldPath<Values>;
}

/** A password to be, with what is asked of one. */
export function NewPasswordField<Values extends FieldValues>({ label, control, name }: NewPasswordFieldProps<Values>) {
  const words = useWords();
  const rules = useRules();
  return (
    <TextField
      label={label}
      type="password"
      autoComplete="new-password"
      hint={words("setup.passwordHint", { min: passwordLength })}
      control={control}
      name={name}
      rules={rules.newPassword}
    />
  );
}
