import { makeStyles } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { usePageTitle } from "../shell/page-title.ts";
import { usePageStyles } from "./page-styles.ts";
import { type Step, StepRail } from "./step-rail.tsx";

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "180px minmax(0, 1fr)",
    gap: "24px",
    alignItems: "start",
    "@media (max-width: 899px)": { gridTemplateColumns: "minmax(0, 1fr)", gap: "16px" },
  },
  rail: { position: "sticky", top: "20px", "@media (max-width: 899px)": { position: "static" } },
});

interface StepFrameProps {
  readonly title: string;
  readonly step: Step;
  readonly onGo?: (step: Step) => void;
  readonly children: ReactNode;
}

/** A step of an import beside the rail. */
export function StepFrame({ title, step, onGo, children }: StepFrameProps) {
  const page = usePageStyles();
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  usePageTitle(title);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    // The next step is read from its beginning, by eye and by ear.
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "end" });
  }, [step]);
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </div>
      <div className={styles.columns}>
        <div className={styles.rail}>
          <StepRail current={step} {...(onGo && { onGo })} />
        </div>
        {children}
      </div>
    </div>
  );
}
