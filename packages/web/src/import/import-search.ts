/** What the addresses of imports say behind the path. */
export interface ImportSearch {
  /** The step before the import is started; absent: the file. */
  readonly step?: "match" | "options";
}

export interface NewImportSearch {
  /** Table to import into. */
  readonly table?: string;
  /** Import whose failed rows were corrected: the new file goes the same way. */
  readonly like?: string;
}

export function readImportSearch({ step }: Record<string, unknown>): ImportSearch {
  return step === "match" || step === "options" ? { step } : {};
}

export function readNewImportSearch({ table, like }: Record<string, unknown>): NewImportSearch {
  return {
    ...(typeof table === "string" && { table }),
    ...(typeof like === "string" && { like }),
  };
}
