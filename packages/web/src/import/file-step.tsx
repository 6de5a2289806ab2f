import { Button, Field, MessageBar, MessageBarBody, makeStyles, Select, Spinner } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import { useErrorWords } from "../language/use-error-words.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { usePageStyles } from "./page-styles.ts";
import { PlainTable } from "./plain-table.tsx";
import type { Dialect, ImportPreview, ImportSummary } from "./types.ts";

const useStyles = makeStyles({
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(200px, 260px))",
    gap: "12px 16px",
    margin: "16px 0",
  },
});

const encodings = [
  ["utf8", "UTF-8"],
  ["utf16le", "UTF-16"],
  ["utf16be", "UTF-16 (BE)"],
  ["windows-1250", "Windows-1250"],
  ["windows-1251", "Windows-1251"],
  ["windows-1252", "Windows-1252"],
  ["windows-1258", "Windows-1258"],
  ["iso-8859-2", "ISO 8859-2"],
] as const;

interface FileStepProps {
  readonly summary: ImportSummary;
  readonly query: UseQueryResult<ImportPreview>;
  readonly onDialect: (dialect: Dialect) => void;
  readonly onNext: () => void;
}

/** How the file was read: its first rows, and the encoding and separator that were found, which can be changed. */
export function FileStep({ summary, query, onDialect, onNext }: FileStepProps) {
  const styles = useStyles();
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
  const { dialect } = preview;
  const separators = [
    [",", words("import.separator.comma")],
    [";", words("import.separator.semicolon")],
    ["\t", words("import.separator.tab")],
    ["|", words("import.separator.bar")],
  ] as const;
  return (
    <section className={page.card}>
      <div className={page.padded}>
        <h2 className={page.heading}>{words("import.fileTitle")}</h2>
        <p className={page.hint}>
          {words("import.fileText", {
            columns: preview.columns.length,
            size: format.number(Math.max(1, Math.round(preview.size / 1024))),
          })}
        </p>
        <div className={styles.fields}>
          <Field label={words("import.encoding")} hint={words("import.encodingHint")}>
            <Select value={dialect.encoding} onChange={(_, { value }) => onDialect({ ...dialect, encoding: value })}>
              {encodings.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={words("import.separator")} hint={words("import.separatorHint")}>
            <Select value={dialect.delimiter} onChange={(_, { value }) => onDialect({ ...dialect, delimiter: value })}>
              {separators.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        </div>
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
          {words("import.toMatch")}
        </Button>
      </div>
    </section>
  );
}
