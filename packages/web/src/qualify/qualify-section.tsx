import { Checkbox, Link, makeStyles, tokens } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useState } from "react";
import type { LookupValue } from "../api/values.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { LookupLink } from "../lookup/lookup-field.tsx";
import { iconOf } from "../shell/places.ts";

const shownAtFirst = 6;

const useStyles = makeStyles({
  section: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: "8px 12px 12px",
    margin: 0,
    minWidth: 0,
  },
  hint: { padding: "0 8px 4px 8px", color: tokens.colorNeutralForeground3 },
  existing: { padding: "0 8px" },
  values: {
    display: "grid",
    gridTemplateColumns: "minmax(96px, 36%) minmax(0, 1fr)",
    gap: "4px 12px",
    margin: 0,
    padding: "4px 8px 0",
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  more: { margin: "4px 8px 0" },
});

interface QualifySectionProps {
  /** What would be created. */
  readonly table: Table;
  readonly create: boolean;
  readonly onCreate: (create: boolean) => void;
  /** What the lead is linked to already. */
  readonly existing: LookupValue | null;
  /** Why it cannot be created, in words. */
  readonly hindrance: string | undefined;
  readonly values: readonly { readonly label: string; readonly text: string }[];
}

/** Whether one record is created from the lead, and with what in it; or which one is used instead. */
export function QualifySection({ table, create, onCreate, existing, hindrance, values }: QualifySectionProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const [all, setAll] = useState(false);
  const Icon = iconOf(table.name);
  const name = labels.table(table);
  const shown = all ? values : values.slice(0, shownAtFirst);
  return (
    <fieldset className={styles.section} aria-label={name}>
      <Checkbox
        checked={create}
        disabled={hindrance !== undefined}
        onChange={(_, data) => onCreate(data.checked === true)}
        label={
          <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
            <Icon aria-hidden /> {words("qualify.create", { table: table.name })}
          </span>
        }
      />
      {hindrance !== undefined && <div className={styles.hint}>{hindrance}</div>}
      {!create && existing && (
        <div className={styles.existing}>
          {words("qualify.usesExisting")} <LookupLink value={existing} />
        </div>
      )}
      {!create && !existing && hindrance === undefined && (
        <div className={styles.hint}>{words("qualify.none", { table: table.name })}</div>
      )}
      {create && (
        <>
          <dl className={styles.values}>
            {shown.map(({ label, text }) => (
              <div key={label} style={{ display: "contents" }}>
                <dt className={styles.name}>{label}</dt>
                <dd className={styles.value}>{text}</dd>
              </div>
            ))}
          </dl>
          {values.length > shownAtFirst && (
            <Link as="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? words("timeline.less") : words("qualify.more", { count: values.length - shownAtFirst })}
            </Link>
          )}
        </>
      )}
    </fieldset>
  );
}
