import { makeStyles, ProgressBar } from "@fluentui/react-components";
import { Add20Regular, ArrowClockwise20Regular } from "@fluentui/react-icons";
import { keywordColumns, type Table, viewsOf } from "@leadwright/schema";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { type ApiRecord, useRecordsChanged } from "../api/records.ts";
import { useSchema, useTable } from "../api/schema-provider.tsx";
import { useMay, useSession } from "../api/session.ts";
import { recordId } from "../api/values.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { type Command, CommandBar } from "../shell/command-bar.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { activityTable, pathOf, recordHref, tableOfPath } from "../shell/places.ts";
import { useShortcut } from "../shell/shortcuts.tsx";
import { Grid } from "./grid.tsx";
import { KeywordFilter } from "./keyword-filter.tsx";
import { listOrder, shownColumns } from "./list-query.ts";
import { type ListSearch, writeOrder } from "./list-search.ts";
import { ListEmpty, ListError, ListSkeleton } from "./list-states.tsx";
import { nothingSelected, type Selection } from "./selection.ts";
import { useLanding } from "./use-landing.ts";
import { useRowCommands } from "./use-row-commands.tsx";
import { ViewMenu } from "./view-menu.tsx";

const useStyles = makeStyles({
  page: {
    height: "100%",
    display: "flex",
    flexDirection: "column",
    gap: "12px",
    padding: "16px 24px 24px",
    "@media (max-width: 639px)": { padding: "12px", gap: "8px" },
  },
  title: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "8px 16px",
    "@media (max-width: 639px)": { flexDirection: "column", alignItems: "stretch" },
  },
  commands: { display: "flex", minHeight: "32px", minWidth: 0 },
  list: { position: "relative", flexGrow: 1, minHeight: 0, display: "flex", flexDirection: "column" },
  working: { position: "absolute", top: 0, left: 0, right: 0, zIndex: 3 },
});

/** `/leads` and the like: one table's rows through a view. */
export function ListPage() {
  const { list } = useParams({ from: "/$list" });
  const table = useTable(tableOfPath[list] ?? "");
  return <List key={table.name} table={table} />;
}

function List({ table }: { table: Table }) {
  const styles = useStyles();
  const words = useWords();
  const { language, labels } = useLanguage();
  const schema = useSchema();
  const { user } = useSession();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ from: "/$list" });
  const frame = useRef<HTMLDivElement>(null);
  const wasUsed = useRef(false);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const changed = useRecordsChanged();

  const views = useMemo(() => viewsOf(table.name), [table.name]);
  const { view, pages, isSubstitute } = useLanding(table, views, search, user.id);
  const columns = useMemo(() => shownColumns(view, table), [view, table]);
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const [firstPage] = pages.data?.pages ?? [];
  usePageTitle(view.name[language]);

  // What is changed here is changed of the view that is shown.
  const here = isSubstitute ? { ...search, view: view.id } : search;
  const show = (next: ListSearch) =>
    void navigate({ to: "/$list", params: { list: pathOf(table.name) ?? "" }, search: next, replace: true });
  const hrefOf = useCallback(
    (record: ApiRecord) => recordHref(rowTable(table, record, schema), recordId(table, record)),
    [table, schema],
  );
  const open = (record: ApiRecord) => {
    const href = hrefOf(record);
    if (href) void navigate(href);
  };
  const mayCreate = may("create", table.name) && table.name !== "activitypointer";
  const create = () => void navigate({ to: "/$list/new", params: { list: pathOf(table.name) ?? "" } });
  useShortcut("n", words("keys.new"), () => mayCreate && create());

  const selected = useMemo(
    () => rows.filter((row) => selection.ids.has(recordId(table, row))),
    [rows, selection, table],
  );
  const focusGrid = () => frame.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  const { commands: rowCommands, dialog } = useRowCommands(table, selected, focusGrid);
  const listCommands: Command[] = [
    ...(mayCreate ? [{ key: "new", label: words("command.new"), icon: Add20Regular, run: create, primary: true }] : []),
    {
      key: "refresh",
      label: words("command.refresh"),
      icon: ArrowClockwise20Regular,
      run: () => void changed(table.entitySet),
    },
  ];
  const { fetchNextPage } = pages;
  const onMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const keyword = search.q ?? "";
  const listKey = `${table.name} ${view.id} ${search.sort ?? ""} ${keyword}`;

  return (
    <div className={styles.page}>
      <div className={styles.title}>
        <ViewMenu
          views={views}
          view={view}
          onChoose={(next) => show(next.isDefault && !isSubstitute ? {} : { view: next.id })}
        />
        <KeywordFilter
          key={view.id}
          value={keyword}
          onChange={(q) => show(withKeyword(here, q))}
          columns={keywordColumns(view, table)
            .flatMap((name) => table.columns.get(name) ?? [])
            .map((column) => labels.column(table, column))
            .join(", ")}
          onLeave={focusGrid}
        />
      </div>
      <div className={styles.commands}>
        <CommandBar label={words("command.bar")} commands={selected.length > 0 ? rowCommands : listCommands} />
      </div>
      <div className={styles.list} ref={frame}>
        {pages.isFetching && !pages.isFetchingNextPage && !pages.isPending && (
          <ProgressBar className={styles.working} thickness="medium" aria-label={words("loading")} />
        )}
        {pages.isPending ? (
          <ListSkeleton />
        ) : pages.isError && rows.length === 0 ? (
          <ListError error={pages.error} onRetry={() => void pages.refetch()} />
        ) : rows.length === 0 ? (
          <ListEmpty
            table={table}
            keyword={keyword}
            onClear={() => show(withKeyword(here, ""))}
            onNew={mayCreate ? create : undefined}
          />
        ) : (
          <Grid
            key={pages.isPlaceholderData ? "before" : listKey}
            table={table}
            columns={columns}
            rows={rows}
            label={view.name[language]}
            count={firstPage?.count}
            countExceeded={firstPage?.countExceeded ?? false}
            order={listOrder(view, table, search)}
            wasUsed={wasUsed}
            onOrder={(order) => show({ ...here, sort: writeOrder(order) })}
            hrefOf={hrefOf}
            onOpen={open}
            onSelection={setSelection}
            hasMore={pages.hasNextPage && !pages.isPlaceholderData}
            onMore={onMore}
            memoryKey={listKey}
          />
        )}
      </div>
      {dialog}
    </div>
  );
}

function withKeyword({ q: _, ...rest }: ListSearch, keyword: string): ListSearch {
  return keyword === "" ? rest : { ...rest, q: keyword };
}

function rowTable(table: Table, record: ApiRecord, schema: Parameters<typeof activityTable>[0]): string {
  return table.name === "activitypointer" ? activityTable(schema, record.activitytypecode) : table.name;
}
