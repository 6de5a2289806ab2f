import { AppError } from "@leadwright/schema";
import { z } from "zod";

/** Kinds of column that an import may create. */
const columnKinds = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "choice",
  "choices",
  "boolean",
  "date",
  "datetime",
] as const;
export type ColumnKind = (typeof columnKinds)[number];

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof scalar>;

const target = z.strictObject({
  /** Logical name of the column the heading goes to. */
  to: z.string().min(1).max(64),
  /** Make the column, of this kind, if the table does not have it. */
  create: z.enum(columnKinds).optional(),
  /**
   * Cell text -> what is read in its place. Text is read as if the cell said it (a label, a name), all else is the value;
   * null: nothing. A cell that is not named is read as usual.
   */
  values: z.record(z.string(), scalar).optional(),
  /** Choice columns: labels that are not there become new choices. */
  addChoices: z.boolean().optional(),
});

const importMap = z.strictObject({
  columns: z.record(z.string(), z.union([target, z.literal("ignore")])).default({}),
  /** Column -> the same for every row, read like `values`. */
  constants: z.record(z.string(), scalar).default({}),
  /** What becomes of headings that `columns` does not name. */
  rest: z.enum(["create", "ignore"]).default("ignore"),
});

export type ImportMap = z.infer<typeof importMap>;
export type ImportTarget = z.infer<typeof target>;

/** Where a heading goes by the map; undefined when the map does not name it. */
export function namedTarget(map: ImportMap, heading: string): ImportTarget | "ignore" | undefined {
  // A heading may be called "constructor".
  return Object.hasOwn(map.columns, heading) ? map.columns[heading] : undefined;
}

/** Reads a map as a person or the import page wrote it. Throws importFile that names the place. */
export function readImportMap(json: unknown): ImportMap {
  const result = importMap.safeParse(json);
  if (result.success) return { ...result.data, columns: withTrimmedNames(result.data.columns) };
  const issue = result.error.issues[0];
  const place = issue?.path.map(String).join(" > ") || "the map";
  throw new AppError("importFile", {
    reason: `The import map is wrong at ${place}: ${issue?.message ?? "not readable"}`,
  });
}

/** Headings are trimmed when they are read; so is what names them. */
function withTrimmedNames(columns: ImportMap["columns"]): ImportMap["columns"] {
  return Object.fromEntries(Object.entries(columns).map(([heading, target]) => [heading.trim(), target]));
}
