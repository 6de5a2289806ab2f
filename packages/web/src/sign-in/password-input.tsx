import { Button, Input, type InputProps } from "@fluentui/react-components";
import { Eye20Regular, EyeOff20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import { useWords } from "../language/use-words.ts";

/** A password, hidden until one looks. */
export function PasswordInput(props: Omit<InputProps, "type" | "contentAfter">) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={shown ? "text" : "password"}
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
