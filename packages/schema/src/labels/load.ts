import type { Language } from "../types.ts";
import { createLabels, type Labels, type LabelTexts } from "./create-labels.ts";

export type { Labels, NamedTable } from "./create-labels.ts";

const loaded = new Map<Language, Promise<Labels>>();

/** The labels of a language, its file fetched once and only when asked for. Rejects where the file cannot be fetched. */
export function loadLabels(language: Language): Promise<Labels> {
  const labels = loaded.get(language) ?? fetchLabels(language);
  loaded.set(language, labels);
  return labels;
}

async function fetchLabels(language: Language): Promise<Labels> {
  try {
    return createLabels(language, await texts[language]());
  } catch (error) {
    // A failed fetch may succeed next time.
    loaded.delete(language);
    throw error;
  }
}

const texts: Readonly<Record<Language, () => Promise<LabelTexts>>> = {
  en: async () => ({}),
  pl: async () => (await import("../../data/labels/pl.json", { with: { type: "json" } })).default,
  vi: async () => (await import("../../data/labels/vi.json", { with: { type: "json" } })).default,
};
