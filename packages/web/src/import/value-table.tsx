import { Checkbox, makeStyles, mergeClasses, Select, tokens } from "@fluentui/react-components";
import type { Column, Table } from "@leadwright/schema";
import { useId } from "react";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import type { ValueMatch } from "./choice-values.ts";
import type { Match } from "./matches.ts";
import type { Scalar } from "./types.ts";

const useStyles = makeStyles({
  box: {
    display: "flex",
    flexDirection: "column",
    gap: "8px",
    marginTop: "8px",
    padding: "12px 16px",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  list: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 320px), 1fr))",
    gap: "8px 24px",
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  value: { display: "grid", gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr)", gap: "8px", alignItems: "center" },
  text: { overflowWrap: "anywhere" },
  unknown: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  hint: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Values of the list that are no choice's number. */
const nothing = "-nothing";
const unknown = "-unknown";

interface ValueTableProps {
  readonly table: Table;
  readonly column: Column;
  readonly heading: string;
  readonly values: readonly ValueMatch[];
  /** These are all the different values of the file's beginning. */
  readonly areAll: boolean;
  readonly match: Extract<Match, { kind: "field" }>;
  readonly mayAdd: boolean;
  readonly onMatch: (match: Match) => void;
}

/** Which choice each different cell of a column stands for. */
export function ValueTable({ table, column, heading, values, areAll, match, mayAdd, onMatch }: ValueTableProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const prefix = useId();
  const set = (text: string, value: Scalar | undefined) => {
    const { [text]: _, ...others } = match.values;
    onMatch({ ...match, values: value === undefined ? others : { ...others, [text]: value } });
  };
  return (
    <div className={styles.box}>
      {mayAdd && (
        <Checkbox
          label={words("import.addChoices")}
          checked={match.addChoices}
          onChange={(_, data) => onMatch({ ...match, addChoices: data.checked === true })}
        />
      )}
      {!areAll && <p className={styles.hint}>{words("import.valuesMany")}</p>}
      <ul className={styles.list} aria-label={words("import.valuesOf", { heading })}>
        {values.map(({ text, choice }, index) => {
          const isLost = choice === undefined && !match.addChoices;
          const id = `${prefix}-${index}`;
          return (
            <li key={text} className={styles.value}>
              <span id={id} className={mergeClasses(styles.text, isLost && styles.unknown)}>
                {text}
              </span>
              <Select
                size="small"
                aria-labelledby={id}
                value={choice === undefined ? unknown : choice === null ? nothing : String(choice)}
                onChange={(_, { value }) =>
                  set(text, value === unknown ? undefined : value === nothing ? null : Number(value))
                }
              >
                {choice === undefined && (
                  <option value={unknown}>{words(match.addChoices ? "import.valueAdd" : "import.valueUnknown")}</option>
                )}
                {(column.choices ?? []).map((each) => (
                  <option key={each.value} value={String(each.value)}>
                    {labels.choice(table, column, each)}
                  </option>
                ))}
                <option value={nothing}>{words("import.valueNothing")}</option>
              </Select>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
