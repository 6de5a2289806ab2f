import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { LocalLanguage20Regular } from "@fluentui/react-icons";
import type { Language } from "@leadwright/schema";
import type { ReactNode } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { languageNames, languages } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";

const useStyles = makeStyles({
  page: {
    height: "100dvh",
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    padding: "24px 16px 48px",
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
    backgroundImage: `radial-gradient(60rem 32rem at 50% -12rem, ${tokens.colorBrandBackground2}, transparent)`,
  },
  top: { width: "100%", display: "flex", justifyContent: "flex-end", maxWidth: "1200px" },
  card: {
    width: "100%",
    margin: "auto 0",
    padding: "32px",
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow8,
    "@media (max-width: 639px)": { padding: "24px 20px" },
  },
  mark: { display: "block", marginBottom: "20px" },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: "-0.01em",
  },
  intro: { margin: "8px 0 0", color: tokens.colorNeutralForeground3, lineHeight: tokens.lineHeightBase300 },
  content: { marginTop: "24px" },
});

interface DoorPageProps {
  readonly title: string;
  readonly intro?: string;
  /** Of the card, in pixels. */
  readonly width: number;
  readonly children: ReactNode;
}

/** The frame of the pages before the app: one calm card, and the language. */
export function DoorPage({ title, intro, width, children }: DoorPageProps) {
  const styles = useStyles();
  const words = useWords();
  const { language, setLanguage } = useLanguage();
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <Menu
          positioning="below-end"
          checkedValues={{ language: [language] }}
          onCheckedValueChange={(_, { checkedItems: [choice] }) => void setLanguage(choice as Language)}
        >
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="subtle"
              icon={<LocalLanguage20Regular />}
              aria-label={`${words("shell.language")}: ${languageNames[language]}`}
            >
              {languageNames[language]}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {languages.map((each) => (
                <MenuItemRadio key={each} name="language" value={each}>
                  <span lang={each}>{languageNames[each]}</span>
                </MenuItemRadio>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      <main className={styles.card} style={{ maxWidth: width }}>
        <img src="/icon.svg" alt="" width={40} height={40} className={styles.mark} />
        <h1 className={styles.title}>{title}</h1>
        {intro !== undefined && <p className={styles.intro}>{intro}</p>}
        <div className={styles.content}>{children}</div>
      </main>
    </div>
  );
}
