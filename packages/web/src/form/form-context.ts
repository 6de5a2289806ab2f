import type { Table } from "@leadwright/schema";
import { createContext, use } from "react";
import type { Control } from "react-hook-form";
import type { ApiRecord } from "../api/records.ts";
import type { LookupValue } from "../api/values.ts";
import type { Drafts } from "./drafts.ts";

export interface FormScope {
  readonly table: Table;
  readonly control: Control<Drafts>;
  readonly isNew: boolean;
  /** Nothing can be changed: the record is closed, or the user may not. */
  readonly readOnly: boolean;
  /** As stored; absent for a new one. */
  readonly record?: ApiRecord;
  /** The stored record as a lookup points at it. */
  readonly self?: LookupValue;
  /** Id of the element that holds a column's field; one of the header has another than one of a tab. */
  readonly fieldId: (column: string, place: "header" | "tab") => string;
  /** A person chose this record in this lookup. */
  readonly onChosen: (column: string, value: LookupValue) => void;
}

export const FormContext = createContext<FormScope | undefined>(undefined);

export function useFormScope(): FormScope {
  const scope = use(FormContext);
  if (!scope) throw new Error("useFormScope outside a record form");
  return scope;
}
