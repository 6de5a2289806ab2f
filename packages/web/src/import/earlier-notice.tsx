import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import type { EarlierImport } from "./types.ts";
import { useLinkStyle } from "./use-link-style.ts";

/** The very same content is in already: when, by whom, how many rows. To go on is a decision. */
export function EarlierNotice({ earlier }: { earlier: readonly EarlierImport[] }) {
  const words = useWords();
  const format = useFormat();
  const link = useLinkStyle();
  return (
    <MessageBar intent="warning" layout="multiline" style={{ marginBottom: 16 }}>
      <MessageBarBody>
        <MessageBarTitle>{words("import.earlierTitle")}</MessageBarTitle>
        {words("import.earlierText")}
        <ul style={{ margin: "8px 0 0", paddingInlineStart: 20 }}>
          {earlier.map(({ id, name, by, createdOn, imported, rows }) => (
            <li key={id}>
              {by === undefined ? (
                name
              ) : (
                <Link to="/imports/$id" params={{ id }} className={link}>
                  {name}
                </Link>
              )}
              {" · "}
              {[format.moment(createdOn), ...(by === undefined ? [] : [by])].join(" · ")}
              {" · "}
              {words("import.earlierRows", { imported, rows: Math.max(rows, imported) })}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
