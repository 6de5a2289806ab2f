import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useSession } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { useMedia } from "../theme/media.ts";
import { BackupsSection } from "./backups-section.tsx";
import { ColumnsSection } from "./columns-section.tsx";
import { OrganisationSection } from "./organisation-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { PreferencesSection } from "./preferences-section.tsx";
import { administratorSections, personalSections, type SettingsSection } from "./settings-search.ts";
import { TokensSection } from "./tokens-section.tsx";

const useStyles = makeStyles({
  page: {
    maxWidth: "1080px",
    padding: "20px 24px 48px",
    "@media (max-width: 639px)": { padding: "12px 12px 32px" },
  },
  title: {
    margin: "0 0 16px",
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: "-0.01em",
  },
  columns: {
    display: "grid",
    gridTemplateColumns: "200px minmax(0, 1fr)",
    gap: "24px",
    alignItems: "start",
    "@media (max-width: 899px)": { gridTemplateColumns: "minmax(0, 1fr)", gap: "16px" },
  },
  tabs: { flexWrap: "wrap", marginLeft: "-10px" },
});

const sections: Readonly<Record<SettingsSection, ComponentType>> = {
  preferences: PreferencesSection,
  password: PasswordSection,
  tokens: TokensSection,
  organisation: OrganisationSection,
  people: PeopleSection,
  columns: ColumnsSection,
  backups: BackupsSection,
};

/** One's own settings, and for administrators those of the organisation. */
export function SettingsPage() {
  const styles = useStyles();
  const words = useWords();
  const navigate = useNavigate();
  const { user } = useSession();
  const search = useSearch({ from: "/settings" });
  const isNarrow = useMedia("(max-width: 899px)");
  const offered: readonly SettingsSection[] = user.administrator
    ? [...personalSections, ...administratorSections]
    : personalSections;
  const section = offered.find((each) => each === search.section) ?? "preferences";
  const Section = sections[section];
  usePageTitle(words("settings.title"));
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{words("settings.title")}</h1>
      <div className={styles.columns}>
        <TabList
          className={styles.tabs}
          vertical={!isNarrow}
          // Names below one another would be ragged: each is centred in the room that its bold self would take.
          reserveSelectedTabSpace={isNarrow}
          selectedValue={section}
          onTabSelect={(_, data) =>
            void navigate({ to: "/settings", search: { section: data.value as SettingsSection }, replace: true })
          }
        >
          {offered.map((each) => (
            <Tab key={each} value={each} id={`tab-${each}`} aria-controls="settings-panel">
              {words(`settings.${each}`)}
            </Tab>
          ))}
        </TabList>
        <div id="settings-panel" role="tabpanel" aria-labelledby={`tab-${section}`}>
          <Section />
        </div>
      </div>
    </div>
  );
}
