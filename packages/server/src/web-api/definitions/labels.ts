import { createHash } from "node:crypto";

const english = 1033;

/** A text of the metadata as clients expect it: one label a language. Ours are English here; the web app translates. */
export function label(text: string) {
  const localized = {
    Label: text,
    LanguageCode: english,
    IsManaged: true,
    MetadataId: metadataId("label", text),
    HasChanged: null,
  };
  return { LocalizedLabels: [localized], UserLocalizedLabel: localized };
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
