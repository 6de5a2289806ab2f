import { Button, makeStyles, mergeClasses, ProgressBar, tokens } from "@fluentui/react-components";
import { Stop20Regular } from "@fluentui/react-icons";
import { useIntl } from "react-intl";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { stopImport } from "./import-api.ts";
import { usePageStyles } from "./page-styles.ts";
import { type ImportSummary, importStatus } from "./types.ts";
import { useImportAction } from "./use-import-action.ts";

const useStyles = makeStyles({
  bar: { margin: "16px 0 12px" },
  facts: {
    display: "flex",
    flexWrap: "wrap",
    gap: "4px 24px",
    fontVariantNumeric: "tabular-nums",
    color: tokens.colorNeutralForeground2,
  },
});

/** How far a running import is, how fast, and how long it will take. It goes on when the page is closed. */
export function RunProgress({ summary }: { summary: ImportSummary }) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const format = useFormat();
  const intl = useIntl();
  const stop = useImportAction(words("import.notStopped"));
  const { rows, total, seconds, failed } = summary;
  const isWaiting = summary.status === importStatus.parsing || rows === 0;
  const rate = seconds > 0 ? rows / seconds : 0;
  const left = rate > 0 ? Math.ceil((total - rows) / rate) : 0;
  const duration =
    left < 90
      ? intl.formatNumber(Math.max(1, left), { style: "unit", unit: "second", unitDisplay: "long" })
      : intl.formatNumber(Math.ceil(left / 60), { style: "unit", unit: "minute", unitDisplay: "long" });
  return (
    <section className={mergeClasses(page.card, page.padded)}>
      <h2 className={page.heading}>{words(isWaiting ? "import.waitingTitle" : "import.runningTitle")}</h2>
      <p className={page.hint}>{words("import.runningText")}</p>
      <ProgressBar
        className={styles.bar}
        thickness="large"
        aria-label={words("import.runningTitle")}
        {...(!isWaiting && { value: Math.min(1, rows / Math.max(1, total)) })}
      />
      {!isWaiting && (
        <div className={styles.facts}>
          <span>{words("import.rowsDone", { rows, total })}</span>
          {rate > 0 && <span>{words("import.rate", { rate: format.number(Math.round(rate)) })}</span>}
          {rate > 0 && rows < total && <span>{words("import.left", { duration })}</span>}
          {failed > 0 && <span>{words("import.failedSoFar", { failed })}</span>}
        </div>
      )}
      <div className={page.actions}>
        <Button
          icon={<Stop20Regular />}
          disabledFocusable={stop.isRunning}
          onClick={() => void stop.run(() => stopImport(summary.id))}
        >
          {words("import.stop")}
        </Button>
      </div>
    </section>
  );
}
