import { makeStyles, tokens } from "@fluentui/react-components";
import type { Column } from "@leadwright/schema";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import type { Match } from "./matches.ts";
import type { PreviewColumn } from "./types.ts";

const useStyles = makeStyles({
  reading: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  open: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

const numeric = new Set(["Integer", "Decimal", "Double", "Money", "integer", "decimal", "money"]);
const dates = new Set(["DateTime", "date", "datetime"]);

interface ReadingProps {
  readonly column: PreviewColumn;
  readonly match: Match;
  /** The field it goes to, if that is there already. */
  readonly target: Column | undefined;
}

/** How a date or number of the file is read, where other countries would read another one in it. */
export function Reading({ column: { asDate, asNumber }, match, target }: ReadingProps) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const kind = match.kind === "new" ? match.create : (target?.type ?? "");
  const reading = dates.has(kind) ? asDate : numeric.has(kind) ? asNumber : undefined;
  if (!reading) return null;
  const { text, value } = reading;
  if (value === null) return <div className={styles.open}>{words("import.readingOpen", { text })}</div>;
  const shown = typeof value === "number" ? format.number(value, digitsOf(value)) : format.day(value);
  return <div className={styles.reading}>{words("import.reading", { text, value: shown })}</div>;
}

/** Decimals are what is asked about: none is rounded away. */
function digitsOf(value: number): number {
  return Math.min(10, /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0);
}
