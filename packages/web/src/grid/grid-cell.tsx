import { mergeClasses } from "@fluentui/react-components";
import { Warning12Filled } from "@fluentui/react-icons";
import type { Column, Table } from "@leadwright/schema";
import { Link } from "@tanstack/react-router";
import type { ApiRecord } from "../api/records.ts";
import { lookupValue } from "../api/values.ts";
import type { ValueText } from "../language/use-value-text.ts";
import { useWords } from "../language/use-words.ts";
import { iconOf, recordHref } from "../shell/places.ts";
import type { GridStyles } from "./grid-styles.ts";
import { StateBadge } from "./state-badge.tsx";

interface CellContentProps {
  readonly styles: GridStyles;
  readonly table: Table;
  readonly column: Column;
  readonly record: ApiRecord;
  readonly value: ValueText;
  /** Where the row's name leads. */
  readonly href: ReturnType<typeof recordHref>;
}

/** What is in a cell: the name as a link, states as badges, lookups as links, the rest as text. */
export function CellContent({ styles, table, column, record, value, href }: CellContentProps) {
  if (column.name === table.primaryName) {
    const text = value.text || "—";
    return href ? (
      <Link {...href} tabIndex={-1} className={styles.primary} title={value.text}>
        {text}
      </Link>
    ) : (
      <span className={styles.primary}>{text}</span>
    );
  }
  if (value.text === "") return null;
  switch (column.type) {
    case "State":
    case "Status":
      return <StateBadge table={table} state={record.statecode} text={value.text} />;
    case "Lookup":
    case "Customer":
    case "Owner":
      return <LookupText styles={styles} record={record} column={column} text={value.text} />;
    case "EntityName":
      return <KindText styles={styles} table={String(record[column.name])} text={value.text} />;
    case "DateTime":
      return <DateText styles={styles} overdue={isOverdue(table, column, record)} value={value} />;
    default:
      return (
        <span className={styles.text} title={value.title ?? value.text}>
          {value.text}
        </span>
      );
  }
}

/** An open activity whose due date is past. */
function isOverdue(table: Table, column: Column, record: ApiRecord): boolean {
  if (!table.activity || column.name !== "scheduledend") return false;
  const isOpen = record.statecode === 0 || record.statecode === 3;
  return isOpen && Date.parse(String(record.scheduledend)) < Date.now();
}

function DateText({ styles, overdue, value }: { styles: GridStyles; overdue: boolean; value: ValueText }) {
  const words = useWords();
  return (
    <span className={mergeClasses(styles.text, overdue && styles.overdue)} title={value.title ?? value.text}>
      {value.text}
      {overdue && (
        <Warning12Filled aria-label={words("grid.overdue")} style={{ marginLeft: 6, verticalAlign: "-1px" }} />
      )}
    </span>
  );
}

function LookupText(props: { styles: GridStyles; record: ApiRecord; column: Column; text: string }) {
  const { styles, record, column, text } = props;
  const value = lookupValue(record, column);
  const href = value ? recordHref(value.table, value.id) : undefined;
  if (!href) return <span className={styles.text}>{text}</span>;
  return (
    <Link {...href} tabIndex={-1} className={styles.link} title={text}>
      {text}
    </Link>
  );
}

function KindText({ styles, table, text }: { styles: GridStyles; table: string; text: string }) {
  const Icon = iconOf(table);
  return (
    <>
      <Icon aria-hidden style={{ marginRight: 8, flexShrink: 0 }} />
      <span className={styles.text}>{text}</span>
    </>
  );
}
