/** Labels that repeat with a number or a word around them, so that the label files hold each part once. */

/** "Address1 Line1", as some tables have it, to "Address 1: Street 1", as the others do. */
export function tidyEnglish(label: string): string {
  const text = label.trim();
  const address = /^Address(\d) (.+)$/.exec(text);
  if (address) {
    const [, number, part = ""] = address;
    return part === "Composite" ? `Address ${number}` : `Address ${number}: ${addressParts.get(part) ?? part}`;
  }
  return (addressParts.get(text) ?? text).replace(/^(.+ Amount|Price Per Unit|Tax) Base$/, "$1 (Base)");
}

const addressParts: ReadonlyMap<string, string> = new Map([
  ["Address Id", "ID"],
  ["Address Type Code", "Address Type"],
  ["Country", "Country/Region"],
  ["Freight Terms Code", "Freight Terms"],
  ["Line1", "Street 1"],
  ["Line2", "Street 2"],
  ["Line3", "Street 3"],
  ["Postal Code", "ZIP/Postal Code"],
  ["Shipping Method Code", "Shipping Method"],
  ["State Or Province", "State/Province"],
  ["Telephone1", "Telephone 1"],
  ["Telephone2", "Telephone 2"],
  ["Telephone3", "Telephone 3"],
  ["UPSZone", "UPS Zone"],
  ["UTCOffset", "UTC Offset"],
]);

const patterns: readonly { readonly shape: RegExp; readonly key: string; readonly startsWithPart: boolean }[] = [
  { shape: /^(?<part>.+) \(Base\)$/, key: "{part} (Base)", startsWithPart: true },
  { shape: /^Address (?<n>\d)$/, key: "Address {n}", startsWithPart: false },
  { shape: /^Address (?<n>\d): (?<part>.+)$/, key: "Address {n}: {part}", startsWithPart: false },
  { shape: /^Bill To (?<part>.+)$/, key: "Bill To {part}", startsWithPart: false },
  { shape: /^Ship To (?<part>.+)$/, key: "Ship To {part}", startsWithPart: false },
  { shape: /^Other (?<part>.+)$/, key: "Other {part}", startsWithPart: false },
];

/** The translation of a label that is not in a label file itself but whose shape and part are; undefined: unknown. */
export function translateShape(label: string, texts: ReadonlyMap<string, string>): string | undefined {
  for (const { shape, key, startsWithPart } of patterns) {
    const groups = shape.exec(label)?.groups;
    const template = texts.get(key);
    if (!groups || template === undefined) continue;
    const part = groups.part === undefined ? "" : texts.get(groups.part);
    if (part === undefined) continue;
    return template.replace("{n}", groups.n ?? "").replace("{part}", () => (startsWithPart ? part : lowerFirst(part)));
  }
  return undefined;
}

/** Inside a phrase; abbreviations ("UPS ...") keep their capitals. */
function lowerFirst(text: string): string {
  const second = text.charAt(1);
  return second !== second.toLowerCase() ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
