import { Button, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useSignIn } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { DoorPage } from "./door-page.tsx";
import { ProblemBar } from "./problem-bar.tsx";
import { useRules } from "./rules.ts";
import { TextField } from "./text-field.tsx";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "16px" },
  button: { marginTop: "8px" },
});

/** E-mail and password. The address stays, so afterwards one is where one wanted to be. */
export function SignInPage() {
  const words = useWords();
  return (
    <DoorPage title={words("signIn.title")} width={400}>
      <SignInForm />
    </DoorPage>
  );
}

/** The form alone; signs in, or says why not. */
export function SignInForm() {
  const styles = useStyles();
  const words = useWords();
  const rules = useRules();
  const { signIn } = useSignIn();
  const [problem, setProblem] = useState<unknown>();
  const { control, handleSubmit, formState, setFocus } = useForm({ defaultValues: { email: "", password: "" } });
  const { isSubmitting } = formState;

  const submit = handleSubmit(async ({ email, password }) => {
    setProblem(undefined);
    try {
      await signIn({ email: email.trim(), password });
    } catch (error) {
      setProblem(error);
      setFocus("password");
    }
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemBar problem={problem} />
      <TextField
        label={words("signIn.email")}
        type="email"
        autoComplete="username"
        autoFocus
        control={control}
        name="email"
        rules={rules.email}
      />
      <TextField
        label={words("signIn.password")}
        type="password"
        autoComplete="current-password"
        control={control}
        name="password"
        rules={rules.password}
      />
      <Button
        className={styles.button}
        type="submit"
        appearance="primary"
        size="large"
        disabledFocusable={isSubmitting}
      >
        {words("signIn.submit")}
      </Button>
    </form>
  );
}
