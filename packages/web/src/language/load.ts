import type { Language } from "@leadwright/schema";
import { type Labels, loadLabels } from "@leadwright/schema/labels/load";
import type { messages as english } from "./en.ts";

export type MessageId = keyof typeof english;
type Messages = Readonly<Record<MessageId, string>>;

export interface LoadedLanguage {
  readonly language: Language;
  readonly messages: Messages;
  /** Names of tables, columns and choices. */
  readonly labels: Labels;
}

export const languages: readonly Language[] = ["en", "pl", "vi"];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", pl: "Polski", vi: "Tiếng Việt" };

/** Dataverse's codes, kept in usersettings.uilanguageid and organization.languagecode. */
export const languageCodes: Readonly<Record<Language, number>> = { en: 1033, pl: 1045, vi: 1066 };

/** A language's words; each language is a file of its own that only its readers fetch. */
export async function loadLanguage(language: Language): Promise<LoadedLanguage> {
  const [{ messages }, labels] = await Promise.all([messageFiles[language](), loadLabels(language)]);
  return { language, messages, labels };
}

const messageFiles: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import("./en.ts"),
  pl: () => import("./pl.ts"),
  vi: () => import("./vi.ts"),
};
