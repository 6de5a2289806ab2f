import { AppError } from "@leadwright/schema";
import { type Definition, readDefinitionFilter, type Test } from "./definition-filter.ts";

/** What a request wants of metadata. */
export interface DefinitionOptions {
  readonly select: readonly string[] | undefined;
  readonly filter: Test | undefined;
  readonly expand: ReadonlyMap<string, DefinitionOptions>;
  readonly count: boolean;
}

const known: ReadonlySet<string> = new Set(["$select", "$filter", "$expand", "$count"]);

const longest = 10_000;

/** Throws badRequest. */
export function readDefinitionOptions(options: ReadonlyMap<string, string>, depth = 0): DefinitionOptions {
  if (depth > 3) throw new AppError("badRequest", { reason: "The expand is nested too deeply." });
  for (const name of options.keys())
    if (name.startsWith("$") && !known.has(name))
      throw new AppError("badRequest", { reason: `The query option '${name.slice(0, 40)}' is not for definitions.` });
  const select = options
    .get("$select")
    ?.split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const filter = options.get("$filter");
  const expand = new Map<string, DefinitionOptions>();
  for (const item of splitOutside(options.get("$expand") ?? "", ",")) {
    const [, name, inner = ""] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(item) ?? [];
    if (name === undefined) throw new AppError("badRequest", { reason: `'${item.slice(0, 60)}' cannot be expanded.` });
    expand.set(name, readDefinitionOptions(readInner(inner), depth + 1));
  }
  const test = filter === undefined ? undefined : readDefinitionFilter(filter);
  return { select, filter: test, expand, count: options.get("$count") === "true" };
}

function readInner(text: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const option of splitOutside(text, ";")) {
    const equals = option.indexOf("=");
    options.set(option.slice(0, Math.max(equals, 0)).trim(), option.slice(equals + 1));
  }
  return options;
}

/** Cuts at `mark` where it is in no parentheses and no quotes; empty parts are left out. */
function splitOutside(text: string, mark: string): string[] {
  if (text.length > longest) throw new AppError("badRequest", { reason: "The query option is too long." });
  const parts: string[] = [];
  let start = 0;
  let open = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (char === "'") quoted = !quoted;
    else if (!quoted && char === "(") open++;
    else if (!quoted && char === ")") open--;
    if (at < text.length && (quoted || open > 0 || char !== mark)) continue;
    if (text.slice(start, at).trim() !== "") parts.push(text.slice(start, at));
    start = at + 1;
  }
  return parts;
}

/** The properties that were asked for; ids, types and what was expanded always. */
export function project(definition: Definition, { select, expand }: DefinitionOptions): Definition {
  if (select === undefined) return definition;
  const wanted = new Set(["@odata.type", "MetadataId", ...select, ...expand.keys()]);
  return Object.fromEntries(Object.entries(definition).filter(([name]) => wanted.has(name)));
}

/** Those that the filter lets through, projected. */
export function projectAll(definitions: readonly Definition[], options: DefinitionOptions): Definition[] {
  const { filter } = options;
  const passed = filter === undefined ? definitions : definitions.filter(filter);
  return passed.map((definition) => project(definition, options));
}
