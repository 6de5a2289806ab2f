import { makeStyles, tokens } from "@fluentui/react-components";
import type { FluentIcon } from "@fluentui/react-icons";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    gap: "8px",
    minHeight: "320px",
    padding: "32px 16px",
    textAlign: "center",
  },
  icon: {
    display: "grid",
    placeItems: "center",
    width: "56px",
    height: "56px",
    marginBottom: "8px",
    borderRadius: "50%",
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
    "& svg": { width: "28px", height: "28px" },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, maxWidth: "48ch", color: tokens.colorNeutralForeground3, lineHeight: tokens.lineHeightBase300 },
  actions: { display: "flex", flexWrap: "wrap", justifyContent: "center", gap: "8px", marginTop: "16px" },
});

interface StatePageProps {
  readonly icon: FluentIcon;
  readonly title: string;
  readonly text?: string;
  /** Buttons. */
  readonly children?: ReactNode;
  /** It is all there is on the page, not a part of it. */
  readonly whole?: boolean;
  /** Read out at once, for errors. */
  readonly alert?: boolean;
}

/** Instead of content: nothing here yet, an error, no such page. Says what to do next. */
export function StatePage({ icon: Icon, title, text, children, whole, alert }: StatePageProps) {
  const styles = useStyles();
  const Title = whole ? "h1" : "h2";
  return (
    <div className={styles.page} role={alert ? "alert" : undefined}>
      <span className={styles.icon}>
        <Icon aria-hidden />
      </span>
      <Title className={styles.title}>{title}</Title>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
