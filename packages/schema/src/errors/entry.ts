import type { Language } from "../types.ts";

export interface CatalogueEntry {
  readonly status: number;
  readonly code: string;
  readonly message: Readonly<Record<Language, string>>;
}

export function entry(status: number, code: string, en: string, pl: string, vi: string): CatalogueEntry {
  return { status, code, message: { en, pl, vi } };
}
