import { Combobox, Option, OptionGroup } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useMemo, useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { importableColumns } from "./matches.ts";

/** Values of the picker that are no column's name. */
export const special = { ignore: "-ignore", create: "-create" } as const;

interface FieldPickerProps {
  readonly table: Table;
  /** A column's name, or one of `special`; empty: nothing yet. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Offers to leave the column out. */
  readonly mayIgnore?: boolean;
  /** Offers to make a new column. */
  readonly mayCreate?: boolean;
  readonly id?: string;
  readonly placeholder?: string;
  readonly "aria-label"?: string;
  readonly "aria-labelledby"?: string;
  readonly "aria-describedby"?: string;
}

/** Picks one of all the fields that a file can fill, by typing part of its label. */
export function FieldPicker({ table, value, onChange, mayIgnore, mayCreate, ...rest }: FieldPickerProps) {
  const words = useWords();
  const { labels, language } = useLanguage();
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const fields = useMemo(() => {
    const order = new Intl.Collator(language);
    return importableColumns(table)
      .map((column) => ({
        name: column.name,
        label: labels.column(table, column),
        required: column.required === "ApplicationRequired",
      }))
      .sort((a, b) => order.compare(a.label, b.label));
  }, [table, labels, language]);

  const textOf = (chosen: string) => {
    if (chosen === special.ignore) return words("import.ignore");
    if (chosen === special.create) return words("import.newColumn");
    return fields.find(({ name }) => name === chosen)?.label ?? chosen;
  };
  const wanted = plain(typed ?? "");
  const found = fields.filter(({ name, label }) => plain(label).includes(wanted) || name.includes(wanted));
  const offers = [...(mayIgnore ? [special.ignore] : []), ...(mayCreate ? [special.create] : [])].filter((offer) =>
    plain(textOf(offer)).includes(wanted),
  );
  return (
    <Combobox
      {...rest}
      // Fluent's own name for the button is English.
      {...(rest["aria-label"] !== undefined && { expandIcon: { "aria-label": rest["aria-label"] } })}
      freeform
      style={{ width: "100%", minWidth: 0 }}
      value={typed ?? (value === "" ? "" : textOf(value))}
      selectedOptions={value === "" ? [] : [value]}
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setTyped(event.target.value);
        setOpen(true);
      }}
      onBlur={() => setTyped(undefined)}
      onOptionSelect={(_, { optionValue }) => {
        setTyped(undefined);
        if (optionValue) onChange(optionValue);
      }}
    >
      {/* Options by the hundred in every row of a file are made only where they are looked at. */}
      {open &&
        offers.map((offer) => (
          <Option key={offer} value={offer} text={textOf(offer)}>
            {textOf(offer)}
          </Option>
        ))}
      {open && found.length > 0 && (
        <OptionGroup label={words("import.fields")}>
          {found.map(({ name, label, required }) => (
            <Option key={name} value={name} text={label}>
              {required ? `${label} *` : label}
            </Option>
          ))}
        </OptionGroup>
      )}
      {open && found.length === 0 && offers.length === 0 && (
        <Option disabled text="">
          {words("import.noField")}
        </Option>
      )}
    </Combobox>
  );
}

/** Without accents and case, as people type when they search. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("đ", "d").toLowerCase();
}
