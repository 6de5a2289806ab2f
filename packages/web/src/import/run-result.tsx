import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownload20Regular, ArrowUpload20Regular, Play20Regular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTable } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import type { MessageId } from "../language/load.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { pathOf } from "../shell/places.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { failedRowsUrl, failuresQuery, resumeImport } from "./import-api.ts";
import { usePageStyles } from "./page-styles.ts";
import { RowNotes } from "./row-notes.tsx";
import { type ImportSummary, importStatus } from "./types.ts";
import { UndoImportButton } from "./undo-import-button.tsx";
import { useImportAction } from "./use-import-action.ts";

const useStyles = makeStyles({
  counts: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(130px, 180px))",
    gap: "12px",
    margin: "16px 0 0",
  },
  count: {
    padding: "12px 16px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
  bad: { color: tokens.colorStatusDangerForeground1 },
  label: { color: tokens.colorNeutralForeground3 },
  actions: { display: "flex", flexWrap: "wrap", gap: "8px", marginTop: "20px" },
  failuresHead: { padding: "20px 24px 12px", "@media (max-width: 639px)": { padding: "16px" } },
});

/** What an import brought, and the rows that did not come. */
export function RunResult({ summary }: { summary: ImportSummary }) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const format = useFormat();
  const labels = useLabels();
  const navigate = useNavigate();
  const table = useTable(summary.table);
  const list = pathOf(summary.table);
  const isStopped = summary.status === importStatus.stopped;
  const resume = useImportAction(words("import.notResumed"));
  const counts = [
    { key: "created", label: words("import.created"), count: summary.created },
    { key: "updated", label: words("import.updated"), count: summary.updated },
    { key: "failed", label: words("import.failed"), count: summary.failed },
  ];
  return (
    <div className={page.stack}>
      <section className={mergeClasses(page.card, page.padded)} aria-live="polite">
        <h2 className={page.heading}>{words(titleOf(summary))}</h2>
        <p className={page.hint}>
          {isStopped
            ? words("import.stoppedText", { rows: summary.rows, total: summary.total })
            : words("import.doneText", {
                rows: summary.rows,
                seconds: format.number(Math.max(0.1, summary.seconds), 1),
              })}
        </p>
        {summary.error !== "" && (
          <MessageBar intent="error" layout="multiline" style={{ marginTop: 12 }}>
            <MessageBarBody>
              <MessageBarTitle>{words("import.stopped")}</MessageBarTitle>
              {summary.error}
            </MessageBarBody>
          </MessageBar>
        )}
        <dl className={styles.counts}>
          {counts.map(({ key, label, count }) => (
            <div key={key} className={styles.count}>
              <dt className={styles.label}>{label}</dt>
              <dd className={mergeClasses(styles.number, key === "failed" && count > 0 && styles.bad)}>
                {format.number(count)}
              </dd>
            </div>
          ))}
        </dl>
        <RowNotes summary={summary} />
        <div className={styles.actions}>
          {isStopped && (
            <Button
              appearance="primary"
              icon={<Play20Regular />}
              disabledFocusable={resume.isRunning}
              onClick={() => void resume.run(() => resumeImport(summary.id))}
            >
              {words("import.resume")}
            </Button>
          )}
          {list !== undefined && summary.created + summary.updated > 0 && (
            <Button
              appearance={isStopped ? "secondary" : "primary"}
              onClick={() => void navigate({ to: "/$list", params: { list } })}
            >
              {words("import.show", { table: labels.tables(table) })}
            </Button>
          )}
          <Button onClick={() => void navigate({ to: "/imports/new", search: { table: summary.table } })}>
            {words("import.new")}
          </Button>
          <Button onClick={() => void navigate({ to: "/imports" })}>{words("import.all")}</Button>
          <UndoImportButton summary={summary} />
        </div>
      </section>
      {summary.failed > 0 && <Failures summary={summary} />}
    </div>
  );
}

function titleOf({ status }: ImportSummary): MessageId {
  if (status === importStatus.failed) return "import.failedTitle";
  return status === importStatus.stopped ? "import.stoppedTitle" : "import.doneTitle";
}

function Failures({ summary }: { summary: ImportSummary }) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const format = useFormat();
  const navigate = useNavigate();
  const { data = [] } = useQuery(failuresQuery(summary.id));
  return (
    <section className={page.card}>
      <div className={styles.failuresHead}>
        <h2 className={page.heading}>{words("import.failuresTitle")}</h2>
        <p className={page.hint}>{words("import.failuresText")}</p>
        <div className={styles.actions}>
          <Button as="a" href={failedRowsUrl(summary.id)} download icon={<ArrowDownload20Regular />}>
            {words("import.download")}
          </Button>
          <Button
            icon={<ArrowUpload20Regular />}
            onClick={() => void navigate({ to: "/imports/new", search: { like: summary.id } })}
          >
            {words("import.corrected")}
          </Button>
        </div>
      </div>
      <PlainTable
        label={words("import.failuresTitle")}
        columns={[
          { key: "row", heading: words("import.row"), isNumber: true },
          { key: "column", heading: words("import.column") },
          { key: "reason", heading: words("import.reason") },
        ]}
        rows={data.map(({ row, column, reason }) => ({
          key: String(row),
          cells: [format.number(row), column ?? "", reason],
        }))}
      />
      {summary.failed > data.length && data.length > 0 && (
        <p className={page.hint} style={{ padding: "12px 24px 20px" }}>
          {words("import.moreFailures", { count: summary.failed - data.length })}
        </p>
      )}
    </section>
  );
}
