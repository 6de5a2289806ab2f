/** The part of a URL behind the question mark, cut at `&` and decoded. */
import { badRequest, shorten } from "./problems.ts";

export interface RawOptions {
  /** `$select` and its kind, and fetchXml, savedQuery, userQuery. */
  readonly system: ReadonlyMap<string, string>;
  /** `@p1` -> its text. */
  readonly aliases: ReadonlyMap<string, string>;
}

const known: ReadonlySet<string> = new Set([
  ...["$select", "$filter", "$orderby", "$top", "$count", "$expand", "$skiptoken", "$id", "$format"],
  ...["$apply", "$skip", "$search", "$deltatoken"],
]);
const viewOptions: ReadonlySet<string> = new Set(["fetchXml", "savedQuery", "userQuery"]);

/**
 * Decodes all options. Unknown ones that begin with `$` and options given twice are refused; other unknown ones are nobody's
 * business and left out.
 */
export function readOptions(raw: string): RawOptions {
  const system = new Map<string, string>();
  const aliases = new Map<string, string>();
  for (const part of raw.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decodeOption(equals < 0 ? part : part.slice(0, equals));
    const group = groupOf(name, system, aliases);
    if (group === undefined) continue;
    if (group.has(name)) throw badRequest(`The query option '${shorten(name)}' is given more than once.`);
    group.set(name, equals < 0 ? "" : decodeOption(part.slice(equals + 1)));
  }
  return { system, aliases };
}

function groupOf(name: string, system: Map<string, string>, aliases: Map<string, string>) {
  if (name.startsWith("@")) return aliases;
  if (!name.startsWith("$")) return viewOptions.has(name) ? system : undefined;
  if (!known.has(name)) throw badRequest(`The query option '${shorten(name)}' is unknown.`);
  return system;
}

function decodeOption(text: string): string {
  return decode(text.includes("+") ? text.replaceAll("+", " ") : text);
}

/** Undoes percent-encoding. Throws badRequest when it is broken. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest(`The percent-encoding of '${shorten(text)}' is broken.`);
  }
}
