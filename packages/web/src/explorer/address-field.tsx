import { Combobox, makeStyles, Option, tokens } from "@fluentui/react-components";
import { type KeyboardEvent, useRef, useState } from "react";
import { apiRoot } from "../api/client.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { suggest } from "./suggest.ts";

const useStyles = makeStyles({
  line: {
    flex: "1 1 320px",
    minWidth: 0,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "4px 8px",
    fontFamily: tokens.fontFamilyMonospace,
  },
  root: { flexShrink: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase300 },
  field: { flex: "1 1 240px", minWidth: 0 },
  // An input is as wide as twenty letters otherwise, however narrow its field.
  input: { width: "100%", minWidth: 0, fontFamily: tokens.fontFamilyMonospace },
  list: { maxHeight: "40vh" },
  option: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
});

interface AddressFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onRun: () => void;
}

/** The address under the root of the Web API. Enter runs it as it stands; the arrows choose how it may go on. */
export function AddressField({ value, onChange, onRun }: AddressFieldProps) {
  const styles = useStyles();
  const words = useWords();
  const schema = useSchema();
  const [open, setOpen] = useState(false);
  const isChoosing = useRef(false);
  const found = open ? suggest(schema, value) : [];
  const isShown = found.length > 0;

  // Fluent would take the first suggestion on Enter, whether or not anybody went there.
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") isChoosing.current = true;
    if (event.key !== "Enter" || event.nativeEvent.isComposing || (isShown && isChoosing.current)) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    onRun();
  };
  return (
    <div className={styles.line} onKeyDownCapture={onKey}>
      <span className={styles.root}>
        <b>GET</b> {apiRoot}
      </span>
      <Combobox
        className={styles.field}
        input={{ className: styles.input, spellCheck: false, autoCapitalize: "off", autoComplete: "off" }}
        listbox={{ className: styles.list }}
        freeform
        inlinePopup
        autoFocus
        expandIcon={null}
        aria-label={words("explorer.address")}
        placeholder="leads?$top=5"
        value={value}
        selectedOptions={[]}
        open={isShown}
        onOpenChange={(_, data) => {
          isChoosing.current = false;
          setOpen(data.open);
        }}
        onChange={(event) => {
          isChoosing.current = false;
          onChange(event.target.value);
          setOpen(true);
        }}
        onOptionSelect={(_, { optionValue }) => {
          if (optionValue === undefined) return;
          isChoosing.current = false;
          onChange(optionValue);
        }}
      >
        {found.map((each) => (
          <Option key={each} value={each} text={each} className={styles.option}>
            {each}
          </Option>
        ))}
      </Combobox>
    </div>
  );
}
