import { Link } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { useRecordsChanged } from "../api/records.ts";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { recordHref } from "../shell/places.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useUndo } from "../undo/undo-provider.tsx";
import type { QualifyTarget } from "./carried-values.ts";
import { type CreatedRow, nextRow } from "./qualify-lead.ts";

/** After a lead is qualified: says what was created, with links, and goes to where the work goes on. */
export function useQualified() {
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const toasts = useToasts();
  const undo = useUndo();
  const navigate = useNavigate();
  const changed = useRecordsChanged();
  return (operation: string, created: readonly CreatedRow[], names: Readonly<Record<QualifyTarget, string>>) => {
    void changed("leads", "accounts", "contacts", "opportunities", "activitypointers", "annotations");
    // Messages live outside the router, so its own Link does not work in them.
    const links = created.map(({ table, id }) => {
      const href = recordHref(table, id);
      return (
        <div key={id}>
          {labels.table(tableOf(schema, table))}:{" "}
          <Link
            href={href && `/${href.params.list}/${id}`}
            onClick={(event) => {
              event.preventDefault();
              if (href) void navigate(href);
            }}
          >
            {names[table] || labels.table(tableOf(schema, table))}
          </Link>
        </div>
      );
    });
    toasts.done(words("qualify.success"), {
      detail: links.length > 0 ? links : undefined,
      undo: () => undo(operation),
    });
    const next = nextRow(created);
    const href = next && recordHref(next.table, next.id);
    if (href) void navigate(href);
  };
}
