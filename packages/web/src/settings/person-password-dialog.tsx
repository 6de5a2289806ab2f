import { useForm } from "react-hook-form";
import { type Person, setPassword } from "../api/people.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { NewPasswordField } from "../sign-in/new-password-field.tsx";
import { FormDialog, useAttempt } from "./form-dialog.tsx";

/** A new password for somebody who lost theirs. */
export function PersonPasswordDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = useWords();
  const toasts = useToasts();
  const { problem, attempt } = useAttempt();
  const { control, handleSubmit, formState } = useForm({ defaultValues: { password: "" } });
  const submit = handleSubmit(async ({ password }) => {
    if (!(await attempt(() => setPassword(person.id, password)))) return;
    onClose();
    toasts.done(words("settings.passwordChanged"));
  });
  return (
    <FormDialog
      title={words("settings.personPasswordTitle", { name: person.name })}
      action={words("settings.passwordChange")}
      busy={formState.isSubmitting}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <NewPasswordField label={words("settings.passwordNew")} control={control} name="password" />
    </FormDialog>
  );
}
