import { Button, makeStyles, Skeleton, SkeletonItem } from "@fluentui/react-components";
import { DocumentDismiss24Regular, ErrorCircle24Regular } from "@fluentui/react-icons";
import { formOf } from "@leadwright/schema";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { isForbidden, isNotFound } from "../api/errors.ts";
import { useSchema, useTable } from "../api/schema-provider.tsx";
import { useSession } from "../api/session.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { listPathOf, tableOfPath } from "../shell/places.ts";
import { NotFoundPage } from "../shell/problem-pages.tsx";
import { StatePage } from "../shell/state-page.tsx";
import { formColumns } from "./form-columns.ts";
import { defaultDrafts, prefillDrafts, readPrefill } from "./new-record.ts";
import { RecordEditor } from "./record-editor.tsx";
import { wholeQuery } from "./whole-record.ts";

const useStyles = makeStyles({
  waiting: { display: "flex", flexDirection: "column", gap: "16px", padding: "24px" },
});

/** One record at `/$list/$id`. */
export function RecordPage() {
  const { list, id } = useParams({ from: "/$list/$id" });
  const table = useTable(tableOfPath[list] ?? "");
  const words = useWords();
  const labels = useLabels();
  const errorWords = useErrorWords();
  const navigate = useNavigate();
  const form = formOf(table.name);
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const { data: record, error, refetch } = useQuery({ ...wholeQuery(table, id), enabled: isId });
  if (!form || !isId) return <NotFoundPage />;
  // A record that was there stays on the screen when reading it anew fails: nothing typed is lost.
  if (record) return <RecordEditor key={id} table={table} form={form} record={record} />;
  if (!error) return <Waiting />;
  if (isNotFound(error) || isForbidden(error))
    return (
      <StatePage
        icon={DocumentDismiss24Regular}
        title={words("form.gone.title")}
        text={words("form.gone.text")}
        whole
        alert
      >
        <Button appearance="primary" onClick={() => navigate({ to: "/$list", params: { list: listPathOf(table) } })}>
          {words("form.gone.back", { tables: labels.tables(table) })}
        </Button>
      </StatePage>
    );
  return (
    <StatePage icon={ErrorCircle24Regular} title={words("error.title")} text={errorWords(error)} whole alert>
      <Button appearance="primary" onClick={() => void refetch()}>
        {words("action.retry")}
      </Button>
    </StatePage>
  );
}

/** A new record at `/$list/new`; the address may bring values along, such as `?parentaccountid=account(id)`. */
export function NewRecordPage() {
  const { list } = useParams({ from: "/$list/new" });
  const search = useSearch({ strict: false });
  const schema = useSchema();
  const session = useSession();
  const table = useTable(tableOfPath[list] ?? "");
  const form = formOf(table.name);
  const prefill = useMemo(() => readPrefill(search), [search]);
  const { data: brought } = useQuery({
    queryKey: ["prefill", table.name, prefill],
    queryFn: () => prefillDrafts(schema, table, prefill),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMemo(() => {
    if (!form || !brought) return undefined;
    return { ...defaultDrafts(table, formColumns(form, table), session), ...brought };
  }, [form, table, brought, session]);
  if (!form) return <NotFoundPage />;
  if (!start) return <Waiting />;
  const key = `${table.name} ${JSON.stringify(prefill)}`;
  return <RecordEditor key={key} table={table} form={form} start={start} />;
}

function Waiting() {
  const styles = useStyles();
  const words = useWords();
  return (
    <Skeleton className={styles.waiting} aria-label={words("loading")}>
      <SkeletonItem style={{ width: "320px" }} size={32} />
      <SkeletonItem size={16} />
      <SkeletonItem size={128} />
      <SkeletonItem size={96} />
    </Skeleton>
  );
}
