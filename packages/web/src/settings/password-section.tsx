import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { changePassword } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { NewPasswordField } from "../sign-in/new-password-field.tsx";
import { ProblemBar } from "../sign-in/problem-bar.tsx";
import { useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { SectionCard } from "./section-card.tsx";
import { useFormStyles } from "./use-form-styles.ts";

/** One's own password; other sessions end when it changes. */
export function PasswordSection() {
  const styles = useFormStyles();
  const words = useWords();
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
        <NewPasswordField label={words("settings.passwordNew")} control={control} name="next" />
        <ProblemBar problem={problem} />
        <Button className={styles.button} type="submit" appearance="primary" disabledFocusable={isSubmitting}>
          {words("settings.passwordChange")}
        </Button>
      </form>
    </SectionCard>
  );
}
