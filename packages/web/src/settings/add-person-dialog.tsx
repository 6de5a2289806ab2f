import { Field, Select } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { addPerson, rolesQuery } from "../api/people.ts";
import { useRecordsChanged } from "../api/records.ts";
import { useRoleName } from "../language/use-role-name.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { NewPasswordField } from "../sign-in/new-password-field.tsx";
import { useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { FormDialog, useAttempt } from "./form-dialog.tsx";

/** What most people who are added are. */
const usualRole = "Salesperson";

/** Somebody new: name, address, role and a first password to hand over. */
export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const roleName = useRoleName();
  const rules = useRules();
  const toasts = useToasts();
  const changed = useRecordsChanged();
  const { data: roles = [] } = useQuery(rolesQuery);
  const { problem, attempt } = useAttempt();
  const { register, control, handleSubmit, formState } = useForm({
    defaultValues: { name: "", email: "", role: usualRole, password: "" },
  });
  const names = [...new Set([usualRole, ...roles.map((role) => String(role.name))])];

  const submit = handleSubmit(async ({ name, email, role, password }) => {
    const person = { name: name.trim(), email: email.trim(), role, password };
    if (!(await attempt(() => addPerson(person)))) return;
    onClose();
    toasts.done(words("settings.personAdded", { name: person.name }));
    await changed("systemusers");
  });
  return (
    <FormDialog
      title={words("settings.personAdd")}
      action={words("settings.add")}
      busy={formState.isSubmitting}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={words("settings.personName")} autoFocus control={control} name="name" rules={rules.text} />
      <TextField label={words("signIn.email")} type="email" control={control} name="email" rules={rules.email} />
      <Field label={words("settings.personRole")}>
        <Select {...register("role")}>
          {names.map((name) => (
            <option key={name} value={name}>
              {roleName(name)}
            </option>
          ))}
        </Select>
      </Field>
      <NewPasswordField label={words("settings.personFirstPassword")} control={control} name="password" />
    </FormDialog>
  );
}
