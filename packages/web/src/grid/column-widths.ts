import type { Column } from "@leadwright/schema";

/** Pixels at least, and the share of what is left over; without a share that wide and no wider. */
interface Width {
  readonly least: number;
  readonly share?: number;
}

const checkbox: Width = { least: 48 };
const primary: Width = { least: 220, share: 1.5 };
const text: Width = { least: 152, share: 1 };
const longText: Width = { least: 200, share: 1.6 };

const fixed: Partial<Record<Column["type"], number>> = {
  State: 144,
  Status: 176,
  Picklist: 152,
  MultiSelectPicklist: 200,
  Boolean: 112,
  Money: 152,
  Decimal: 120,
  Double: 120,
  Integer: 120,
  BigInt: 120,
  DateTime: 152,
  EntityName: 152,
};

export interface ColumnLayout {
  /** CSS grid-template-columns. */
  readonly template: string;
  /** Pixels; a narrower list scrolls sideways. */
  readonly least: number;
}

/** The checkbox, the name widest, others by what they hold. The same for each row, so that columns stand in line. */
export function columnLayout(columns: readonly Column[], primaryName: string | undefined): ColumnLayout {
  const widths = [checkbox, ...columns.map((column) => columnWidth(column, primaryName))];
  const tracks = widths.map(({ least, share }) =>
    share === undefined ? `${least}px` : `minmax(${least}px, ${share}fr)`,
  );
  return { template: tracks.join(" "), least: widths.reduce((sum, { least }) => sum + least, 0) };
}

function columnWidth(column: Column, primaryName: string | undefined): Width {
  if (column.name === primaryName) return primary;
  const least = fixed[column.type];
  if (least !== undefined) return { least };
  return (column.maxLength ?? 0) > 160 || column.format === "Email" ? longText : text;
}

/** Numbers are set flush right, so that their digits stand under one another. */
export function isNumeric(column: Column): boolean {
  return ["Money", "Decimal", "Double", "Integer", "BigInt"].includes(column.type);
}
