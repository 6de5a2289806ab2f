import pl from "../../data/labels/pl.json" with { type: "json" };
import vi from "../../data/labels/vi.json" with { type: "json" };
import type { Language } from "../types.ts";
import { createLabels, type Labels } from "./create-labels.ts";

export type { Labels, NamedTable } from "./create-labels.ts";
export { findColumnByHeading, type HeadingMatch } from "./find-column-by-heading.ts";

const all: Readonly<Record<Language, Labels>> = {
  en: createLabels("en"),
  pl: createLabels("pl", pl),
  vi: createLabels("vi", vi),
};

/** The labels of a language. Holds all languages: a page that needs one loads it with `./labels/load` instead. */
export function labelsFor(language: Language): Labels {
  return all[language];
}
