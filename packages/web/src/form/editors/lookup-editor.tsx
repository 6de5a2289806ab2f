import { makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { Open16Regular } from "@fluentui/react-icons";
import { Link } from "@tanstack/react-router";
import type { LookupValue } from "../../api/values.ts";
import { useWords } from "../../language/use-words.ts";
import { LookupField } from "../../lookup/lookup-field.tsx";
import { recordHref } from "../../shell/places.ts";
import type { EditorProps } from "../field-editor.tsx";
import { isRequired } from "../read-draft.ts";

const useStyles = makeStyles({
  row: { display: "flex", alignItems: "center", gap: "4px", minWidth: 0, width: "100%" },
  open: {
    display: "grid",
    placeItems: "center",
    flexShrink: 0,
    width: "28px",
    height: "28px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForegroundLink,
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** Users and teams that no longer take part are not offered; nor are closed records where a closed one makes no sense. */
export const offeredFilters: Readonly<Record<string, string>> = {
  systemuser: "isdisabled eq false",
  account: "statecode eq 0",
  contact: "statecode eq 0",
};

interface LookupEditorProps extends EditorProps<LookupValue | null> {
  readonly onChosen?: (value: LookupValue) => void;
}

/** Search-as-you-type over the tables that the column may point at, with a link to what is chosen. */
export function LookupEditor({ id, column, draft, onChange, onBlur, onChosen }: LookupEditorProps) {
  const styles = useStyles();
  const words = useWords();
  const href = draft ? recordHref(draft.table, draft.id) : undefined;
  return (
    <div className={styles.row}>
      <LookupField
        appearance="filled-darker"
        id={id}
        targets={column.targets ?? []}
        filters={offeredFilters}
        value={draft}
        required={isRequired(column)}
        onBlur={onBlur}
        onChange={(value) => {
          onChange(value);
          if (value) onChosen?.(value);
        }}
      />
      {href && draft && (
        <Tooltip content={words("form.open", { name: draft.name })} relationship="label">
          <Link {...href} className={styles.open}>
            <Open16Regular aria-hidden />
          </Link>
        </Tooltip>
      )}
    </div>
  );
}
