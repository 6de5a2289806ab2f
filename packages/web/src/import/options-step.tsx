import { Button, Field, makeStyles, mergeClasses, Radio, RadioGroup } from "@fluentui/react-components";
import { Add20Regular } from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import { useState } from "react";
import { useMay, useSession } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { LookupField } from "../lookup/lookup-field.tsx";
import { ConstantRow } from "./constant-row.tsx";
import type { Matches } from "./matches.ts";
import { usePageStyles } from "./page-styles.ts";
import type { ConstantDraft, ImportDraft } from "./use-draft.ts";

const useStyles = makeStyles({
  owner: { maxWidth: "360px", marginLeft: "32px" },
  constants: { display: "flex", flexDirection: "column", gap: "8px", marginTop: "12px" },
});

interface OptionsStepProps {
  readonly table: Table;
  readonly draft: ImportDraft;
  /** Where the file's columns go. */
  readonly taken: Matches;
  readonly onChange: (change: Partial<ImportDraft>) => void;
  readonly isStarting: boolean;
  readonly onStart: () => void;
}

/** Whose the rows are, and what is the same in all of them. */
export function OptionsStep({ table, draft, taken, onChange, isStarting, onStart }: OptionsStepProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const may = useMay();
  const { user } = useSession();
  const [isOther, setOther] = useState(draft.owner !== null);
  const hasOwner = [...taken.values()].some(({ match }) => match.kind === "field" && match.to === "ownerid");
  const { constants } = draft;
  const replace = (index: number, constant: ConstantDraft | undefined) =>
    onChange({ constants: constants.flatMap((each, at) => (at === index ? (constant ?? []) : each)) });
  return (
    <section className={mergeClasses(page.card, page.padded, page.stack)}>
      {table.ownership === "user" && !hasOwner && (
        <div>
          <h2 className={page.heading}>{words("import.ownerTitle")}</h2>
          <RadioGroup
            aria-label={words("import.ownerTitle")}
            value={isOther ? "other" : "me"}
            onChange={(_, { value }) => {
              setOther(value === "other");
              if (value === "me") onChange({ owner: null });
            }}
          >
            <Radio value="me" label={words("import.ownerMe", { name: user.name })} />
            {may("assign", table.name) && <Radio value="other" label={words("import.ownerOther")} />}
          </RadioGroup>
          {isOther && (
            <Field className={styles.owner} label={words("import.ownerWho")}>
              <LookupField
                targets={["systemuser", "team"]}
                filters={{ systemuser: "isdisabled eq false" }}
                value={draft.owner}
                onChange={(owner) => onChange({ owner })}
              />
            </Field>
          )}
        </div>
      )}
      <div>
        <h2 className={page.heading}>{words("import.constantsTitle")}</h2>
        <p className={page.hint}>{words("import.constantsText")}</p>
        <div className={styles.constants}>
          {constants.map((constant, index) => (
            <ConstantRow
              key={constant.key}
              table={table}
              constant={constant}
              onChange={(next) => replace(index, next)}
              onRemove={() => replace(index, undefined)}
            />
          ))}
          <div>
            <Button
              icon={<Add20Regular />}
              onClick={() => onChange({ constants: [...constants, newConstant(constants)] })}
            >
              {words("import.constantAdd")}
            </Button>
          </div>
        </div>
      </div>
      <div className={page.actions}>
        <Button
          appearance="primary"
          onClick={onStart}
          disabledFocusable={isStarting || (isOther && draft.owner === null)}
        >
          {words("import.start")}
        </Button>
      </div>
    </section>
  );
}

function newConstant(constants: readonly ConstantDraft[]): ConstantDraft {
  return { key: 1 + Math.max(0, ...constants.map(({ key }) => key)), column: "", value: null };
}
