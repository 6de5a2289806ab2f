import { Button, Spinner } from "@fluentui/react-components";
import { Add20Regular, ArrowUpload24Regular, ErrorCircle24Regular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { StatePage } from "../shell/state-page.tsx";
import { importsQuery } from "./import-api.ts";
import { ImportList } from "./import-list.tsx";
import { usePageStyles } from "./page-styles.ts";

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
          <ImportList imports={imports.data} />
        )}
      </div>
    </div>
  );
}
