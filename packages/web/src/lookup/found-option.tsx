import { makeStyles, Option, tokens } from "@fluentui/react-components";
import { iconOf } from "../shell/places.ts";
import type { Found } from "./search-records.ts";

const useStyles = makeStyles({
  row: { display: "flex", alignItems: "center", gap: "10px", minWidth: 0, width: "100%" },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  text: { minWidth: 0, display: "flex", flexDirection: "column" },
  line: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  detail: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** One found row in a list of choices: picture, name, and what tells it from others. */
export function FoundOption({ found }: { found: Found }) {
  const styles = useStyles();
  const Icon = iconOf(found.table);
  return (
    <Option value={optionValue(found)} text={found.name} checkIcon={null}>
      <span className={styles.row}>
        <Icon className={styles.icon} aria-hidden />
        <span className={styles.text}>
          <span className={styles.line}>{found.name}</span>
          {found.detail !== "" && <span className={`${styles.line} ${styles.detail}`}>{found.detail}</span>}
        </span>
      </span>
    </Option>
  );
}

export function optionValue(found: { table: string; id: string }): string {
  return `${found.table}:${found.id}`;
}
