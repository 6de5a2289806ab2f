/** The text of a Label as clients send it: the user's own, else English, else the first. Undefined when there is none. */
export function readLabel(label: unknown): string | undefined {
  if (typeof label === "string") return nonEmpty(label);
  if (!isObject(label)) return undefined;
  const localized = Array.isArray(label.LocalizedLabels) ? label.LocalizedLabels.filter(isObject) : [];
  const english = localized.find((each) => each.LanguageCode === 1033);
  const candidates = [label.UserLocalizedLabel, english, ...localized];
  for (const candidate of candidates) {
    const text = isObject(candidate) ? candidate.Label : undefined;
    if (typeof text === "string" && text.trim() !== "") return text.trim();
  }
  return undefined;
}

function nonEmpty(text: string): string | undefined {
  return text.trim() === "" ? undefined : text.trim();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
