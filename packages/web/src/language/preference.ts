import type { Language } from "@leadwright/schema";
import { languages } from "./load.ts";

const storageKey = "leadwright.language";

/** The language last chosen in this browser, else the browser's own, else English. */
export function preferredLanguage(): Language {
  const wishes = [localStorage.getItem(storageKey), ...navigator.languages];
  for (const wish of wishes) {
    const language = languages.find((candidate) => candidate === wish?.slice(0, 2).toLowerCase());
    if (language) return language;
  }
  return "en";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
}

/**
 * The browser's own variant of the language (en-GB), so dates and numbers look as people there write them. Where the system
 * has no locale, browsers name tags that Intl refuses (en-US@posix): those are passed over.
 */
export function localeOf(language: Language): string {
  const variants = navigator.languages.filter((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return variants.find(isLanguageTag) ?? language;
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** Undefined for a time zone that this browser does not know: its own is taken then. */
export function knownTimeZone(name: string | undefined): string | undefined {
  if (!name) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
