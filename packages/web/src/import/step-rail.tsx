import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Checkmark12Filled } from "@fluentui/react-icons";
import { useWords } from "../language/use-words.ts";

const steps = ["file", "match", "options", "run"] as const;
export type Step = (typeof steps)[number];

const useStyles = makeStyles({
  rail: {
    display: "flex",
    flexDirection: "column",
    gap: "4px",
    margin: 0,
    padding: 0,
    listStyleType: "none",
    "@media (max-width: 899px)": { flexDirection: "row", gap: 0 },
  },
  item: { "@media (max-width: 899px)": { flex: "1 1 0", minWidth: 0 } },
  step: {
    display: "flex",
    alignItems: "center",
    gap: "12px",
    width: "100%",
    minHeight: "40px",
    padding: "0 10px",
    border: 0,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground3,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    textAlign: "start",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    "@media (max-width: 899px)": {
      flexDirection: "column",
      gap: "4px",
      padding: "4px",
      fontSize: tokens.fontSizeBase200,
      textAlign: "center",
    },
  },
  link: { cursor: "pointer", ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover } },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  mark: {
    display: "grid",
    placeItems: "center",
    flexShrink: 0,
    width: "24px",
    height: "24px",
    borderRadius: "50%",
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: "tabular-nums",
  },
  markCurrent: {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
  markDone: { color: tokens.colorBrandForeground1, border: `1px solid ${tokens.colorBrandForeground1}` },
});

interface StepRailProps {
  readonly current: Step;
  /** Absent: there is no way back. */
  readonly onGo?: (step: Step) => void;
}

/** Where one is in an import, and the way back to what was decided. */
export function StepRail({ current, onGo }: StepRailProps) {
  const styles = useStyles();
  const words = useWords();
  const at = steps.indexOf(current);
  return (
    <nav aria-label={words("import.steps")}>
      <ol className={styles.rail}>
        {steps.map((step, index) => {
          const isCurrent = index === at;
          const isDone = index < at;
          const content = (
            <>
              <span
                className={mergeClasses(styles.mark, isCurrent && styles.markCurrent, isDone && styles.markDone)}
                aria-hidden
              >
                {isDone ? <Checkmark12Filled /> : index + 1}
              </span>
              {words(`import.step.${step}`)}
            </>
          );
          return (
            <li key={step} className={styles.item} aria-current={isCurrent ? "step" : undefined}>
              {isDone && onGo ? (
                <button type="button" className={mergeClasses(styles.step, styles.link)} onClick={() => onGo(step)}>
                  {content}
                </button>
              ) : (
                <span className={mergeClasses(styles.step, isCurrent && styles.current)}>{content}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
