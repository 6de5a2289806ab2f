import { AppError, type Column } from "@leadwright/schema";
import type { ImportPlan } from "./column-plan.ts";
import type { Dialect } from "./dialect.ts";
import { studyFormats } from "./formats.ts";
import type { Row } from "./read-rows.ts";

const numeric: ReadonlySet<Column["type"]> = new Set(["Integer", "BigInt", "Decimal", "Double", "Money"]);

/**
 * The dialect with the formats of dates and numbers that the plan's columns need: what was said of them, else what the
 * values themselves tell. Throws importDatesOpen, importDecimalsOpen when neither says which of two readings is meant:
 * nothing is guessed.
 */
export function decideFormats(plan: ImportPlan, rows: readonly Row[], dialect: Dialect): Dialect {
  const types = new Map(plan.columns.map(({ index, column }) => [index, column.type]));
  const isNumber = (index: number) => {
    const type = types.get(index);
    return type !== undefined && numeric.has(type);
  };
  const values = rows.map(({ cells }) => cells);
  const { dates, decimals } = studyFormats(values, (index) => types.get(index) === "DateTime", isNumber);
  const headingOf = (index: number) => plan.columns.find((each) => each.index === index)?.heading ?? "";
  if (dialect.dates === undefined && dates.found === undefined && dates.open) {
    const { text, column } = dates.open;
    throw new AppError("importDatesOpen", { value: text, heading: headingOf(column) });
  }
  if (dialect.decimals === undefined && decimals.found === undefined && decimals.open) {
    const { text, column } = decimals.open;
    throw new AppError("importDecimalsOpen", { value: text, heading: headingOf(column) });
  }
  return {
    ...dialect,
    ...(dialect.dates === undefined && dates.found && { dates: dates.found }),
    ...(dialect.decimals === undefined && decimals.found && { decimals: decimals.found }),
  };
}
