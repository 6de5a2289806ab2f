import { AppError } from "@leadwright/schema";
import { z } from "zod";

/** Kinds of column that an import may create. */
export const columnKinds = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "choice",
  "boolean",
  "date",
  "datetime",
] as const;
export type ColumnKind = (typeof columnKinds)[number];

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const target = z.strictObject({
  /** Logical name of the column the heading goes to. */
  to: z.string().min(1).max(64),
  /** Make the column, of this kind, if the table does not have it. */
  create: z.enum(columnKinds).optional(),
  /** Cell text -> value to store; a cell that is not named is read as usual. */
  values: z.record(z.string(), scalar).optional(),
  /** Choice columns: labels that are not there become new choices. */
  addChoices: z.boolean().optional(),
});

const importMap = z.strictObject({
  columns: z.record(z.string(), z.union([target, z.literal("ignore")])).default({}),
  /** Column -> the same value for every row. */
  constants: z.record(z.string(), scalar).default({}),
  /** What becomes of headings that `columns` does not name. */
  rest: z.enum(["create", "ignore"]).default("ignore"),
});

export type ImportMap = z.infer<typeof importMap>;
export type ImportTarget = z.infer<typeof target>;

/** Reads a map as a person or the import page wrote it. Throws importFile that names the place. */
export function readImportMap(json: unknown): ImportMap {
  const result = importMap.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.map(String).join(" > ") || "the map";
  throw new AppError("importFile", {
    reason: `The import map is wrong at ${place}: ${issue?.message ?? "not readable"}`,
  });
}
