/**
 * `$apply`: `filter(...)` any number of times, then `groupby((a,b/c),aggregate(...))` or `aggregate(...)`, joined by slashes.
 * That is all that Dataverse knows of the standard's transformations.
 */
import { readProperty, type Table } from "@leadwright/schema";
import { checkMeasurable } from "../measurable.ts";
import type { Aggregation, Expression, Group, Measure, QueryTree } from "../tree.ts";
import { readFilter } from "./filter.ts";
import { Lexer } from "./lexer.ts";
import { badRequest, shorten } from "./problems.ts";
import { type ParseState, readPath, rootScope, type Scope } from "./scope.ts";

const maxGroups = 50;
const maxMeasures = 50;
const methods: ReadonlySet<string> = new Set<Measure["method"]>(["sum", "average", "min", "max", "countdistinct"]);

/** The parts of a tree that `$apply` and the `$orderby` beside it decide. Throws badRequest and noProperty with the position. */
export function readApply(
  table: Table,
  options: ReadonlyMap<string, string>,
  state: ParseState,
): Pick<QueryTree, "filter" | "aggregation"> {
  const lexer = new Lexer(options.get("$apply") ?? "", "$apply");
  const scope = rootScope(table);
  const filters: Expression[] = [];
  while (lexer.isName("filter")) {
    lexer.next();
    lexer.expect("(");
    filters.push(readFilter(lexer, state, scope));
    lexer.expect(")");
    lexer.expect("/");
  }
  const { groups, measures } = readAggregate(lexer, state, scope);
  lexer.expectEnd();
  const filter =
    filters.length < 2 ? filters[0] : Object.freeze({ kind: "and", operands: Object.freeze(filters) } as const);
  const orderBy = readOrder(options.get("$orderby") ?? "", groups, measures);
  return { filter, aggregation: Object.freeze({ groups, measures, orderBy }) };
}

type Parts = Pick<Aggregation, "groups" | "measures">;

function readAggregate(lexer: Lexer, state: ParseState, scope: Scope): Parts {
  if (lexer.isName("aggregate")) return { groups: Object.freeze([]), measures: readMeasures(lexer, state, scope) };
  if (!lexer.isName("groupby")) throw lexer.expected("'filter', 'groupby' or 'aggregate'");
  lexer.next();
  lexer.expect("(");
  lexer.expect("(");
  const groups = readGroups(lexer, state, scope);
  lexer.expect(")");
  const more = lexer.take(",");
  if (more && !lexer.isName("aggregate")) throw lexer.expected("'aggregate'");
  const measures = more ? readMeasures(lexer, state, scope) : Object.freeze([]);
  lexer.expect(")");
  const twice = measures.find(({ name }) => groups.some((group) => group.name[0] === name));
  if (twice) throw badRequest(`The name '${shorten(twice.name)}' in $apply is a property and an alias.`);
  return { groups, measures };
}

function readGroups(lexer: Lexer, state: ParseState, scope: Scope): readonly Group[] {
  const groups: Group[] = [];
  do {
    const where = lexer.where();
    const path = readPath(lexer, state, scope);
    const name = [...path.steps.map((step) => step.name), readProperty(path.column)];
    if (groups.some((group) => group.name.join("/") === name.join("/")))
      throw badRequest(`'${shorten(name.join("/"))}'${where} is grouped by twice.`);
    if (groups.length === maxGroups) throw badRequest(`There are too many groups${where}.`);
    groups.push(Object.freeze({ name: Object.freeze(name), path }));
  } while (lexer.take(","));
  return Object.freeze(groups);
}

function readMeasures(lexer: Lexer, state: ParseState, scope: Scope): readonly Measure[] {
  const measures: Measure[] = [];
  lexer.next();
  lexer.expect("(");
  do {
    const where = lexer.where();
    const measure = readMeasure(lexer, state, scope);
    if (measures.some(({ name }) => name === measure.name))
      throw badRequest(`The alias '${shorten(measure.name)}'${where} is in use already.`);
    if (measures.length === maxMeasures) throw badRequest(`There are too many aggregates${where}.`);
    measures.push(measure);
  } while (lexer.take(","));
  lexer.expect(")");
  return Object.freeze(measures);
}

function readMeasure(lexer: Lexer, state: ParseState, scope: Scope): Measure {
  if (lexer.isName("$count")) {
    lexer.next();
    return Object.freeze({ name: readAlias(lexer), method: "count" });
  }
  const where = lexer.where();
  const path = readPath(lexer, state, scope);
  if (!lexer.isName("with")) throw lexer.expected("'with'");
  lexer.next();
  if (!methods.has(lexer.text)) throw lexer.expected("'sum', 'average', 'min', 'max' or 'countdistinct'");
  const method = lexer.takeName("a method") as Measure["method"];
  checkMeasurable(method, path.column, (problem) => badRequest(`${problem}${where}.`));
  return Object.freeze({ name: readAlias(lexer), method, path });
}

function readAlias(lexer: Lexer): string {
  if (!lexer.isName("as")) throw lexer.expected("'as'");
  lexer.next();
  if (!/^[A-Za-z_]\w{0,127}$/.test(lexer.text)) throw lexer.expected("an alias");
  return lexer.takeName("an alias");
}

/** `$orderby` names groups and aliases. */
function readOrder(text: string, groups: readonly Group[], measures: readonly Measure[]): Aggregation["orderBy"] {
  const places = new Map(
    [...groups.map(({ name }) => name.join("/")), ...measures.map(({ name }) => name)].map(byPlace),
  );
  const lexer = new Lexer(text, "$orderby");
  const terms: Aggregation["orderBy"][number][] = [];
  while (lexer.kind === "name") {
    const { start } = lexer;
    const names = [lexer.takeName("a property")];
    while (lexer.take("/")) names.push(lexer.takeName("a property"));
    const place = places.get(names.join("/"));
    if (place === undefined)
      throw badRequest(`'${shorten(names.join("/"))}'${lexer.where(start)} is neither a group nor an alias of $apply.`);
    const descending = lexer.isName("desc");
    if (descending || lexer.isName("asc")) lexer.next();
    terms.push(Object.freeze({ place, descending }));
    if (!lexer.take(",")) break;
  }
  lexer.expectEnd();
  return Object.freeze(terms);
}

function byPlace(name: string, place: number): [string, number] {
  return [name, place];
}
