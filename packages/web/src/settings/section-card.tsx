import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";

const useStyles = makeStyles({
  card: {
    padding: "20px 24px 24px",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    "@media (max-width: 639px)": { padding: "16px" },
  },
  head: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: "8px 16px", marginBottom: "20px" },
  words: { flex: "1 1 240px", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: {
    margin: "4px 0 0",
    color: tokens.colorNeutralForeground3,
    lineHeight: tokens.lineHeightBase300,
    maxWidth: "72ch",
  },
  content: { display: "flex", flexDirection: "column", gap: "16px", alignItems: "stretch" },
});

interface SectionCardProps {
  readonly title: string;
  readonly text?: string;
  /** A button beside the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A group of settings with a title and what it is for. */
export function SectionCard({ title, text, action, children }: SectionCardProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.title} id={id}>
            {title}
          </h2>
          {text !== undefined && <p className={styles.text}>{text}</p>}
        </div>
        {action}
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  );
}
