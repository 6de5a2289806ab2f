import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { Add20Regular, ErrorCircle24Regular, Filter24Regular } from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { iconOf } from "../shell/places.ts";
import { StatePage } from "../shell/state-page.tsx";

const useStyles = makeStyles({
  frame: {
    flexGrow: 1,
    minHeight: 0,
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  row: {
    display: "flex",
    alignItems: "center",
    gap: "32px",
    height: "44px",
    padding: "0 16px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});

const widths = ["62%", "48%", "71%", "55%", "66%", "43%", "58%", "69%", "51%", "64%"];

/** Grey lines where rows will be; only where nothing is known yet. */
export function ListSkeleton() {
  const styles = useStyles();
  const words = useWords();
  return (
    <div className={styles.frame}>
      <Skeleton aria-label={words("loading")}>
        {widths.map((width) => (
          <div key={width} className={styles.row}>
            <SkeletonItem size={16} style={{ width: 16, flexShrink: 0 }} />
            {[0, 1, 2, 3].map((cell) => (
              <div key={cell} style={{ flex: "1 1 0" }}>
                <SkeletonItem size={12} style={{ width }} />
              </div>
            ))}
          </div>
        ))}
      </Skeleton>
    </div>
  );
}

export function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  return (
    <div className={styles.frame}>
      <StatePage icon={ErrorCircle24Regular} title={words("grid.failed")} text={errorWords(error)} alert>
        <Button appearance="primary" onClick={onRetry}>
          {words("action.retry")}
        </Button>
      </StatePage>
    </div>
  );
}

interface ListEmptyProps {
  readonly table: Table;
  readonly keyword: string;
  readonly onClear: () => void;
  /** Absent where the user may not create rows. */
  readonly onNew: (() => void) | undefined;
}

/** No rows: why, and what makes it otherwise. */
export function ListEmpty({ table, keyword, onClear, onNew }: ListEmptyProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const name = labels.tables(table);
  return (
    <div className={styles.frame} role="status">
      {keyword !== "" ? (
        <StatePage
          icon={Filter24Regular}
          title={words("grid.noMatch", { text: keyword })}
          text={words("grid.noMatchText")}
        >
          <Button onClick={onClear}>{words("grid.clearFilter")}</Button>
        </StatePage>
      ) : (
        <StatePage
          icon={iconOf(table.name)}
          title={words("grid.empty", { table: table.name })}
          text={words("grid.emptyText", { name })}
        >
          {onNew && (
            <Button appearance="primary" icon={<Add20Regular />} onClick={onNew}>
              {words("form.new", { table: table.name })}
            </Button>
          )}
        </StatePage>
      )}
    </div>
  );
}
