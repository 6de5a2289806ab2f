import { Input, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { Call16Regular, Globe16Regular, Mail16Regular } from "@fluentui/react-icons";
import type { Column } from "@leadwright/schema";
import type { HTMLInputTypeAttribute } from "react";
import { useWords } from "../../language/use-words.ts";
import { contactHref } from "../contact-links.ts";
import type { EditorProps } from "../field-editor.tsx";

const useStyles = makeStyles({
  input: { width: "100%", minWidth: 0 },
  area: { width: "100%", minWidth: 0, "& textarea": { minHeight: "96px", maxHeight: "60vh" } },
  follow: {
    display: "grid",
    placeItems: "center",
    width: "24px",
    height: "24px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForegroundLink,
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** Types that give a phone the right keyboard; `text` for a web address, since people leave https:// out. */
const inputTypes: Readonly<Record<string, HTMLInputTypeAttribute>> = { Email: "email", Phone: "tel" };

const followIcons = { Email: Mail16Regular, Phone: Call16Regular, Url: Globe16Regular } as const;

export function TextEditor({ id, column, draft, onChange, onBlur }: EditorProps<string>) {
  const styles = useStyles();
  const shared = { id, value: draft, onBlur, appearance: "filled-darker" as const };
  if (column.type === "Memo" || column.format === "TextArea")
    return (
      <Textarea {...shared} className={styles.area} resize="vertical" onChange={(_, data) => onChange(data.value)} />
    );
  return (
    <Input
      {...shared}
      className={styles.input}
      type={(inputTypes[column.format ?? ""] ?? "text") as "text"}
      autoComplete="off"
      contentAfter={<FollowLink column={column} text={draft} />}
      onChange={(_, data) => onChange(data.value)}
    />
  );
}

/** Writes the mail, makes the call or opens the page that the text names. */
function FollowLink({ column, text }: { column: Column; text: string }) {
  const styles = useStyles();
  const words = useWords();
  const href = contactHref(column, text);
  const format = column.format;
  if (href === undefined || !(format === "Email" || format === "Phone" || format === "Url")) return null;
  const Icon = followIcons[format];
  const name = words(`form.follow.${format}`, { text });
  return (
    <a className={styles.follow} href={href} aria-label={name} title={name} {...(format === "Url" && newTab)}>
      <Icon aria-hidden />
    </a>
  );
}

const newTab = { target: "_blank", rel: "noopener noreferrer" };
