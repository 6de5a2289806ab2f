import { createHash } from "node:crypto";
import type { Language, Words } from "@leadwright/schema";
import { type Labels, labelsFor } from "@leadwright/schema/labels";

/** Windows' numbers of our languages, by which clients know them. */
export const languageCodes: Readonly<Record<Language, number>> = { en: 1033, pl: 1045, vi: 1066 };
const languages = Object.keys(languageCodes) as Language[];

/** The words for tables, columns and choices in every language, and the one that the user reads. */
export interface Texts {
  readonly language: Language;
  readonly all: readonly Labels[];
}

export function textsFor(language: Language): Texts {
  return { language, all: languages.map(labelsFor) };
}

/** A text of the metadata as clients expect it: one label a language. */
export function label({ language, all }: Texts, text: (labels: Labels) => string) {
  return labelOf(language, Object.fromEntries(all.map((labels) => [labels.language, text(labels)])));
}

/** The same from words as they are kept: in some languages, in none. */
export function labelOf(language: Language, words: Words = {}) {
  const localized = languages.flatMap((each) => {
    const text = words[each];
    return text === undefined ? [] : [localizedLabel(text, each)];
  });
  const own = localized.find(({ LanguageCode }) => LanguageCode === languageCodes[language]);
  return { LocalizedLabels: localized, UserLocalizedLabel: own ?? localized[0] ?? null };
}

function localizedLabel(text: string, language: Language) {
  return {
    Label: text,
    LanguageCode: languageCodes[language],
    IsManaged: false,
    MetadataId: metadataId("label", language, text),
    HasChanged: null,
  };
}

/** The same id for the same thing on every server: made from its name. */
export function metadataId(...name: readonly string[]): string {
  const hex = createHash("sha256").update(name.join("/")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A setting of the metadata that an organisation may or may not change. */
export function managed<Value>(value: Value, property: string, canBeChanged = false) {
  return { Value: value, CanBeChanged: canBeChanged, ManagedPropertyLogicalName: property };
}
