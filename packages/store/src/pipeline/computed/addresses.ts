import type { Table } from "@leadwright/schema";
import type { Draft, Phase } from "../draft.ts";

const parts = ["line1", "line2", "line3", "city", "stateorprovince", "postalcode", "country"] as const;
const prefixes = new WeakMap<Table, readonly string[]>();

/** Each address in one text, as it is read: streets, then city, region and postal code on a line, then country. */
export const setAddressTexts: Phase = (draft) => {
  for (const prefix of addressPrefixes(draft.table)) {
    if (parts.some((part) => `${prefix}${part}` in draft.values)) {
      draft.values[`${prefix}composite`] = addressText(draft, prefix);
    }
  }
};

function addressText(draft: Draft, prefix: string): string | null {
  const part = (name: (typeof parts)[number]) => String(draft.after(`${prefix}${name}`) ?? "").trim();
  const region = [part("stateorprovince"), part("postalcode")].filter(Boolean).join(" ");
  const place = [part("city"), region].filter(Boolean).join(", ");
  const lines = [part("line1"), part("line2"), part("line3"), place, part("country")].filter(Boolean);
  return lines.length > 0 ? lines.join("\r\n") : null;
}

/** "address1_", "billto_" ...: the prefixes under which a table has an address with such a text. */
function addressPrefixes(table: Table): readonly string[] {
  let found = prefixes.get(table);
  if (!found) {
    found = [...table.columns.keys()]
      .filter((name) => name.endsWith("_composite"))
      .map((name) => name.slice(0, -"composite".length));
    prefixes.set(table, found);
  }
  return found;
}
