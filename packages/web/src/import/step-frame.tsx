import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";
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
  usePageTitle(title);
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>{title}</h1>
      </div>
      <div className={styles.columns}>
        <StepRail current={step} {...(onGo && { onGo })} />
        {children}
      </div>
    </div>
  );
}
