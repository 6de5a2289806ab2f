import type { Language } from "../types.ts";
import { type CatalogueEntry, catalogue, type ErrorKey } from "./catalogue.ts";

export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The one error class: a key of the catalogue and what fills its words. Anything else that is thrown is a defect. */
export class AppError extends Error {
  readonly key: ErrorKey;
  readonly details: ErrorDetails;

  constructor(key: ErrorKey, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(errorMessage(key, details, "en"), options);
    this.name = "AppError";
    this.key = key;
    this.details = details;
  }

  get entry(): CatalogueEntry {
    return catalogue[this.key];
  }

  /** The message in a language, details filled in. */
  words(language: Language): string {
    return errorMessage(this.key, this.details, language);
  }
}

function errorMessage(key: ErrorKey, details: ErrorDetails, language: Language): string {
  return catalogue[key].message[language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));
}
