import { Button, Input } from "@fluentui/react-components";
import { Eye20Regular, EyeOff20Regular } from "@fluentui/react-icons";
import { type Ref, useState } from "react";
import type { ChangeHandler } from "react-hook-form";
import { useWords } from "../language/use-words.ts";

interface PasswordInputProps {
  readonly name: string;
  readonly onBlur: ChangeHandler;
  readonly onChange: ChangeHandler;
  /** current-password or new-password, for password managers. */
  readonly autoComplete: "current-password" | "new-password";
  readonly ref?: Ref<HTMLInputElement>;
}

/** A password, hidden until one looks. */
export function PasswordInput({ ref, autoComplete, ...props }: PasswordInputProps) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...props}
      input={{ ref: ref ?? null }}
      required
      type={shown ? "text" : "password"}
      autoComplete={autoComplete}
      contentAfter={
        <Button
          appearance="transparent"
          size="small"
          icon={shown ? <EyeOff20Regular /> : <Eye20Regular />}
          aria-label={words(shown ? "signIn.hidePassword" : "signIn.showPassword")}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
