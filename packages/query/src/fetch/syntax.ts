/** FetchXML as text -> its elements, each where it may be. Knows no tables. */
import { shorten } from "../odata/problems.ts";
import { type FetchError, fetchError } from "./problems.ts";
import { parseXml, type XmlAttribute, type XmlElement } from "./xml.ts";

const inside: Readonly<Record<string, readonly string[]>> = {
  fetch: ["entity"],
  entity: ["attribute", "all-attributes", "no-attrs", "order", "filter", "link-entity"],
  "link-entity": ["attribute", "all-attributes", "no-attrs", "order", "filter", "link-entity"],
  filter: ["filter", "condition", "link-entity"],
  condition: ["value"],
};

/** The `<fetch>` element of a query whose elements are all known and in their places. Throws the errors of FetchXML. */
export function parseFetch(text: string): XmlElement {
  const fetch = parseXml(text);
  if (fetch.name !== "fetch")
    throw fetchError("fetchNode", `Expected <fetch>, found <${shorten(fetch.name)}>`, fetch.position);
  checkChildren(fetch);
  const [entity, second] = fetch.children;
  if (!entity) throw fetchError("fetchElement", "<fetch> holds no <entity>", fetch.position);
  if (second) throw fetchError("fetchNode", "<fetch> holds one <entity> only", second.position);
  return fetch;
}

/** Depth is limited by the XML reader, so the recursion is. */
function checkChildren(element: XmlElement): void {
  const allowed = inside[element.name] ?? [];
  for (const child of element.children) {
    if (!allowed.includes(child.name)) {
      const problem = `<${shorten(child.name)}> cannot be in <${element.name}>`;
      throw fetchError("fetchNode", problem, child.position);
    }
    checkChildren(child);
  }
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Undefined when the attribute is missing or empty. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name)?.value.trim() || undefined;
}

export function positionOf(element: XmlElement, name: string): number {
  return element.attributes.get(name)?.position ?? element.position;
}

export function needed(element: XmlElement, name: string, key: FetchError): XmlAttribute {
  const value = textOf(element, name);
  if (value === undefined) throw fetchError(key, `<${element.name}> needs the attribute '${name}'`, element.position);
  return { value, position: positionOf(element, name) };
}

/** `true`, `1`, `false`, `0`; false when missing. */
export function flagOf(element: XmlElement, name: string, key: FetchError = "fetchNode"): boolean {
  const text = textOf(element, name)?.toLowerCase();
  if (text === undefined || text === "false" || text === "0") return false;
  if (text === "true" || text === "1") return true;
  throw fetchError(key, `'${name}' is true or false, not '${shorten(text)}'`, positionOf(element, name));
}

/** A whole number of at least `least`; undefined when missing. */
export function numberOf(
  element: XmlElement,
  name: string,
  key: FetchError = "fetchNumber",
  least = 1,
): number | undefined {
  const text = textOf(element, name);
  if (text === undefined) return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= 2_147_483_647) return value;
  const problem = `'${name}' is a whole number of at least ${least}, not '${shorten(text)}'`;
  throw fetchError(key, problem, positionOf(element, name));
}
