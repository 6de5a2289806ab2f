import { makeStyles, SearchBox } from "@fluentui/react-components";
import { Filter20Regular } from "@fluentui/react-icons";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWords } from "../language/use-words.ts";
import { useDelayed } from "../lookup/use-delayed.ts";
import { useShortcut } from "../shell/shortcuts.tsx";

const useStyles = makeStyles({
  box: { width: "280px", maxWidth: "100%", flexShrink: 1, minWidth: 0, "@media (max-width: 639px)": { width: "100%" } },
});

interface KeywordFilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Names of the columns it looks in. */
  readonly columns: string;
  /** Arrow down goes on into the list. */
  readonly onLeave: () => void;
}

/** Narrows the list to rows that begin with what is typed, once the typing pauses. */
export function KeywordFilter({ value, onChange, columns, onLeave }: KeywordFilterProps) {
  const styles = useStyles();
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const settled = useDelayed(text, 250);
  useShortcut("f", words("keys.grid.filter"), () => input.current?.focus());

  const send = useEffectEvent((next: string) => {
    if (next !== value) onChange(next);
  });
  useEffect(() => send(settled.trim()), [settled]);

  return (
    <SearchBox
      input={{ ref: input }}
      className={styles.box}
      contentBefore={<Filter20Regular />}
      value={text}
      onChange={(_, data) => setText(data.value)}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" && event.key !== "Enter") return;
        event.preventDefault();
        onLeave();
      }}
      placeholder={words("grid.filter")}
      aria-label={words("grid.filterLabel", { columns })}
      title={words("grid.filterHint", { columns })}
    />
  );
}
