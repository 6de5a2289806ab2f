import type { Language, Words } from "@leadwright/schema";
import { languageCodes } from "./labels.ts";

/**
 * The words of a Label as clients send it, by language. One in no language of ours counts as English where there is nothing
 * else. Undefined when there are none.
 */
export function readWords(label: unknown): Words | undefined {
  const words: Partial<Record<Language, string>> = {};
  const localized = isObject(label) && Array.isArray(label.LocalizedLabels) ? label.LocalizedLabels : [];
  const user = isObject(label) ? label.UserLocalizedLabel : undefined;
  for (const each of [user, ...localized].filter(isObject)) {
    const language = languages.find((one) => languageCodes[one] === each.LanguageCode);
    const text = textOf(each.Label);
    if (language !== undefined && text !== undefined) words[language] = text;
  }
  if (Object.keys(words).length > 0) return words;
  const other = [label, ...[user, ...localized].filter(isObject).map((each) => each.Label)].map(textOf);
  const first = other.find((text) => text !== undefined);
  return first === undefined ? undefined : { en: first };
}

/** What is English of them, else the first. */
export function mainWord(words: Words | undefined): string | undefined {
  return words?.en ?? Object.values(words ?? {})[0];
}

const languages = Object.keys(languageCodes) as Language[];

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
