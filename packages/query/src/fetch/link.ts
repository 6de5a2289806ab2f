/** `<link-entity>` -> joins, and conditions on rows that are related. */
import type { Column, Table } from "@leadwright/schema";
import { familyOf } from "../odata/literals.ts";
import { shorten } from "../odata/problems.ts";
import type { Expression, Joined, Link } from "../tree.ts";
import { type FetchState, joined, readFilters } from "./condition.ts";
import { fetchError } from "./problems.ts";
import { columnNamed, type FetchScope, Names, pathTo, tableNamed } from "./scope.ts";
import { childrenOf, needed, positionOf, textOf } from "./syntax.ts";
import type { XmlAttribute, XmlElement } from "./xml.ts";

const joins: ReadonlyMap<string, Link["join"]> = new Map([
  ["inner", "inner"],
  ["outer", "outer"],
  ["matchfirstrowusingcrossapply", "first"],
]);

/** Link types that ask whether there are related rows, and show nothing of them. */
const questions = ["any", "not any", "all", "not all", "exists", "in"] as const;
type Question = (typeof questions)[number];

export interface ReadLink {
  readonly element: XmlElement;
  readonly link: Link;
  readonly scope: FetchScope;
}

/** The joins in an element, each before those in it, and what its other links ask of the scope's row. */
export function readLinks(
  element: XmlElement,
  scope: FetchScope,
  state: FetchState,
): { readonly links: readonly ReadLink[]; readonly conditions: readonly Expression[] } {
  const links: ReadLink[] = [];
  const conditions: Expression[] = [];
  for (const child of childrenOf(element, "link-entity")) {
    const join = joins.get(linkType(child));
    if (join) links.push(...readJoin(child, join, scope, state));
    else conditions.push(relatedRows(child, scope, state));
  }
  return { links, conditions };
}

function readJoin(element: XmlElement, join: Link["join"], scope: FetchScope, state: FetchState): ReadLink[] {
  const { joined: base, name, target } = readEnds(element, scope, state);
  const inner: FetchScope = { table: target, level: scope.level, link: name, names: scope.names };
  scope.names.add(name, inner);
  const own = readFilters(childrenOf(element, "filter"), inner, state);
  const nested = readLinks(element, inner, state);
  const filter = joined("and", [own, ...nested.conditions]);
  return [{ element, scope: inner, link: Object.freeze({ ...base, name, join, filter }) }, ...nested.links];
}

/** A link that shows nothing, as a condition on the row of the scope. */
export function relatedRows(element: XmlElement, scope: FetchScope, state: FetchState): Expression {
  const type = linkType(element);
  if (!questions.includes(type as Question)) {
    const problem = `A link of the type '${type}' cannot be in a filter`;
    throw fetchError("fetchLinkType", problem, positionOf(element, "link-type"));
  }
  const shown = element.children.find(
    ({ name }) => name === "attribute" || name === "all-attributes" || name === "order",
  );
  if (shown) {
    const problem = `A link of the type '${type}' shows nothing of its rows, so it has no <${shown.name}>`;
    throw fetchError("fetchLinkAttributes", problem, shown.position);
  }
  const { joined: base, name, target } = readEnds(element, scope, state);
  const names = new Names(scope.names);
  const inner: FetchScope = { table: target, level: scope.level + 1, link: undefined, names };
  names.add(name, inner);
  const nested = readLinks(element, inner, state);
  const condition = joined("and", [readFilters(childrenOf(element, "filter"), inner, state), ...nested.conditions]);
  const links = Object.freeze(nested.links.map(({ link }) => link));
  const some: Expression = Object.freeze({ kind: "related", ...base, links, ...(condition && { condition }) });
  return quantified(type as Question, some, Object.freeze({ kind: "related", ...base, links: [] }));
}

/** Dataverse's `all` finds rows that have related rows of which none meets the filter; its `not all` is another `any`. */
function quantified(type: Question, some: Expression, any: Expression): Expression {
  const none: Expression = Object.freeze({ kind: "not", operand: some });
  if (type === "not any") return none;
  return type === "all" ? Object.freeze({ kind: "and", operands: Object.freeze([any, none]) }) : some;
}

function linkType(element: XmlElement): string {
  const type = (textOf(element, "link-type") ?? "inner").toLowerCase().replace(/\s+/g, " ");
  if (joins.has(type) || questions.includes(type as Question)) return type;
  throw fetchError("fetchLinkType", `The link-type '${shorten(type)}' is unknown`, positionOf(element, "link-type"));
}

/** Which rows are linked with which, and the name that the link goes by. */
function readEnds(element: XmlElement, scope: FetchScope, { schema, budget }: FetchState) {
  if (--budget.links < 0) throw fetchError("fetchNode", "There are more than 15 links", element.position);
  const named = needed(element, "name", "fetchNoEntity");
  const target = tableNamed(schema, named.value, named.position);
  const { from, to } = endsOf(element, target);
  const far = columnNamed(target, from.value, from.position);
  const near = columnNamed(scope.table, to.value, to.position);
  if (kindOf(far) !== kindOf(near)) {
    const problem = `'${far.name}' of '${target.name}' and '${near.name}' of '${scope.table.name}' cannot be equal`;
    throw fetchError("fetchLinkAttributes", problem, from.position);
  }
  const base: Joined = { table: target.name, from: far, to: pathTo(scope, scope, near) };
  return { joined: base, target, name: nameOf(element, scope, target.name, budget.links) };
}

/** Where only one end is named, the other has the same name, or is the id of the table that the link leads to. */
function endsOf(element: XmlElement, target: Table): { readonly from: XmlAttribute; readonly to: XmlAttribute } {
  if (textOf(element, "from") === undefined && textOf(element, "to") !== undefined) {
    const to = needed(element, "to", "fetchLinkAttributes");
    return { from: target.columns.has(to.value) ? to : { ...to, value: target.primaryId }, to };
  }
  const from = needed(element, "from", "fetchLinkAttributes");
  return { from, to: textOf(element, "to") === undefined ? from : needed(element, "to", "fetchLinkAttributes") };
}

function kindOf(column: Column): string {
  const family = familyOf(column);
  return family === "integer" ? "number" : family;
}

/** Links that nobody names are numbered: `contact1`, as Dataverse does. */
function nameOf(element: XmlElement, scope: FetchScope, table: string, linksLeft: number): string {
  const alias = textOf(element, "alias");
  const position = positionOf(element, "alias");
  if (alias === undefined) return `${table}${15 - linksLeft}`;
  if (!/^[A-Za-z_][\w.]{0,99}$/.test(alias))
    throw fetchError("fetchAlias", `'${shorten(alias)}' cannot be an alias: letters, digits and '_' can`, position);
  if (scope.names.find(alias)?.link === alias)
    throw fetchError("fetchAlias", `The alias '${alias}' is in use already`, position);
  return alias;
}
