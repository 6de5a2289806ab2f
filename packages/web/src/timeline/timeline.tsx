import { Button, makeStyles, Tooltip } from "@fluentui/react-components";
import { ArrowClockwise20Regular, type FluentIcon, Note20Regular } from "@fluentui/react-icons";
import { type RefObject, useRef, useState } from "react";
import { newId } from "../api/new-id.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { lookupValue } from "../api/values.ts";
import type { Drafts } from "../form/drafts.ts";
import { useFormScope } from "../form/form-context.ts";
import { SectionCard } from "../form/form-section.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { useDelayed } from "../lookup/use-delayed.ts";
import { iconOf } from "../shell/places.ts";
import { useToasts } from "../shell/toasts.tsx";
import type { NoteDraft } from "./note-draft.ts";
import { NoteForm } from "./note-form.tsx";
import { quickTables } from "./quick-activity.ts";
import { QuickForm } from "./quick-form.tsx";
import { TimelineFilterBar } from "./timeline-filter-bar.tsx";
import { TimelineList } from "./timeline-list.tsx";
import { wholeTimeline } from "./timeline-query.ts";
import { useTimeline } from "./use-timeline.ts";

const useStyles = makeStyles({
  add: { display: "flex", flexWrap: "wrap", gap: "4px", margin: "0 0 8px", padding: 0, border: "none", minWidth: 0 },
});

/** What is being added, and what it starts with when it was put away and taken back. */
type Adding = { readonly id: string } & (
  | { readonly kind: "annotation"; readonly draft?: NoteDraft }
  | { readonly kind: (typeof quickTables)[number]; readonly drafts?: Drafts }
);

/** Everything said and done about a stored record: notes and activities, newest first, and the row of buttons that adds to them. */
export function Timeline({ title }: { title: string }) {
  const words = useWords();
  const toasts = useToasts();
  const [adding, setAdding] = useState<Adding>();
  const [filter, setFilter] = useState(wholeTimeline);
  const addRow = useRef<HTMLFieldSetElement>(null);
  const text = useDelayed(filter.text, 250);
  const timeline = useTimeline(useTimelineRecords(), { ...filter, text });
  const isFiltered = text !== "" || filter.kinds.length > 0 || filter.openOnly;

  const close = () => {
    setAdding(undefined);
    // The work goes on where the next one is added.
    if (adding) addRow.current?.querySelector<HTMLElement>(`[data-kind="${adding.kind}"]`)?.focus();
  };
  const putAway = (what: Adding, isDirty: boolean) => {
    close();
    if (isDirty) toasts.done(words("timeline.discarded"), { undo: () => setAdding(what) });
  };
  return (
    <SectionCard
      title={title}
      actions={
        <Tooltip content={words("command.refresh")} relationship="label">
          <Button size="small" appearance="subtle" icon={<ArrowClockwise20Regular />} onClick={timeline.refresh} />
        </Tooltip>
      }
    >
      <AddRow
        rowRef={addRow}
        adding={adding?.kind}
        onAdd={(kind) => setAdding(adding?.kind === kind ? adding : { kind, id: newId() })}
      />
      {adding?.kind === "annotation" && (
        <NoteForm
          id={adding.id}
          {...(adding.draft && { draft: adding.draft })}
          onSaved={close}
          onCancel={(draft, isDirty) => putAway({ ...adding, draft }, isDirty)}
        />
      )}
      {adding && adding.kind !== "annotation" && (
        <QuickForm
          key={adding.kind}
          kind={adding.kind}
          id={adding.id}
          {...(adding.drafts && { drafts: adding.drafts })}
          onSaved={close}
          onCancel={(drafts, isDirty) => putAway({ ...adding, drafts }, isDirty)}
        />
      )}
      <TimelineFilterBar filter={filter} onFilter={setFilter} />
      <TimelineList timeline={timeline} isFiltered={isFiltered} onClearFilter={() => setFilter(wholeTimeline)} />
    </SectionCard>
  );
}

/** The record itself, and the lead that an opportunity came from: its notes go on being read there. */
function useTimelineRecords(): readonly string[] {
  const { table, record, self } = useFormScope();
  if (!record || !self) return [];
  const column = table.name === "opportunity" ? table.columns.get("originatingleadid") : undefined;
  const lead = column && lookupValue(record, column);
  return lead ? [self.id, lead.id] : [self.id];
}

interface AddRowProps {
  readonly rowRef: RefObject<HTMLFieldSetElement | null>;
  readonly adding: string | undefined;
  readonly onAdd: (kind: Adding["kind"]) => void;
}

function AddRow({ rowRef, adding, onAdd }: AddRowProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const may = useMay();
  const kinds: { kind: Adding["kind"]; name: string; icon: FluentIcon }[] = [
    { kind: "annotation", name: words("timeline.note"), icon: Note20Regular },
    ...quickTables.flatMap((kind) => {
      const table = schema.tables.get(kind);
      return table ? [{ kind, name: labels.table(table), icon: iconOf(kind) }] : [];
    }),
  ];
  return (
    <fieldset ref={rowRef} className={styles.add} aria-label={words("timeline.add")}>
      {kinds
        .filter(({ kind }) => may("create", kind))
        .map(({ kind, name, icon: Icon }) => (
          <Button
            key={kind}
            data-kind={kind}
            size="small"
            appearance={adding === kind ? "outline" : "subtle"}
            aria-pressed={adding === kind}
            icon={<Icon />}
            onClick={() => onAdd(kind)}
          >
            {name}
          </Button>
        ))}
    </fieldset>
  );
}
