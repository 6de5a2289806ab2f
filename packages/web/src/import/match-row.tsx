import { Button, makeStyles, mergeClasses, Select, tokens } from "@fluentui/react-components";
import {
  CheckmarkCircle16Filled,
  ChevronDown16Regular,
  ChevronRight16Regular,
  ErrorCircle16Filled,
  Info16Regular,
} from "@fluentui/react-icons";
import { isPicklist, type Table } from "@leadwright/schema";
import { useId, useState } from "react";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { valueMatches } from "./choice-values.ts";
import { FieldPicker, special } from "./field-picker.tsx";
import { columnOf, hasChoices, type Match, type MatchedColumn } from "./matches.ts";
import { Reading } from "./reading.tsx";
import { type ColumnKind, columnKinds, type PreviewColumn } from "./types.ts";
import { ValueTable } from "./value-table.tsx";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 5fr) minmax(0, 5fr) minmax(0, 3fr)",
    gap: "4px 20px",
    alignItems: "start",
    padding: "12px 24px",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (max-width: 767px)": { gridTemplateColumns: "minmax(0, 1fr)", padding: "12px 16px" },
  },
  heading: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere", lineHeight: "32px" },
  samples: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  target: { display: "flex", flexDirection: "column", gap: "8px" },
  by: {
    display: "flex",
    alignItems: "center",
    gap: "6px",
    minHeight: "32px",
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    "@media (max-width: 767px)": { minHeight: "auto" },
  },
  icon: { flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  values: { gridColumn: "1 / -1" },
});

interface MatchRowProps {
  readonly table: Table;
  readonly column: PreviewColumn;
  readonly matched: MatchedColumn;
  readonly isConflict: boolean;
  readonly mayCustomise: boolean;
  readonly onMatch: (match: Match) => void;
}

/** One column of the file: what is in it, where it goes, why, and what its values stand for. */
export function MatchRow({ table, column, matched, isConflict, mayCustomise, onMatch }: MatchRowProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const headingId = useId();
  const byId = useId();
  const valuesId = useId();
  const { match } = matched;
  const target = match.kind === "field" ? columnOf(table, match.to) : undefined;
  const choices = target && hasChoices(target) ? target : undefined;
  const texts = column.values ?? [];
  const values = choices && match.kind === "field" ? valueMatches(table, choices, labels, texts, match.values) : [];
  const unknown = values.filter(({ choice }) => choice === undefined).length;
  const [isOpen, setOpen] = useState(target?.type === "State" || (unknown > 0 && !mayCustomise));

  const pick = (value: string) => {
    if (value === special.ignore) onMatch({ kind: "ignore" });
    else if (value === special.create) onMatch({ kind: "new", create: column.newColumn.kind });
    else {
      const picked = columnOf(table, value);
      const addChoices = mayCustomise && picked !== undefined && isPicklist(picked);
      setOpen(picked?.type === "State");
      onMatch({ kind: "field", to: value, values: {}, addChoices });
    }
  };
  return (
    <li className={styles.row} aria-labelledby={headingId}>
      <div>
        <div className={styles.heading} id={headingId}>
          {column.heading}
        </div>
        <div className={styles.samples} title={column.samples.join("\n")}>
          {column.samples.length > 0 ? column.samples.join(" · ") : words("import.noSamples")}
        </div>
        <Reading column={column} match={match} target={target} />
      </div>
      <div className={styles.target}>
        <FieldPicker
          table={table}
          value={match.kind === "field" ? match.to : match.kind === "new" ? special.create : special.ignore}
          onChange={pick}
          mayIgnore
          mayCreate={mayCustomise}
          aria-label={words("import.fieldFor", { heading: column.heading })}
          aria-describedby={byId}
        />
        {match.kind === "new" && (
          <Select
            aria-label={words("import.kindOf", { heading: column.heading })}
            value={match.create}
            onChange={(_, { value }) => onMatch({ kind: "new", create: value as ColumnKind })}
          >
            {columnKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words(`settings.kind.${kind}`)}
              </option>
            ))}
          </Select>
        )}
        {choices && (
          <div>
            <Button
              size="small"
              appearance="subtle"
              icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
              aria-expanded={isOpen}
              aria-controls={valuesId}
              onClick={() => setOpen(!isOpen)}
            >
              {unknown > 0
                ? words("import.valuesUnknown", { count: texts.length, unknown })
                : words("import.values", { count: texts.length })}
            </Button>
          </div>
        )}
      </div>
      <div className={styles.by} id={byId}>
        <MatchIcon by={matched.by} isIgnored={match.kind === "ignore"} isConflict={isConflict} />
        {isConflict ? words("import.conflict") : words(`import.by.${wordOf(matched)}`)}
      </div>
      {choices && isOpen && match.kind === "field" && (
        <div className={styles.values} id={valuesId}>
          <ValueTable
            table={table}
            column={choices}
            heading={column.heading}
            values={values}
            areAll={column.values !== undefined}
            match={match}
            mayAdd={mayCustomise && choices.type === "Picklist"}
            onMatch={onMatch}
          />
        </div>
      )}
    </li>
  );
}

/** What is left out was either decided so, or nothing was found for it. */
function wordOf({ match, by }: MatchedColumn): MatchedColumn["by"] | "ignored" {
  return match.kind === "ignore" && by !== "nothing" ? "ignored" : by;
}

function MatchIcon(props: { by: MatchedColumn["by"]; isIgnored: boolean; isConflict: boolean }) {
  const styles = useStyles();
  if (props.isConflict) return <ErrorCircle16Filled className={mergeClasses(styles.icon, styles.bad)} aria-hidden />;
  if (props.isIgnored) return <Info16Regular className={mergeClasses(styles.icon, styles.quiet)} aria-hidden />;
  return <CheckmarkCircle16Filled className={mergeClasses(styles.icon, styles.good)} aria-hidden />;
}
