import type { Column } from "@leadwright/schema";

const widths: Partial<Record<Column["type"], string>> = {
  State: "136px",
  Status: "152px",
  Picklist: "152px",
  Boolean: "112px",
  Money: "152px",
  Decimal: "120px",
  Double: "120px",
  Integer: "120px",
  BigInt: "120px",
  DateTime: "152px",
  EntityName: "136px",
};

/** CSS grid columns: the checkbox, the name widest, others by what they hold. */
export function columnTemplate(columns: readonly Column[], primaryName: string | undefined): string {
  const tracks = columns.map((column) => {
    if (column.name === primaryName) return "minmax(220px, 2fr)";
    return widths[column.type] ?? "minmax(152px, 1fr)";
  });
  return ["48px", ...tracks].join(" ");
}

/** Numbers are set flush right, so that their digits stand under one another. */
export function isNumeric(column: Column): boolean {
  return ["Money", "Decimal", "Double", "Integer", "BigInt"].includes(column.type);
}
