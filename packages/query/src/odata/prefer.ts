/** The `Prefer` header: what a client would like, and the `Preference-Applied` header that says what it got. */

export interface Preferences {
  readonly returnRepresentation: boolean;
  readonly annotations: AnnotationPreference;
  /** Rows a page, 1 to 5,000. */
  readonly maxPageSize: number | undefined;
  readonly continueOnError: boolean;
  readonly trackChanges: boolean;
  readonly respondAsync: boolean;
}

/** Which annotations were asked for. The three of the store's `Annotations` are worked out here. */
export interface AnnotationPreference {
  readonly formattedValue: boolean;
  readonly lookupLogicalName: boolean;
  readonly navigationProperty: boolean;
  /** As given: names, `*`, names that end in `*`; with `-` before one that is not wanted. Empty: none asked for. */
  readonly patterns: readonly string[];
}

const maxPageSize = 5000;
const maxPatterns = 100;

/**
 * Reads one header or several. As the standard asks, what is unknown or malformed is passed over; of a preference given
 * twice the first counts.
 */
export function parsePrefer(header: string | readonly string[] | undefined): Preferences {
  const given = new Map<string, string>();
  for (const text of typeof header === "string" ? [header] : (header ?? []))
    for (const [name, value] of readPreferences(text)) if (!given.has(name)) given.set(name, value);
  const size = Number(given.get("odata.maxpagesize") ?? given.get("maxpagesize") ?? 0);
  const annotations = given.get("odata.include-annotations") ?? given.get("include-annotations") ?? "";
  return {
    returnRepresentation: given.get("return")?.toLowerCase() === "representation",
    annotations: readAnnotations(annotations),
    maxPageSize: Number.isInteger(size) && size > 0 ? Math.min(size, maxPageSize) : undefined,
    continueOnError: isOn(given.get("odata.continue-on-error") ?? given.get("continue-on-error")),
    trackChanges: isOn(given.get("odata.track-changes") ?? given.get("track-changes")),
    respondAsync: isOn(given.get("respond-async")),
  };
}

/** Cuts `a, b="x,y"; c, d=e` at commas that are not in quotes; parameters behind `;` are dropped. */
function* readPreferences(text: string): Generator<[string, string]> {
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    if (at < text.length && (quoted || char !== ",")) continue;
    const preference = text.slice(start, at);
    const equals = preference.indexOf("=");
    const name = (equals < 0 ? preference : preference.slice(0, equals)).trim().toLowerCase();
    if (name !== "") yield [name, equals < 0 ? "" : unquote(preference.slice(equals + 1).trim())];
    start = at + 1;
  }
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value.split(";", 1)[0]?.trim() ?? "";
  const end = value.indexOf('"', 1);
  return value.slice(1, end < 0 ? undefined : end);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value.toLowerCase() !== "false";
}

function readAnnotations(list: string): AnnotationPreference {
  const patterns = list
    .split(",", maxPatterns)
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "");
  const wants = (name: string) => matchesAnnotation(patterns, name);
  return {
    formattedValue: wants("OData.Community.Display.V1.FormattedValue"),
    lookupLogicalName: wants("Microsoft.Dynamics.CRM.lookuplogicalname"),
    navigationProperty: wants("Microsoft.Dynamics.CRM.associatednavigationproperty"),
    patterns,
  };
}

/** Whether an annotation is wanted. The longest pattern that fits decides; `-` before it says no. */
export function matchesAnnotation(patterns: readonly string[], name: string): boolean {
  let length = -1;
  let wanted = false;
  for (const pattern of patterns) {
    const excluded = pattern.startsWith("-");
    const text = excluded ? pattern.slice(1) : pattern;
    const start = text.endsWith("*") ? text.slice(0, -1) : undefined;
    const fits = start === undefined ? name === text : name.startsWith(start);
    const fitLength = (start ?? text).length;
    if (!fits || fitLength <= length) continue;
    length = fitLength;
    wanted = !excluded;
  }
  return wanted;
}

/** What an answer made use of. */
export type AppliedPreference = "returnRepresentation" | "annotations" | "maxPageSize" | "continueOnError";

/** The text of `Preference-Applied` for what was asked for and used; undefined when that is nothing. */
export function preferenceApplied(preferences: Preferences, used: readonly AppliedPreference[]): string | undefined {
  const texts: Readonly<Record<AppliedPreference, string | false>> = {
    returnRepresentation: preferences.returnRepresentation && "return=representation",
    annotations:
      preferences.annotations.patterns.length > 0 &&
      `odata.include-annotations="${preferences.annotations.patterns.join(",").replace(/[^\x20-\x7e]|["\\]/g, "")}"`,
    maxPageSize: preferences.maxPageSize !== undefined && `odata.maxpagesize=${preferences.maxPageSize}`,
    continueOnError: preferences.continueOnError && "odata.continue-on-error",
  };
  return (
    used
      .map((name) => texts[name])
      .filter((text) => text !== false)
      .join(", ") || undefined
  );
}
