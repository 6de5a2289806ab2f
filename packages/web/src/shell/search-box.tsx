import { Combobox, makeStyles, Option, OptionGroup, tokens } from "@fluentui/react-components";
import { Search20Regular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { FoundOption, optionValue } from "../lookup/found-option.tsx";
import { useSearch } from "../lookup/use-search.ts";
import { phone, useMedia } from "../theme/media.ts";
import { recordHref, searchedTables } from "./places.ts";
import { useShortcut } from "./shortcuts.tsx";

const useStyles = makeStyles({
  box: {
    width: "100%",
    maxWidth: "520px",
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    "& input": { textOverflow: "ellipsis", minWidth: 0, width: "100%" },
  },
  list: {
    maxHeight: "70vh",
    // Words about the search are no choice to go to.
    '& [aria-disabled="true"]': { color: tokens.colorNeutralForeground3 },
    '& [aria-disabled="true"]::after': { display: "none" },
  },
  icon: { color: tokens.colorNeutralForeground3 },
});

/** Finds records of all main tables while one types; Enter opens. */
export function SearchBox() {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const may = useMay();
  const navigate = useNavigate();
  const isPhone = useMedia(phone);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  useShortcut("/", words("keys.search"), () => input.current?.focus());

  const tables = searchedTables.filter((table) => may("read", table));
  const asked = text.trim().length >= 2;
  const { data: found = [], isError, isBehind } = useSearch({ tables, text, limit: 5, enabled: asked });
  const groups = tables.map((table) => ({ table, rows: found.filter((row) => row.table === table) }));

  return (
    <Combobox
      input={{ ref: input }}
      className={styles.box}
      listbox={{ className: styles.list }}
      freeform
      inlinePopup
      appearance="filled-lighter"
      expandIcon={<Search20Regular className={styles.icon} />}
      aria-label={words("search.label")}
      placeholder={words(isPhone ? "search.short" : "search.placeholder")}
      value={text}
      selectedOptions={[]}
      open={open && asked}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setText(event.target.value);
        setOpen(true);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") setText("");
      }}
      onOptionSelect={(_, { optionValue: chosen }) => {
        const row = found.find((each) => optionValue(each) === chosen);
        const href = row && recordHref(row.table, row.id);
        if (!href) return;
        setText("");
        setOpen(false);
        void navigate(href);
        // The work goes on in the page; letters typed now are shortcuts again.
        document.getElementById("page")?.focus();
      }}
    >
      {groups.map(({ table, rows }) =>
        rows.length === 0 ? null : (
          <OptionGroup key={table} label={labels.tables(tableOf(schema, table))}>
            {rows.map((row) => (
              <FoundOption key={row.id} found={row} />
            ))}
          </OptionGroup>
        ),
      )}
      {found.length === 0 && !isBehind && (
        <Option disabled text={text}>
          {isError ? words("search.failed") : words("search.nothing", { text: text.trim() })}
        </Option>
      )}
    </Combobox>
  );
}
