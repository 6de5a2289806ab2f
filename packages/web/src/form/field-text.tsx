import { Link, makeStyles } from "@fluentui/react-components";
import type { Column, Table } from "@leadwright/schema";
import { useWatch } from "react-hook-form";
import type { LookupValue } from "../api/values.ts";
import { LookupLink } from "../lookup/lookup-field.tsx";
import { contactHref } from "./contact-links.ts";
import { type Draft, isEmptyDraft, kindOf } from "./drafts.ts";
import { useFormScope } from "./form-context.ts";
import { useDraftText } from "./use-draft-text.ts";

const useStyles = makeStyles({
  text: { padding: "6px 0", minHeight: "32px", minWidth: 0, overflowWrap: "anywhere" },
  memo: { whiteSpace: "pre-wrap" },
  parties: { display: "flex", flexWrap: "wrap", columnGap: "12px", minWidth: 0 },
});

interface FieldTextProps {
  readonly id: string;
  readonly table: Table;
  readonly column: Column;
  readonly draft: Draft;
}

/** A value that cannot be changed, to read; what can be followed is a link. */
export function FieldText({ id, table, column, draft }: FieldTextProps) {
  const styles = useStyles();
  const { control } = useFormScope();
  const currency = useWatch({ control, name: "transactioncurrencyid" }) as LookupValue | null | undefined;
  const draftText = useDraftText(table);
  const kind = kindOf(column);
  if (kind === "lookup" && draft) return <LookupLink value={draft as LookupValue} />;
  if (kind === "parties")
    return (
      <div className={styles.parties}>
        {(draft as readonly LookupValue[]).map((party) => (
          <LookupLink key={party.id} value={party} />
        ))}
      </div>
    );
  const text = isEmptyDraft(draft) ? "–" : draftText(column, draft, currency);
  const href = contactHref(column, text);
  return (
    <div id={id} className={`${styles.text} ${column.type === "Memo" ? styles.memo : ""}`}>
      {href === undefined ? (
        text
      ) : (
        <Link href={href} {...(column.format === "Url" && { target: "_blank", rel: "noopener noreferrer" })}>
          {text}
        </Link>
      )}
    </div>
  );
}
