import {
  Badge,
  Button,
  Link as FluentLink,
  makeStyles,
  mergeClasses,
  Tooltip,
  tokens,
} from "@fluentui/react-components";
import { Attach16Regular, CheckmarkCircle20Regular, Note20Regular } from "@fluentui/react-icons";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useFormScope } from "../form/form-context.ts";
import { StateBadge } from "../grid/state-badge.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { iconOf, recordHref } from "../shell/places.ts";
import { useToasts } from "../shell/toasts.tsx";
import { downloadAttachment } from "./attachment.ts";
import { EntryMenu } from "./entry-menu.tsx";
import { NoteForm } from "./note-form.tsx";
import { isOpen, isOverdue, type TimelineItem } from "./timeline-item.ts";
import { useActivityState } from "./use-activity-state.ts";
import { useFileSize } from "./use-file-size.ts";

const useStyles = makeStyles({
  entry: {
    display: "grid",
    gridTemplateColumns: "28px minmax(0, 1fr) auto",
    columnGap: "8px",
    padding: "10px 0",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { color: tokens.colorNeutralForeground3, paddingTop: "2px" },
  body: { minWidth: 0, display: "flex", flexDirection: "column", gap: "2px" },
  subject: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere", color: tokens.colorNeutralForeground1 },
  subjectLink: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: "none",
    ":hover": { textDecorationLine: "underline" },
  },
  meta: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "2px 6px",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  text: { whiteSpace: "pre-wrap", overflowWrap: "anywhere", overflow: "hidden" },
  clamped: { display: "-webkit-box", WebkitLineClamp: "4", WebkitBoxOrient: "vertical" },
  actions: { display: "flex", alignItems: "flex-start", gap: "2px" },
  file: { display: "inline-flex", alignItems: "center", gap: "4px" },
});

/** One note or activity: what, who, when, how it stands, and what can be done with it. */
export function TimelineEntry({ item }: { item: TimelineItem }) {
  const styles = useStyles();
  const words = useWords();
  const [editing, setEditing] = useState(false);
  const changeState = useActivityState(item.table);
  if (editing)
    return (
      <li className={styles.entry} style={{ display: "block" }}>
        <NoteForm
          id={item.id}
          stored={{ etag: item.row["@odata.etag"], draft: storedDraft(item) }}
          onSaved={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      </li>
    );
  const Icon = item.activity ? iconOf(item.table.name) : Note20Regular;
  return (
    <li className={styles.entry}>
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <Subject item={item} />
        <Meta item={item} />
        {item.text !== "" && <Text text={item.text} />}
        {item.file && <FileLink item={item} />}
      </div>
      <div className={styles.actions}>
        {isOpen(item) && (
          <Tooltip content={words("command.complete")} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={<CheckmarkCircle20Regular />}
              onClick={() => changeState(item, "completed")}
            />
          </Tooltip>
        )}
        <EntryMenu item={item} onEdit={() => setEditing(true)} />
      </div>
    </li>
  );
}

function storedDraft(item: TimelineItem) {
  const file = item.file ? ({ state: "kept", ...item.file } as const) : ({ state: "none" } as const);
  return { subject: item.subject, text: item.text, file };
}

function Subject({ item }: { item: TimelineItem }) {
  const styles = useStyles();
  const labels = useLabels();
  const words = useWords();
  const href = item.activity && recordHref(item.table.name, item.id);
  const text = item.subject || (item.activity ? labels.table(item.table) : words("timeline.note"));
  if (!href) return <span className={styles.subject}>{text}</span>;
  return (
    <Link {...href} className={mergeClasses(styles.subject, styles.subjectLink)}>
      {text}
    </Link>
  );
}

function Meta({ item }: { item: TimelineItem }) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const intl = useIntl();
  const { self } = useFormScope();
  const { activity, regarding } = item;
  const kind = activity ? labels.table(item.table) : words("timeline.note");
  const facts = [kind, item.author, intl.formatTime(item.at, { timeStyle: "short" })];
  if (activity?.minutes) facts.push(words("timeline.minutes", { count: activity.minutes }));
  if (activity && activity.owner !== "" && activity.owner !== item.author)
    facts.push(words("timeline.owner", { name: activity.owner }));
  return (
    <div className={styles.meta}>
      <span>{facts.filter((fact) => fact !== "").join(" · ")}</span>
      {activity && <ActivityBadges item={item} />}
      {regarding && regarding.id !== self?.id && (
        <Badge appearance="outline" color="informative" size="small">
          {words("timeline.fromLead", { name: regarding.name })}
        </Badge>
      )}
    </div>
  );
}

function ActivityBadges({ item }: { item: TimelineItem }) {
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const { activity, table } = item;
  const column = table.columns.get("statuscode");
  if (!activity || !column) return null;
  const overdue = isOverdue(item, Date.now());
  // A meeting is known by when it begins, the rest by when it has to be done.
  const when = table.name === "appointment" ? (activity.start ?? activity.due) : activity.due;
  return (
    <>
      {overdue && activity.due ? (
        <Badge appearance="tint" color="danger" size="small">
          {words("timeline.overdue", { when: format.moment(activity.due) })}
        </Badge>
      ) : (
        isOpen(item) &&
        when && (
          <span>
            {words(table.name === "appointment" ? "timeline.at" : "timeline.due", { when: format.moment(when) })}
          </span>
        )
      )}
      {activity.highPriority && isOpen(item) && (
        <Badge appearance="tint" color="warning" size="small">
          {words("timeline.highPriority")}
        </Badge>
      )}
      {!isOpen(item) && (
        <StateBadge table={table} state={activity.state} text={labels.choice(table, column, activity.status)} />
      )}
    </>
  );
}

/** Four lines at first. */
function Text({ text }: { text: string }) {
  const styles = useStyles();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element && text !== "" && !open) setLong(element.scrollHeight > element.clientHeight + 1);
  }, [text, open]);
  return (
    <>
      <div ref={place} className={mergeClasses(styles.text, !open && styles.clamped)}>
        {text}
      </div>
      {isLong && (
        <FluentLink
          as="button"
          style={{ alignSelf: "flex-start", minHeight: 24 }}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {words(open ? "timeline.less" : "timeline.moreText")}
        </FluentLink>
      )}
    </>
  );
}

function FileLink({ item }: { item: TimelineItem }) {
  const styles = useStyles();
  const words = useWords();
  const toasts = useToasts();
  const fileSize = useFileSize();
  const { file } = item;
  if (!file) return null;
  return (
    <FluentLink
      as="button"
      className={styles.file}
      style={{ alignSelf: "flex-start" }}
      title={words("timeline.file.download")}
      onClick={() => void downloadAttachment(item.id).catch(toasts.failed)}
    >
      <Attach16Regular aria-hidden />
      {file.name} ({fileSize(file.size)})
    </FluentLink>
  );
}
