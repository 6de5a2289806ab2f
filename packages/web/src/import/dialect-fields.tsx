import { Field, makeStyles, Select } from "@fluentui/react-components";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import type { Dialect, ImportPreview } from "./types.ts";

const useStyles = makeStyles({
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(200px, 260px))",
    gap: "12px 16px",
    alignItems: "start",
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

interface DialectFieldsProps {
  readonly preview: ImportPreview;
  /** Hears of what was chosen, and of nothing else. */
  readonly onDialect: (chosen: Partial<Dialect>) => void;
}

/** How the file is written, as it was found; each can be changed. What the file does not tell is asked for. */
export function DialectFields({ preview: { dialect, open }, onDialect }: DialectFieldsProps) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const separators = [
    [",", words("import.separator.comma")],
    [";", words("import.separator.semicolon")],
    ["\t", words("import.separator.tab")],
    ["|", words("import.separator.bar")],
  ] as const;
  const known = separators.some(([sign]) => sign === dialect.delimiter);
  const quotes = [
    ['"doubled', words("import.quotes.double")],
    ['"backslash', words("import.quotes.doubleBackslash")],
    ["'doubled", words("import.quotes.single")],
    ["'backslash", words("import.quotes.singleBackslash")],
    ["doubled", words("import.quotes.none")],
  ] as const;
  const quoting = dialect.quote === "" ? "doubled" : `${dialect.quote}${dialect.escape}`;
  return (
    <div className={styles.fields}>
      <Choice
        label={words("import.encoding")}
        hint={words("import.encodingHint")}
        value={dialect.encoding}
        options={encodings}
        onChange={(encoding) => onDialect({ encoding })}
      />
      <Choice
        label={words("import.separator")}
        hint={words("import.separatorHint")}
        value={dialect.delimiter}
        options={known ? separators : [...separators, [dialect.delimiter, dialect.delimiter]]}
        onChange={(delimiter) => onDialect({ delimiter })}
      />
      <Choice
        label={words("import.quotes")}
        hint={words(dialect.comments ? "import.quotesHintComments" : "import.quotesHint")}
        value={quoting}
        options={quotes}
        onChange={(value) => {
          const [, quote = "", escaping = "doubled"] = /^(["']?)(.*)$/.exec(value) ?? [];
          onDialect({ quote, escape: escaping });
        }}
      />
      {(dialect.dates !== undefined || open.dates !== undefined) && (
        <Choice
          label={words("import.dates")}
          problem={open.dates !== undefined && words("import.datesOpen", { text: open.dates })}
          value={dialect.dates ?? ""}
          options={[
            ...(dialect.dates === undefined ? [["", words("import.formatChoose")] as const] : []),
            ["dmy", words("import.dates.dmy", { day: format.day("2025-04-03") })],
            ["mdy", words("import.dates.mdy", { day: format.day("2025-03-04") })],
          ]}
          onChange={(dates) => onDialect({ dates })}
        />
      )}
      {(dialect.decimals !== undefined || open.decimals !== undefined) && (
        <Choice
          label={words("import.decimals")}
          problem={open.decimals !== undefined && words("import.decimalsOpen", { text: open.decimals })}
          value={dialect.decimals ?? ""}
          options={[
            ...(dialect.decimals === undefined ? [["", words("import.formatChoose")] as const] : []),
            [".", words("import.decimals.dot")],
            [",", words("import.decimals.comma")],
          ]}
          onChange={(decimals) => onDialect({ decimals })}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly hint?: string;
  /** What has to be decided; shown in place of the hint. */
  readonly problem?: string | false;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, hint, problem, value, options, onChange }: ChoiceProps) {
  return (
    <Field
      label={label}
      {...(hint !== undefined && { hint })}
      {...(problem && { validationState: "warning", validationMessage: problem })}
    >
      <Select value={value} onChange={(_, data) => data.value !== "" && onChange(data.value)}>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
