/** A method and a raw URL -> what is asked for. The front door of this package. */
import { AppError, isFile, type Navigation, type Schema, type Table } from "@leadwright/schema";
import type { Target } from "../payload.ts";
import { readFetchRows } from "./fetch-rows.ts";
import { isGuid, Lexer } from "./lexer.ts";
import { findColumn } from "./names.ts";
import { type RawOptions, readOptions } from "./options.ts";
import { readParameters } from "./parameters.ts";
import { badRequest, noProperty, shorten } from "./problems.ts";
import { type Cardinality, readQuery } from "./query.ts";
import type { Bound, DefinitionSegment, Method, Resource, ResourceRequest, Rows, View } from "./resource.ts";
import { namespace, newState, type ParseState } from "./scope.ts";
import { readSegments, type Segment } from "./segments.ts";
import { parseSkipToken } from "./skip-token.ts";
import { contentReference, parseTarget, type RequestContext, readKey } from "./target.ts";

const maxLength = 32 * 1024;
const maxBatchLength = 64 * 1024;

const viewOptions = ["fetchXml", "savedQuery", "userQuery"] as const;

const definitionSets: ReadonlySet<string> = new Set([
  "EntityDefinitions",
  "RelationshipDefinitions",
  "GlobalOptionSetDefinitions",
]);

/** Everything the parts of one request share. */
interface Request {
  readonly method: Method;
  readonly options: RawOptions;
  readonly state: ParseState;
  readonly context: RequestContext;
}

/**
 * Parses what follows `/api/data/v9.x/` in a URL, still percent-encoded. The result is frozen and depends on nothing but
 * the arguments, so it can be kept by URL and schema.
 *
 * Throws AppError and nothing else: badRequest and noProperty (with the position), resourceNotFound, methodNotAllowed.
 */
export function parseRequest(
  schema: Schema,
  method: string,
  rawPathAndQuery: string,
  context: RequestContext = {},
): ResourceRequest {
  const most = context.contentIds === undefined ? maxLength : maxBatchLength;
  if (rawPathAndQuery.length > most) throw badRequest(`The URL is longer than ${most} characters.`);
  const question = rawPathAndQuery.indexOf("?");
  const options = readOptions(question < 0 ? "" : rawPathAndQuery.slice(question + 1));
  const segments = readSegments(question < 0 ? rawPathAndQuery : rawPathAndQuery.slice(0, question));
  const state = newState(schema, options.aliases);
  const request: Request = { method: readMethod(method), options, state, context };
  const resource = readResource(request, segments);
  checkMethod(request.method, resource);
  return Object.freeze({ method: request.method, ...resource });
}

function readMethod(method: string): Method {
  switch (method) {
    case "HEAD":
      return "GET";
    case "GET":
    case "POST":
    case "PATCH":
    case "PUT":
    case "DELETE":
      return method;
    default:
      throw new AppError("methodNotAllowed", { method: shorten(method) });
  }
}

function readResource(request: Request, [first, ...rest]: readonly Segment[]): Resource {
  if (first === undefined) return { kind: "serviceDocument" };
  if (first.text === "$metadata" && rest.length === 0) return { kind: "metadata" };
  if (first.text === "$batch" && rest.length === 0) return { kind: "batch" };
  if (definitionSets.has(first.name)) return readDefinitions(request, [first, ...rest]);
  const { schema } = request.state;
  if (/^\$\d/.test(first.text)) {
    const target = contentReference(first.text, request.context);
    const table = schema.tables.get(target.table);
    if (table !== undefined) return readRecord(request, table, target, rest);
  }
  const table = schema.byEntitySet.get(first.name);
  if (table === undefined) return readUnbound(request, first, rest);
  if (first.inner === undefined) return readSet(request, table, rest);
  return readRecord(request, table, segmentKey(table, first), rest);
}

/** Operations are written large, those of a publisher behind his prefix: lw_StartImport. */
const operationName = /^([a-z]+_)?[A-Z]\w*$/;

function readUnbound(request: Request, segment: Segment, rest: readonly Segment[]): Resource {
  // Sets are written small, operations are not; so a misspelt set is not taken for an operation.
  if (!operationName.test(segment.name) || rest.length > 0) throw notFound(segment);
  return readOperation(request, segment, segment.name, undefined);
}

function readOperation(
  { method, options }: Request,
  segment: Segment,
  name: string,
  bound: Bound | undefined,
): Resource {
  const parameters = readParameters(segment, options.aliases);
  return { kind: method === "GET" ? "function" : "action", name, bound, parameters, options: options.system };
}

/** `Microsoft.Dynamics.CRM.Name` bound to what stands before it; undefined when the segment is no such thing. */
function readBound(request: Request, segments: readonly Segment[], bound: Bound): Resource | undefined {
  const [segment, more] = segments;
  if (!segment?.name.startsWith(namespace)) return undefined;
  const name = segment.name.slice(namespace.length);
  if (!operationName.test(name)) throw notFound(segment);
  if (more !== undefined) throw notFound(more);
  return readOperation(request, segment, name, bound);
}

function readSet(request: Request, table: Table, rest: readonly Segment[]): Resource {
  const [next, more] = rest;
  if (next === undefined) {
    const view = readViewOption(request, table, undefined);
    return view ?? { kind: "entitySet", table, ...readRows(request, table, "many") };
  }
  const bound = readBound(request, rest, { table, target: undefined });
  if (bound !== undefined) return bound;
  if (next.text !== "$count" || more !== undefined) throw notFound(more ?? next);
  return { kind: "count", table, query: readRows(request, table, "many").query, parent: undefined };
}

