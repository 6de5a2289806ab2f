import { Button, makeStyles, Skeleton, SkeletonItem, Spinner, Tooltip, tokens } from "@fluentui/react-components";
import { Add16Regular } from "@fluentui/react-icons";
import { type Column, isLookup, type Schema, type Subgrid, type Table } from "@leadwright/schema";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRecordPages } from "../api/records.ts";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { type LookupValue, lookupValue, propertyOf, recordId } from "../api/values.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useValueText } from "../language/use-value-text.ts";
import { useWords } from "../language/use-words.ts";
import { pathOf, recordHref } from "../shell/places.ts";
import { useFormScope } from "./form-context.ts";
import { SectionCard } from "./form-section.tsx";
import { prefillLink } from "./new-record.ts";

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none" },
  row: {
    display: "flex",
    flexDirection: "column",
    gap: "2px",
    padding: "8px 0",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ":first-child": { borderTop: "none", paddingTop: 0 },
    minWidth: 0,
  },
  name: {
    color: tokens.colorBrandForegroundLink,
    overflowWrap: "anywhere",
    fontWeight: tokens.fontWeightMedium,
    textDecorationLine: "none",
    ":hover": { textDecorationLine: "underline" },
  },
  detail: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const pageSize = 5;

interface SubgridSectionProps {
  readonly title: string;
  readonly subgrid: Subgrid;
}

/** Rows related to a stored record: who or what, and a line about each; five at first, more on demand. */
export function SubgridSection({ title, subgrid }: SubgridSectionProps) {
  const schema = useSchema();
  const { self } = useFormScope();
  const table = tableOf(schema, subgrid.table);
  if (!self) return null;
  return (
    <SectionCard title={title} actions={<NewButton table={table} subgrid={subgrid} self={self} />}>
      <Rows table={table} subgrid={subgrid} self={self} />
    </SectionCard>
  );
}

interface RowsProps {
  readonly table: Table;
  readonly subgrid: Subgrid;
  readonly self: LookupValue;
}

function Rows({ table, subgrid, self }: RowsProps) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const schema = useSchema();
  const columns = subgrid.columns.flatMap((name) => table.columns.get(name) ?? []);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecordPages({
    ...relatedRows(schema, subgrid, self),
    select: columns.map(propertyOf),
    orderBy: `${subgrid.orderBy.column} ${subgrid.orderBy.descending ? "desc" : "asc"}`,
    pageSize,
  });
  if (!data && error)
    return (
      <div role="alert">
        {errorWords(error)}{" "}
        <Button size="small" onClick={() => void refetch()}>
          {words("action.retry")}
        </Button>
      </div>
    );
  if (!data)
    return (
      <Skeleton aria-label={words("loading")}>
        <SkeletonItem />
      </Skeleton>
    );
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <span className={styles.quiet}>{words("form.subgrid.empty")}</span>;
  return (
    <>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={recordId(table, row)} className={styles.row}>
            <RowLine table={table} columns={columns} row={row} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button
          size="small"
          appearance="subtle"
          disabledFocusable={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {isFetchingNextPage ? <Spinner size="tiny" /> : words("action.more")}
        </Button>
      )}
    </>
  );
}

function RowLine({
  table,
  columns,
  row,
}: {
  table: Table;
  columns: readonly Column[];
  row: Parameters<typeof recordId>[1];
}) {
  const styles = useStyles();
  const valueText = useValueText(table);
  const [first, ...others] = columns;
  if (!first) return null;
  const target = isLookup(first) ? lookupValue(row, first) : null;
  const href = target ? recordHref(target.table, target.id) : recordHref(table.name, recordId(table, row));
  const name = valueText(row, first).text || "–";
  const details = others.map((column) => valueText(row, column).text).filter((text) => text !== "");
  return (
    <>
      {href ? (
        <Link {...href} className={styles.name}>
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      {details.length > 0 && <span className={styles.detail}>{details.join(" · ")}</span>}
    </>
  );
}

/** Opens the form of a new row that already points back here. */
function NewButton({ table, subgrid, self }: RowsProps) {
  const words = useWords();
  const schema = useSchema();
  const may = useMay();
  const navigate = useNavigate();
  const column = backColumn(schema, self.table, subgrid.navigation);
  const list = pathOf(table.name);
  if (!column?.validForCreate || list === undefined || !may("create", table.name)) return null;
  const name = words("form.new", { table: table.name });
  return (
    <Tooltip content={name} relationship="label">
      <Button
        size="small"
        appearance="subtle"
        icon={<Add16Regular />}
        onClick={() => navigate({ to: "/$list/new", params: { list }, search: { [column.name]: prefillLink(self) } })}
      />
    </Tooltip>
  );
}

/** By the lookup that points back where there is one, so that the rows are read anew whenever one of their table changes. */
function relatedRows(schema: Schema, subgrid: Subgrid, self: LookupValue): { set: string; filter: string } {
  const back = backColumn(schema, self.table, subgrid.navigation);
  const table = tableOf(schema, subgrid.table);
  if (!back)
    return {
      set: `${tableOf(schema, self.table).entitySet}(${self.id})/${subgrid.navigation}`,
      filter: subgrid.filter,
    };
  const mine = `${propertyOf(back)} eq ${self.id}`;
  return { set: table.entitySet, filter: subgrid.filter === "" ? mine : `${mine} and (${subgrid.filter})` };
}

/** The lookup of the rows that points back at the record; undefined where they are joined through a table between. */
function backColumn(schema: Schema, table: string, navigation: string): Column | undefined {
  const found = tableOf(schema, table).navigations.get(navigation);
  return found?.kind === "collection" ? found.column : undefined;
}
