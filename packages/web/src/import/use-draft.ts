import { useEffect, useState } from "react";
import type { LookupValue } from "../api/values.ts";
import type { MatchedColumn } from "./matches.ts";
import type { Dialect, Scalar } from "./types.ts";

export interface ConstantDraft {
  /** Tells it from others while no field is chosen, or one twice. */
  readonly key: number;
  readonly column: string;
  readonly value: Scalar;
  /** What is shown for a lookup's id. */
  readonly shown?: LookupValue;
}

/** What a person has decided about a file that is not yet imported. */
export interface ImportDraft {
  readonly dialect: Partial<Dialect>;
  /** Matches chosen, by heading. */
  readonly chosen: readonly (readonly [heading: string, column: MatchedColumn])[];
  readonly constants: readonly ConstantDraft[];
  /** null: whoever imports. */
  readonly owner: LookupValue | null;
  /** The same content was imported before, and is to be once more. */
  readonly again: boolean;
}

const empty: ImportDraft = { dialect: {}, chosen: [], constants: [], owner: null, again: false };

/** The draft of one import, kept with the browser's tab until the import is started. */
export function useDraft(id: string): [ImportDraft, (change: Partial<ImportDraft>) => void, () => void] {
  const key = `leadwright.import.${id}`;
  const [draft, setDraft] = useState<ImportDraft>(() => {
    const stored = sessionStorage.getItem(key);
    return stored === null ? empty : { ...empty, ...(JSON.parse(stored) as Partial<ImportDraft>) };
  });
  useEffect(() => {
    if (draft !== empty) sessionStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  const change = (next: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...next }));
  return [draft, change, () => sessionStorage.removeItem(key)];
}

/** Constants and owner as a map has them. */
export function constantsOf({ constants, owner }: ImportDraft): Readonly<Record<string, Scalar>> {
  const given = constants.filter(({ column, value }) => column !== "" && value !== null && value !== "");
  return {
    ...Object.fromEntries(given.map(({ column, value }) => [column, value])),
    ...(owner && { ownerid: owner.id }),
  };
}
