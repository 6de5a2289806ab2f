import { makeStyles, tokens } from "@fluentui/react-components";
import type { KeyboardEvent, ReactNode } from "react";

const useStyles = makeStyles({
  frame: {
    display: "flex",
    flexDirection: "column",
    gap: "8px",
    margin: "0 0 8px",
    padding: "12px",
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  actions: { display: "flex", flexWrap: "wrap", justifyContent: "flex-end", gap: "8px", paddingTop: "4px" },
});

interface QuickFrameProps {
  /** What is being written, for those who hear the page. */
  readonly label: string;
  readonly children: ReactNode;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

/** A small form inside the timeline: Ctrl+Enter saves, Esc puts it away. */
export function QuickFrame({ label, children, onSave, onCancel }: QuickFrameProps) {
  const styles = useStyles();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSave();
    } else if (event.key === "Escape" && !event.defaultPrevented && !isListOpen(event.target)) {
      event.preventDefault();
      onCancel();
    }
  };
  return (
    <section className={styles.frame} aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </section>
  );
}

/** Esc closes an open list of choices first. */
function isListOpen(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute("aria-expanded") === "true";
}

/** The form's buttons, at its end. */
export function QuickActions({ children }: { children: ReactNode }) {
  return <div className={useStyles().actions}>{children}</div>;
}
