import { makeStyles, tokens } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { phone, useMedia } from "../theme/media.ts";
import { StatusBadge } from "./status-badge.tsx";
import type { ImportSummary } from "./types.ts";
import { UndoImportButton } from "./undo-import-button.tsx";
import { useLinkStyle } from "./use-link-style.ts";

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  item: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: "4px",
    padding: "12px 16px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":last-child": { borderBottom: 0 },
  },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Imports, newest first: a table, on a phone a list. */
export function ImportList({ imports }: { imports: readonly ImportSummary[] }) {
  const isPhone = useMedia(phone);
  return isPhone ? <Cards imports={imports} /> : <Rows imports={imports} />;
}

function Rows({ imports }: { imports: readonly ImportSummary[] }) {
  const words = useWords();
  const format = useFormat();
  const tableName = useTableName();
  return (
    <PlainTable
      label={words("import.title")}
      columns={[
        { key: "file", heading: words("import.file") },
        { key: "table", heading: words("import.table") },
        { key: "status", heading: words("import.status") },
        { key: "created", heading: words("import.created"), isNumber: true },
        { key: "updated", heading: words("import.updated"), isNumber: true },
        { key: "failed", heading: words("import.failed"), isNumber: true },
        { key: "by", heading: words("import.by") },
        { key: "when", heading: words("import.when") },
        { key: "undo", heading: "" },
      ]}
      rows={imports.map((each) => ({
        key: each.id,
        cells: [
          <FileLink key="file" summary={each} />,
          tableName(each.table),
          <StatusBadge key="status" summary={each} />,
          format.number(each.created),
          format.number(each.updated),
          format.number(each.failed),
          each.createdBy?.name ?? "",
          <time key="when" dateTime={each.createdOn} title={format.moment(each.createdOn)}>
            {format.relative(each.createdOn)}
          </time>,
          <UndoImportButton key="undo" small summary={each} />,
        ],
      }))}
    />
  );
}

function Cards({ imports }: { imports: readonly ImportSummary[] }) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const tableName = useTableName();
  const count = (label: string, number: number) => (number > 0 ? [`${label}: ${format.number(number)}`] : []);
  return (
    <ul className={styles.list} aria-label={words("import.title")}>
      {imports.map((each) => (
        <li key={each.id} className={styles.item}>
          <FileLink summary={each} />
          <StatusBadge summary={each} />
          <span className={styles.detail}>
            {[
              tableName(each.table),
              ...count(words("import.created"), each.created),
              ...count(words("import.updated"), each.updated),
              ...count(words("import.failed"), each.failed),
            ].join(" · ")}
          </span>
          <span className={styles.detail}>
            {[...(each.createdBy ? [each.createdBy.name] : []), format.relative(each.createdOn)].join(" · ")}
          </span>
          <UndoImportButton small summary={each} />
        </li>
      ))}
    </ul>
  );
}

function FileLink({ summary }: { summary: ImportSummary }) {
  const link = useLinkStyle();
  return (
    <Link to="/imports/$id" params={{ id: summary.id }} className={link}>
      {summary.name}
    </Link>
  );
}

function useTableName(): (name: string) => string {
  const labels = useLabels();
  const schema = useSchema();
  return (name) => {
    const table = schema.tables.get(name);
    return table ? labels.tables(table) : name;
  };
}