function readRecord(request: Request, table: Table, target: Target, rest: readonly Segment[]): Resource {
  const [segment, ...more] = rest;
  if (segment === undefined) return { kind: "record", table, target, query: readRows(request, table, "one").query };
  const bound = readBound(request, rest, { table, target });
  if (bound !== undefined) return bound;
  const navigation = table.navigations.get(segment.name);
  if (navigation !== undefined) return readNavigation(request, table, target, navigation, segment, more);
  if (segment.name.startsWith("$")) throw notFound(segment);
  const column = segment.inner === undefined ? findColumn(table, segment.name) : undefined;
  if (column === undefined) throw noProperty(table, segment.name);
  const [value, tooMuch] = more;
  if ((value !== undefined && value.text !== "$value") || tooMuch !== undefined) throw notFound(tooMuch ?? segment);
  return { kind: "property", table, target, column, rawValue: value !== undefined };
}

function readNavigation(
  request: Request,
  table: Table,
  target: Target,
  navigation: Navigation,
  segment: Segment,
  [next, more]: readonly Segment[],
): Resource {
  const { schema } = request.state;
  const far = schema.tables.get(navigation.target);
  if (far === undefined || more !== undefined) throw notFound(more ?? segment);
  const many = navigation.kind !== "single";
  if (segment.inner !== undefined && !many) throw notFound(segment);
  const key = segment.inner === undefined ? undefined : segmentKey(far, segment);
  if (next === undefined && key === undefined && navigation.kind !== "single") {
    const view = readViewOption(request, far, { target, navigation });
    if (view !== undefined) return view;
  }
  const rows = readRows(request, far, many && key === undefined ? "many" : "one");
  if (next === undefined) return { kind: "navigation", table, target, navigation, key, ...rows };
  if (next.text === "$count" && many && key === undefined)
    return { kind: "count", table: far, query: rows.query, parent: { target, navigation } };
  if (next.text !== "$ref") throw notFound(next);
  const id = request.options.system.get("$id");
  const other = key ?? (id === undefined ? undefined : parseTarget(schema, id, request.context));
  return { kind: "references", table, target, navigation, other, ...rows };
}

function readRows({ options, state }: Request, table: Table, cardinality: Cardinality): Rows {
  const fetchXml = options.system.get("fetchXml");
  if (fetchXml !== undefined && cardinality === "many") return readFetchRows(state, table, fetchXml, options);
  const view = viewOptions.find((name) => name !== "fetchXml" && options.system.has(name));
  if (view !== undefined && cardinality === "many") throw badRequest(`The query option '${view}' cannot be used here.`);
  const query = readQuery(table, options, state, cardinality);
  const token = options.system.get("$skiptoken");
  return { query, after: token === undefined ? undefined : parseSkipToken(query, token) };
}

/** `savedQuery=id` or `userQuery=id`; undefined when there is neither. */
function readViewOption({ options }: Request, table: Table, parent: View["parent"]): Resource | undefined {
  const given = viewOptions.filter((name) => options.system.has(name));
  const [view, second] = given;
  if (second !== undefined) throw badRequest(`'${view}' and '${second}' cannot be used together.`);
  if (view === undefined || view === "fetchXml") return undefined;
  const id = (options.system.get(view) ?? "").replace(/^[{'](.*)['}]$/, "$1").toLowerCase();
  if (!isGuid(id)) throw badRequest(`'${view}' is the id of a view, not '${shorten(id)}'.`);
  return { kind: "view", table, view, id, parent, options };
}

/** The rows of a view, by its FetchXML and the options beside it. Throws what `parseRequest` throws. */
export function readView(schema: Schema, { table, options }: View, fetchXml: string): Rows {
  return readFetchRows(newState(schema, options.aliases), table, fetchXml, options);
}

function segmentKey(table: Table, { text, inner, label }: Segment): Target {
  const lexer = new Lexer(text, label, inner);
  const target = readKey(table, lexer);
  lexer.expectEnd();
  return target;
}

function readDefinitions({ options }: Request, segments: readonly Segment[]): Resource {
  return { kind: "definitions", segments: segments.map(readDefinitionSegment), options: options.system };
}

function readDefinitionSegment({ text, name, inner, label }: Segment): DefinitionSegment {
  if (inner === undefined) return { name, key: undefined };
  const lexer = new Lexer(text, label, inner);
  const property = lexer.kind === "name" ? lexer.takeName("a key") : undefined;
  if (property !== undefined) lexer.expect("=");
  if (lexer.kind !== "string" && lexer.kind !== "guid") throw lexer.expected("a name in quotes or a guid");
  const value = lexer.text;
  lexer.next();
  lexer.expect(")");
  lexer.expectEnd();
  return { name, key: { property, value } };
}

function checkMethod(method: Method, resource: Resource): void {
  if (!methodsOf(resource).includes(method)) throw new AppError("methodNotAllowed", { method });
}

function methodsOf(resource: Resource): readonly Method[] {
  switch (resource.kind) {
    case "batch":
      return ["POST"];
    case "entitySet":
    case "function":
    case "action":
      return ["GET", "POST"];
    case "definitions":
      return ["GET", "POST", "PUT", "DELETE"];
    case "record":
      return ["GET", "PATCH", "DELETE"];
    case "property":
      if (resource.rawValue) return ["GET"];
      return isFile(resource.column) ? ["GET", "PUT", "PATCH", "DELETE"] : ["GET", "PUT", "DELETE"];
    case "navigation":
      return resource.navigation.kind !== "single" && resource.key === undefined ? ["GET", "POST"] : ["GET"];
    case "references":
      if (resource.navigation.kind === "single") return ["GET", "PUT", "DELETE"];
      return resource.other === undefined ? ["GET", "POST"] : ["DELETE"];
    default:
      return ["GET"];
  }
}

function notFound(segment: Segment): AppError {
  return new AppError("resourceNotFound", { segment: shorten(segment.text) });
}
