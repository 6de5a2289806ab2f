import { isReference } from "@leadwright/schema";
import type { Phase } from "../draft.ts";

/** Columns that say what a lookup points at: by table name, or by the table's type code. */
const typeColumns: Readonly<Record<string, readonly { lookup: string; column: string; as: "name" | "code" }[]>> = {
  annotation: [{ lookup: "objectid", column: "objecttypecode", as: "name" }],
  customeraddress: [{ lookup: "parentid", column: "objecttypecode", as: "name" }],
  connection: [
    { lookup: "record1id", column: "record1objecttypecode", as: "code" },
    { lookup: "record2id", column: "record2objecttypecode", as: "code" },
  ],
  queueitem: [{ lookup: "objectid", column: "objecttypecode", as: "code" }],
};

/** Keeps the type beside a lookup that may point at many tables. */
export const setTargetTypes: Phase = (draft) => {
  for (const { lookup, column, as } of typeColumns[draft.table.name] ?? []) {
    const target = draft.values[lookup];
    if (target === undefined || !draft.table.columns.has(column)) continue;
    const table = isReference(target) ? draft.schema.tables.get(target.table) : undefined;
    draft.values[column] = (as === "name" ? table?.name : table?.typeCode) ?? null;
  }
};
