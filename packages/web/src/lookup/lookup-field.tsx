import { Combobox, makeStyles, Option, tokens } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { type RefObject, useState } from "react";
import type { LookupValue } from "../api/values.ts";
import { useWords } from "../language/use-words.ts";
import { iconOf, recordHref } from "../shell/places.ts";
import { FoundOption, optionValue } from "./found-option.tsx";
import { useSearch } from "./use-search.ts";

export interface LookupFieldProps {
  /** Tables it may point at. */
  readonly targets: readonly string[];
  readonly value: LookupValue | null;
  readonly onChange: (value: LookupValue | null) => void;
  /** OData filter for the choices, by table: `{ systemuser: "isdisabled eq false" }`. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** As the fields beside it. */
  readonly appearance?: "outline" | "filled-darker";
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly onBlur?: () => void;
  /** Usually given by the Field around it. */
  readonly id?: string;
  readonly "aria-labelledby"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
}

const useStyles = makeStyles({
  field: { width: "100%", minWidth: 0 },
  // An input is as wide as twenty letters otherwise, however narrow its field.
  input: { width: "100%", minWidth: 0, textOverflow: "ellipsis" },
  value: { display: "flex", alignItems: "center", gap: "8px", minHeight: "32px", minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

/** Picks one record of one of several tables, searching while one types. Emptying the box clears the value. */
export function LookupField(props: LookupFieldProps) {
  const {
    targets,
    value,
    onChange,
    filters,
    inputRef,
    onBlur,
    disabled,
    required,
    placeholder,
    autoFocus,
    appearance = "outline",
    ...rest
  } = props;
  const styles = useStyles();
  const words = useWords();
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const search = useSearch({ tables: targets, text: typed ?? "", enabled: open, ...(filters && { filters }) });
  const found = search.data ?? [];

  const leave = () => {
    if (typed === "" && value !== null) onChange(null);
    setTyped(undefined);
    onBlur?.();
  };
  return (
    <Combobox
      {...rest}
      className={styles.field}
      input={{ className: styles.input, ...(inputRef && { ref: inputRef }) }}
      appearance={appearance}
      freeform
      clearable={!required}
      disabled={disabled ?? false}
      required={required ?? false}
      autoFocus={autoFocus ?? false}
      placeholder={placeholder ?? words("lookup.placeholder")}
      value={typed ?? value?.name ?? ""}
      selectedOptions={value ? [optionValue(value)] : []}
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setTyped(event.target.value);
        setOpen(true);
      }}
      onBlur={leave}
      onOptionSelect={(event, { optionValue: chosen }) => {
        // Typing over the name makes Fluent drop its selection; only the clear button means that the value goes.
        if (chosen === undefined && event.type === "change") return;
        const row = found.find((each) => optionValue(each) === chosen);
        setTyped(undefined);
        if (chosen === undefined) onChange(null);
        else if (row) onChange({ table: row.table, id: row.id, name: row.name });
      }}
    >
      {found.map((row) => (
        <FoundOption key={optionValue(row)} found={row} />
      ))}
      {found.length === 0 && !search.isBehind && !search.isPending && (
        <Option disabled text="">
          {words(search.isError ? "search.failed" : "lookup.nothing")}
        </Option>
      )}
    </Combobox>
  );
}

/** A lookup's value to read: picture and name, a link where the record has a page. */
export function LookupLink({ value }: { value: LookupValue }) {
  const styles = useStyles();
  const Icon = iconOf(value.table);
  const href = recordHref(value.table, value.id);
  return (
    <span className={styles.value}>
      <Icon className={styles.icon} aria-hidden />
      {href ? (
        <Link {...href} className={styles.name} style={{ color: tokens.colorBrandForegroundLink }}>
          {value.name}
        </Link>
      ) : (
        <span className={styles.name}>{value.name}</span>
      )}
    </span>
  );
}
