import { Button, Field, makeStyles, SearchBox, Select, Spinner } from "@fluentui/react-components";
import { ArrowUndo20Regular, BinRecycle24Regular, ErrorCircle24Regular } from "@fluentui/react-icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useSchema } from "../api/schema-provider.tsx";
import { useSession } from "../api/session.ts";
import { usePageStyles } from "../import/page-styles.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { StatePage } from "../shell/state-page.tsx";
import { type BinRow, readBin } from "../undo/undo-api.ts";
import { useRestore, useUndo } from "../undo/undo-provider.tsx";
import { BinList } from "./bin-list.tsx";

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", gap: "8px 16px", alignItems: "end", padding: "16px" },
  field: { flex: "1 1 200px", maxWidth: "320px" },
  more: { padding: "16px" },
});

/** What people look for in the bin. */
const filtered = [
  "lead",
  "account",
  "contact",
  "opportunity",
  "annotation",
  "task",
  "phonecall",
  "appointment",
  "email",
];

/** Rows restored in one request. */
const mostRestored = 200;

/** Deleted records, to be restored. */
export function BinPage() {
  const page = usePageStyles();
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const errorWords = useErrorWords();
  const restore = useRestore();
  const undo = useUndo();
  const { user } = useSession();
  const [search, setSearch] = useState("");
  const [table, setTable] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const asked = useDeferredValue(search.trim());
  const bin = useInfiniteQuery({
    queryKey: ["bin", asked, table],
    initialPageParam: "",
    queryFn: ({ pageParam }) => readBin(asked, table, pageParam),
    getNextPageParam: ({ Next }) => Next,
  });
  /** The operation as a whole, or what one sees of somebody else's. */
  const restoreAll = (group: readonly BinRow[]) => {
    const [first] = group;
    if (first && (first.DeletedBy === user.id || user.administrator)) undo(first.OperationId);
    else restore(group.slice(0, mostRestored).map(({ BinId }) => BinId));
  };
  usePageTitle(words("bin.title"));
  const rows = bin.data?.pages.flatMap(({ Rows }) => Rows);
  const chosen = rows?.filter(({ BinId }) => selected.has(BinId)).map(({ BinId }) => BinId) ?? [];
  const isFiltered = asked !== "" || table !== "";
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1 className={page.title}>{words("bin.title")}</h1>
        {chosen.length > 0 && (
          <Button
            appearance="primary"
            icon={<ArrowUndo20Regular />}
            onClick={() => restore(chosen.slice(0, mostRestored))}
          >
            {words("bin.restoreSelected", { count: chosen.length })}
          </Button>
        )}
      </div>
      <p>{words("bin.text")}</p>
      <div className={page.card}>
        <div className={styles.filters}>
          <Field label={words("bin.search")} className={styles.field}>
            <SearchBox value={search} onChange={(_, data) => setSearch(data.value)} />
          </Field>
          <Field label={words("bin.table")} className={styles.field}>
            <Select value={table} onChange={(_, data) => setTable(data.value)}>
              <option value="">{words("bin.tableAll")}</option>
              {filtered.flatMap((name) => {
                const found = schema.tables.get(name);
                return found ? (
                  <option key={name} value={name}>
                    {labels.tables(found)}
                  </option>
                ) : (
                  []
                );
              })}
            </Select>
          </Field>
        </div>
        {bin.isError ? (
          <StatePage icon={ErrorCircle24Regular} title={words("error.title")} text={errorWords(bin.error)} alert>
            <Button onClick={() => void bin.refetch()}>{words("action.retry")}</Button>
          </StatePage>
        ) : rows === undefined ? (
          <Spinner style={{ padding: 48 }} aria-label={words("loading")} />
        ) : rows.length === 0 ? (
          <StatePage
            icon={BinRecycle24Regular}
            title={words(isFiltered ? "bin.nothing" : "bin.empty")}
            text={isFiltered ? "" : words("bin.emptyText")}
          />
        ) : (
          <BinList
            rows={rows}
            selected={selected}
            onSelect={setSelected}
            onRestore={(id) => restore([id])}
            onRestoreAll={restoreAll}
          />
        )}
        {bin.hasNextPage && (
          <div className={styles.more}>
            <Button disabledFocusable={bin.isFetchingNextPage} onClick={() => void bin.fetchNextPage()}>
              {words("bin.more")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
