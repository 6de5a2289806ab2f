import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { ProblemBar } from "../sign-in/problem-bar.tsx";
import { useAttempt } from "./form-dialog.tsx";
import { useFormStyles } from "./use-form-styles.ts";

interface SettingsFormProps<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  /** False: it was not saved, and the form itself says why. */
  readonly onSave: (values: Values) => Promise<boolean>;
  readonly children: ReactNode;
}

/** Settings with a button that saves them: it says that it did, or what the server refuses, and nothing typed is lost. */
export function SettingsForm<Values extends FieldValues>({ form, onSave, children }: SettingsFormProps<Values>) {
  const styles = useFormStyles();
  const words = useWords();
  const toasts = useToasts();
  const { problem, attempt } = useAttempt();
  const { isDirty, isSubmitting } = form.formState;
  const submit = form.handleSubmit((values) =>
    attempt(async () => {
      if (await onSave(values)) toasts.done(words("settings.saved"));
    }),
  );
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {children}
      <ProblemBar problem={problem} />
      <Button
        className={styles.button}
        type="submit"
        appearance="primary"
        disabled={!isDirty}
        disabledFocusable={isSubmitting}
      >
        {words("action.save")}
      </Button>
    </form>
  );
}
