import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { changePassword } from "../api/session.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { passwordLength, useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { SectionCard } from "./section-card.tsx";
import { useFormStyles } from "./use-form-styles.ts";

/** One's own password; other sessions end when it changes. */
export function PasswordSection() {
  const styles = useFormStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const rules = useRules();
  const toasts = useToasts();
  const [problem, setProblem] = useState<unknown>();
  const { control, handleSubmit, formState, reset } = useForm({ defaultValues: { current: "", next: "" } });
  const { isSubmitting } = formState;

  const submit = handleSubmit(async ({ current, next }) => {
    setProblem(undefined);
    try {
      await changePassword({ current, new: next });
      reset();
      toasts.done(words("settings.passwordChanged"));
    } catch (error) {
      setProblem(error);
    }
  });
  return (
    <SectionCard title={words("settings.password")} text={words("settings.passwordText")}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={words("settings.passwordCurrent")}
          type="password"
          autoComplete="current-password"
          control={control}
          name="current"
          rules={rules.password}
        />
        <TextField
          label={words("settings.passwordNew")}
          type="password"
          autoComplete="new-password"
          hint={words("setup.passwordHint", { min: passwordLength })}
          control={control}
          name="next"
          rules={rules.newPassword}
        />
        {problem !== undefined && (
          <MessageBar intent="error" role="alert">
            <MessageBarBody>{errorWords(problem)}</MessageBarBody>
          </MessageBar>
        )}
        <Button className={styles.button} type="submit" appearance="primary" disabledFocusable={isSubmitting}>
          {words("settings.passwordChange")}
        </Button>
      </form>
    </SectionCard>
  );
}
