import { makeStyles, mergeClasses, ProgressBar, Spinner } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { recordsChanged } from "../api/records.ts";
import { useTable } from "../api/schema-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { importUndoQuery } from "./import-api.ts";
import { usePageStyles } from "./page-styles.ts";
import { type ImportSummary, importStatus } from "./types.ts";

const useStyles = makeStyles({ bar: { margin: "16px 0 12px" } });

/** An import that was taken back, or is being: how far it is, and what stays and why. */
export function UndoState({ summary }: { summary: ImportSummary }) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const format = useFormat();
  const client = useQueryClient();
  const { entitySet } = useTable(summary.table);
  const { data } = useQuery(importUndoQuery(summary.id));
  const isOver = data?.isRunning === false;
  const isKnown = summary.status === importStatus.undone;
  useEffect(() => {
    if (!isOver) return;
    void recordsChanged(client, entitySet);
    if (!isKnown) void recordsChanged(client, "importfiles");
  }, [client, entitySet, isOver, isKnown]);
  if (!data) return <Spinner aria-label={words("loading")} />;
  return (
    <div className={page.stack}>
      <section className={mergeClasses(page.card, page.padded)} aria-live="polite">
        <h2 className={page.heading}>{words(isOver ? "import.undoneTitle" : "import.undoingTitle")}</h2>
        <p className={page.hint}>
          {isOver
            ? words("import.undoneText", { undone: data.undone, kept: data.keptCount })
            : words("import.runningText")}
        </p>
        {isOver && <p className={page.hint}>{words("import.undoneStays")}</p>}
        {!isOver && (
          <>
            <ProgressBar
              className={styles.bar}
              thickness="large"
              aria-label={words("import.undoingTitle")}
              value={Math.min(1, (data.undone + data.keptCount) / Math.max(1, data.total))}
            />
            <span>{words("import.undoneOf", { undone: data.undone, total: data.total })}</span>
          </>
        )}
      </section>
      {isOver && data.kept.length > 0 && (
        <section className={page.card}>
          <div className={page.padded}>
            <h2 className={page.heading}>{words("import.keptTitle")}</h2>
            <PlainTable
              label={words("import.keptTitle")}
              columns={[
                { key: "record", heading: words("import.keptRecord") },
                { key: "reason", heading: words("import.reason") },
              ]}
              rows={data.kept.map(({ Id, Name, Code }) => ({
                key: `${Id} ${Code}`,
                cells: [Name ?? Id, words(`import.kept.${Code}`)],
              }))}
            />
            {data.keptCount > data.kept.length && (
              <p className={page.hint}>
                {words("import.keptMore", { count: format.number(data.keptCount - data.kept.length) })}
              </p>
            )}
          </div>
        </section>
      )}
    </div>
  );
}
