import { Button, Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import type { Language } from "@leadwright/schema";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { useSignIn } from "../api/session.ts";
import { TryDemo } from "../demo/try-demo.tsx";
import { useLanguage } from "../language/language-provider.tsx";
import { languageNames, languages } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { codeInAddress } from "./code-in-address.ts";
import { currencies, likelyCurrency } from "./currencies.ts";
import { DoorPage } from "./door-page.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { ProblemBar } from "./problem-bar.tsx";
import { useRules } from "./rules.ts";
import { TextField } from "./text-field.tsx";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "32px" },
  group: { display: "flex", flexDirection: "column", gap: "16px", border: 0, margin: 0, padding: 0, minWidth: 0 },
  legend: {
    padding: 0,
    marginBottom: "16px",
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  pair: {
    display: "grid",
    gap: "16px",
    alignItems: "start",
    gridTemplateColumns: "minmax(0, 3fr) minmax(0, 2fr)",
    "@media (max-width: 639px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  // A list of choices is as wide as its longest choice unless told otherwise.
  select: { minWidth: 0 },
});

/** The first visit: the organisation and its administrator, who is signed in afterwards. */
export function SetUpPage() {
  const styles = useStyles();
  const words = useWords();
  const rules = useRules();
  const { locale } = useIntl();
  const { language, setLanguage } = useLanguage();
  const { setUp } = useSignIn();
  const [problem, setProblem] = useState<unknown>();
  const choices = useMemo(() => currencies(locale), [locale]);
  const { register, control, handleSubmit, formState } = useForm({
    defaultValues: { organisation: "", baseCurrency: likelyCurrency(locale), name: "", email: "", password: "" },
  });
  const { isSubmitting } = formState;

  const submit = handleSubmit(async ({ organisation, baseCurrency, name, email, password }) => {
    setProblem(undefined);
    const administrator = { name: name.trim(), email: email.trim(), password };
    try {
      await setUp({ organisation: organisation.trim(), baseCurrency, language, administrator, ...codeInAddress() });
    } catch (error) {
      setProblem(error);
    }
  });
  return (
    <DoorPage title={words("setup.title")} intro={words("setup.intro")} width={560}>
      <TryDemo />
      <form className={styles.form} onSubmit={submit} noValidate>
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{words("setup.organisation")}</legend>
          <TextField
            label={words("setup.organisationName")}
            autoComplete="organization"
            autoFocus
            control={control}
            name="organisation"
            rules={rules.text}
          />
          <div className={styles.pair}>
            <Field className={styles.select} label={words("setup.currency")} hint={words("setup.currencyHint")}>
              <Select className={styles.select} {...register("baseCurrency")}>
                {choices.map(({ code, label }) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={words("setup.language")}>
              <Select value={language} onChange={(_, data) => void setLanguage(data.value as Language)}>
                {languages.map((each) => (
                  <option key={each} value={each} lang={each}>
                    {languageNames[each]}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{words("setup.administrator")}</legend>
          <TextField label={words("setup.name")} autoComplete="name" control={control} name="name" rules={rules.text} />
          <TextField
            label={words("signIn.email")}
            type="email"
            autoComplete="email"
            control={control}
            name="email"
            rules={rules.email}
          />
          <NewPasswordField label={words("signIn.password")} control={control} name="password" />
        </fieldset>
        <ProblemBar problem={problem} />
        <Button type="submit" appearance="primary" size="large" disabledFocusable={isSubmitting}>
          {words("setup.submit")}
        </Button>
      </form>
    </DoorPage>
  );
}
