import { Button, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import { useErrorWords } from "../language/use-error-words.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { DialectFields } from "./dialect-fields.tsx";
import { EarlierNotice } from "./earlier-notice.tsx";
import { usePageStyles } from "./page-styles.ts";
import type { Dialect, ImportPreview, ImportSummary } from "./types.ts";

interface FileStepProps {
  readonly summary: ImportSummary;
  readonly query: UseQueryResult<ImportPreview>;
  /** The same content was imported before, and that it is to be once more was not said. */
  readonly isRepeated: boolean;
  readonly onDialect: (chosen: Partial<Dialect>) => void;
  readonly onNext: () => void;
}

/** How the file was read: its first rows, and the encoding and separator that were found, which can be changed. */
export function FileStep({ summary, query, isRepeated, onDialect, onNext }: FileStepProps) {
  const page = usePageStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const format = useFormat();
  const preview = query.data;
  if (!summary.hasFile || (preview === undefined && query.error)) {
    return (
      <MessageBar intent="error" role="alert" layout="multiline">
        <MessageBarBody>{query.error ? errorWords(query.error) : words("import.noFile")}</MessageBarBody>
      </MessageBar>
    );
  }
  if (preview === undefined) return <Spinner aria-label={words("loading")} />;
  return (
    <section className={page.card}>
      <div className={page.padded}>
        {isRepeated && <EarlierNotice earlier={preview.earlier} />}
        <h2 className={page.heading}>{words("import.fileTitle")}</h2>
        <p className={page.hint}>
          {words("import.fileText", {
            columns: preview.columns.length,
            size: format.number(Math.max(1, Math.round(preview.size / 1024))),
          })}
        </p>
        <DialectFields preview={preview} onDialect={onDialect} />
        <PlainTable
          compact
          label={words("import.firstRows")}
          columns={preview.columns.map(({ heading }) => ({ key: heading, heading }))}
          rows={preview.rows.map((cells, index) => ({
            // Rows of a file have no names of their own, and do not move.
            key: String(index),
            cells: preview.columns.map((_, at) => cells[at] ?? ""),
          }))}
        />
      </div>
      <div className={page.foot}>
        <Button appearance="primary" onClick={onNext} disabledFocusable={query.isPlaceholderData}>
          {words(isRepeated ? "import.again" : "import.toMatch")}
        </Button>
      </div>
    </section>
  );
}
