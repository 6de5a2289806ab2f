import { Button, Spinner } from "@fluentui/react-components";
import { Add20Regular, ArrowUpload24Regular, ErrorCircle24Regular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { StatePage } from "../shell/state-page.tsx";
import { importsQuery } from "./import-api.ts";
import { usePageStyles } from "./page-styles.ts";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";
import type { ImportSummary } from "./types.ts";
import { useLinkStyle } from "./use-link-style.ts";

/** Imports of the past and those that run. */
export function ImportsPage() {
  const page = usePageStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const navigate = useNavigate();
  const may = useMay();
  const imports = useQuery(importsQuery);
  usePageTitle(words("import.title"));
  const start = may("create", "importfile") && (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => void navigate({ to: "/imports/new" })}>
      {words("import.new")}
    </Button>
  );
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>{words("import.title")}</h1>
        {imports.data !== undefined && imports.data.length > 0 && start}
      </div>
      <div className={page.card}>
        {imports.data === undefined ? (
          imports.isError ? (
            <StatePage icon={ErrorCircle24Regular} title={words("error.title")} text={errorWords(imports.error)} alert>
              <Button onClick={() => void imports.refetch()}>{words("action.retry")}</Button>
            </StatePage>
          ) : (
            <Spinner style={{ padding: 48 }} aria-label={words("loading")} />
          )
        ) : imports.data.length === 0 ? (
          <StatePage icon={ArrowUpload24Regular} title={words("import.none")} text={words("import.noneText")}>
            {start}
          </StatePage>
        ) : (
          <ImportTable imports={imports.data} />
        )}
      </div>
    </div>
  );
}

function ImportTable({ imports }: { imports: readonly ImportSummary[] }) {
  const link = useLinkStyle();
  const words = useWords();
  const format = useFormat();
  const labels = useLabels();
  const schema = useSchema();
  const tableName = (name: string) => {
    const table = schema.tables.get(name);
    return table ? labels.tables(table) : name;
  };
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
      ]}
      rows={imports.map((each) => ({
        key: each.id,
        cells: [
          <Link key="file" to="/imports/$id" params={{ id: each.id }} className={link}>
            {each.name}
          </Link>,
          tableName(each.table),
          <StatusBadge key="status" summary={each} />,
          format.number(each.created),
          format.number(each.updated),
          format.number(each.failed),
          each.createdBy?.name ?? "",
          <time key="when" dateTime={each.createdOn} title={format.moment(each.createdOn)}>
            {format.relative(each.createdOn)}
          </time>,
        ],
      }))}
    />
  );
}
