import { Button, MessageBar, MessageBarBody, makeStyles, Switch } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useState } from "react";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { MatchRow } from "./match-row.tsx";
import { conflicts, type Match, type MatchedColumn, type Matches, missingRequired } from "./matches.ts";
import { usePageStyles } from "./page-styles.ts";
import type { ImportPreview, Scalar } from "./types.ts";

const useStyles = makeStyles({
  head: { padding: "20px 24px 16px", "@media (max-width: 767px)": { padding: "16px" } },
  tools: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px 16px", marginTop: "12px" },
  list: { margin: 0, padding: 0, listStyleType: "none" },
});

interface MatchStepProps {
  readonly table: Table;
  readonly preview: ImportPreview;
  readonly matches: Matches;
  readonly constants: Readonly<Record<string, Scalar>>;
  readonly onMatch: (changes: readonly (readonly [heading: string, column: MatchedColumn])[]) => void;
  readonly onNext: () => void;
}

/** Each column of the file with the field it goes to. */
export function MatchStep({ table, preview, matches, constants, onMatch, onNext }: MatchStepProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const labels = useLabels();
  const [onlyUnmatched, setOnlyUnmatched] = useState(false);
  const { columns, mayCustomise } = preview;
  const crossing = conflicts(columns, matches);
  const missing = missingRequired(table, matches, constants);
  const unmatched = columns.filter(({ heading }) => matches.get(heading)?.by === "nothing");
  const shown = onlyUnmatched
    ? columns.filter(({ heading }) => isOpen(matches.get(heading), crossing.has(heading)))
    : columns;
  const matched = (match: Match): MatchedColumn => ({ match, by: "person" });
  return (
    <section className={page.card}>
      <div className={styles.head}>
        <h2 className={page.heading}>{words("import.matchTitle")}</h2>
        <p className={page.hint}>
          {words("import.matchText", { matched: columns.length - unmatched.length, all: columns.length })}
        </p>
        <div className={styles.tools}>
          <Switch
            label={words("import.onlyUnmatched")}
            checked={onlyUnmatched}
            onChange={(_, data) => setOnlyUnmatched(data.checked)}
          />
          {mayCustomise && unmatched.length > 0 && (
            <Button
              size="small"
              onClick={() =>
                onMatch(
                  unmatched.map(({ heading, newColumn }) => [
                    heading,
                    matched({ kind: "new", create: newColumn.kind }),
                  ]),
                )
              }
            >
              {words("import.createAll", { count: unmatched.length })}
            </Button>
          )}
        </div>
        {missing.length > 0 && (
          <MessageBar intent="warning" layout="multiline" style={{ marginTop: 12 }}>
            <MessageBarBody>
              {words("import.required", {
                fields: missing.map((column) => labels.column(table, column)).join(", "),
              })}
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      <ul className={styles.list} aria-label={words("import.matchTitle")}>
        {shown.map((column) => (
          <MatchRow
            key={column.heading}
            table={table}
            column={column}
            matched={matches.get(column.heading) ?? { match: { kind: "ignore" }, by: "nothing" }}
            isConflict={crossing.has(column.heading)}
            mayCustomise={mayCustomise}
            onMatch={(match) => onMatch([[column.heading, matched(match)]])}
          />
        ))}
      </ul>
      <div className={page.foot}>
        {crossing.size > 0 && (
          <MessageBar intent="error" layout="multiline" style={{ marginBottom: 12 }}>
            <MessageBarBody>{words("import.conflicts")}</MessageBarBody>
          </MessageBar>
        )}
        <Button appearance="primary" onClick={onNext} disabledFocusable={crossing.size > 0}>
          {words("import.toOptions")}
        </Button>
      </div>
    </section>
  );
}

/** Still to be decided: nothing was found for it, or something stands against it. */
function isOpen(column: MatchedColumn | undefined, isConflict: boolean): boolean {
  return isConflict || column?.by === "nothing";
}
