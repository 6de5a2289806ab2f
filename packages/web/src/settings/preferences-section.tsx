import { Field, makeStyles, Select } from "@fluentui/react-components";
import type { Language } from "@leadwright/schema";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { updateRecord } from "../api/records.ts";
import { type Session, useSession } from "../api/session.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { languageNames, languages } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { type Appearance, useAppearance } from "../theme/appearance.tsx";
import { SectionCard } from "./section-card.tsx";

const useStyles = makeStyles({
  fields: { display: "grid", gap: "16px", maxWidth: "400px" },
});

const appearances: readonly Appearance[] = ["system", "light", "dark"];

/** Language, time zone and appearance; each takes effect at once. */
export function PreferencesSection() {
  const styles = useStyles();
  const words = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const { user } = useSession();
  const { language, setLanguage } = useLanguage();
  const { appearance, setAppearance } = useAppearance();
  const zones = useMemo(
    () => [...new Set([user.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])],
    [user.timeZone],
  );

  const setTimeZone = async (timeZone: string) => {
    try {
      await updateRecord("usersettingscollection", user.id, { timezonename: timeZone });
      client.setQueryData<Session>(["session"], (before) =>
        before?.state === "signedIn" ? { ...before, user: { ...before.user, timeZone } } : before,
      );
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <SectionCard title={words("settings.preferences")} text={words("settings.preferencesText")}>
      <div className={styles.fields}>
        <Field label={words("shell.language")}>
          <Select
            value={language}
            onChange={(_, data) => void setLanguage(data.value as Language).catch(toasts.failed)}
          >
            {languages.map((each) => (
              <option key={each} value={each} lang={each}>
                {languageNames[each]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words("settings.timeZone")}>
          <Select value={user.timeZone} onChange={(_, data) => void setTimeZone(data.value)}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words("shell.appearance")} hint={words("settings.appearanceHint")}>
          <Select value={appearance} onChange={(_, data) => setAppearance(data.value as Appearance)}>
            {appearances.map((each) => (
              <option key={each} value={each}>
                {words(`shell.appearance.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </SectionCard>
  );
}
