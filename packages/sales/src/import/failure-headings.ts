import type { Language } from "@leadwright/schema";

/** Headings that are added to the file of failed rows: row, column, reason. */
export const failureHeadings: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ["Import error: row", "Import error: column", "Import error: reason"],
  pl: ["Błąd importu: wiersz", "Błąd importu: kolumna", "Błąd importu: powód"],
  vi: ["Lỗi nhập: dòng", "Lỗi nhập: cột", "Lỗi nhập: lý do"],
};

const all: ReadonlySet<string> = new Set(Object.values(failureHeadings).flat());

/** True for a heading of ours: when the file of failed rows is imported again it is passed over. */
export function isFailureHeading(heading: string): boolean {
  return all.has(heading);
}
