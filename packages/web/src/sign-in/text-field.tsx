import { Field, Input } from "@fluentui/react-components";
import type { HTMLInputTypeAttribute } from "react";
import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { PasswordInput } from "./password-input.tsx";

interface TextFieldProps {
  readonly label: string;
  readonly registration: UseFormRegisterReturn;
  readonly error: FieldError | undefined;
  readonly hint?: string;
  readonly type?: HTMLInputTypeAttribute;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
}

/** A labelled line of text that must be filled in, in a form of react-hook-form; type "password" can be shown. */
export function TextField({
  label,
  registration,
  error,
  hint,
  type = "text",
  autoComplete,
  autoFocus,
}: TextFieldProps) {
  const { ref, name, onBlur, onChange } = registration;
  return (
    <Field
      label={label}
      validationState={error ? "error" : "none"}
      {...(error?.message && { validationMessage: error.message })}
      {...(hint !== undefined && !error && { hint })}
    >
      {type === "password" ? (
        <PasswordInput
          ref={ref}
          name={name}
          onBlur={onBlur}
          onChange={onChange}
          autoComplete={autoComplete === "new-password" ? "new-password" : "current-password"}
        />
      ) : (
        <Input
          input={{ ref, autoFocus: autoFocus ?? false }}
          name={name}
          required
          onBlur={onBlur}
          onChange={onChange}
          type={type === "email" ? "email" : "text"}
          autoComplete={autoComplete ?? "off"}
        />
      )}
    </Field>
  );
}
