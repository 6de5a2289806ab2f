import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  TagGroup,
} from "@fluentui/react-components";
import { useSchema } from "../../api/schema-provider.tsx";
import type { LookupValue } from "../../api/values.ts";
import { useWords } from "../../language/use-words.ts";
import { LookupField } from "../../lookup/lookup-field.tsx";
import type { EditorProps } from "../field-editor.tsx";
import { offeredFilters } from "./lookup-editor.tsx";

const useStyles = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: "4px", width: "100%", minWidth: 0 },
  tags: { flexWrap: "wrap", gap: "4px", minWidth: 0 },
  tag: { maxWidth: "100%", minWidth: 0 },
  name: { minWidth: 0, "& > span": { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" } },
});

/** People and records that can take part in an activity, of those that have a search. */
const partyTables = ["contact", "lead", "account", "systemuser"] as const;

/** Several records: each a tag that can be taken out, and a box that adds one more. */
export function PartiesEditor({ id, draft, onChange, onBlur }: EditorProps<readonly LookupValue[]>) {
  const styles = useStyles();
  const words = useWords();
  const schema = useSchema();
  const targets = partyTables.filter((table) => schema.tables.has(table));
  return (
    <div className={styles.stack}>
      {draft.length > 0 && (
        <TagGroup
          className={styles.tags}
          aria-label={words("form.parties")}
          onDismiss={(_, { value }) => onChange(draft.filter((party) => party.id !== value))}
        >
          {draft.map((party) => (
            <InteractionTag key={party.id} className={styles.tag} value={party.id} size="small" appearance="brand">
              <InteractionTagPrimary className={styles.name} hasSecondaryAction>
                {party.name}
              </InteractionTagPrimary>
              <InteractionTagSecondary aria-label={words("form.parties.remove", { name: party.name })} />
            </InteractionTag>
          ))}
        </TagGroup>
      )}
      <LookupField
        appearance="filled-darker"
        id={id}
        targets={targets}
        filters={offeredFilters}
        value={null}
        placeholder={words("form.parties.add")}
        onBlur={onBlur}
        onChange={(value) => {
          if (value && !draft.some((party) => party.id === value.id)) onChange([...draft, value]);
        }}
      />
    </div>
  );
}
