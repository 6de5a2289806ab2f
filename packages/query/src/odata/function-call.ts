/** Calls of query functions: `Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=7)`. */
import { type AppError, type Column, normalDate, readProperty } from "@leadwright/schema";
import type { Expression, Literal, Path } from "../tree.ts";
import { type QueryFunction, queryFunctions, type Takes } from "./functions.ts";
import { isGuid, Lexer } from "./lexer.ts";
import { edmType, familyOf, type RawLiteral, toInteger, typeArgument } from "./literals.ts";
import { badRequest, shorten } from "./problems.ts";
import { type Member, type ParseState, type Reached, readPath, type Scope } from "./scope.ts";
import { readLiteral, readLiterals } from "./values.ts";

interface Call {
  path?: Path;
  readonly values: Map<string, readonly RawLiteral[]>;
}

const argumentsOf: Readonly<Record<Takes, readonly string[]>> = {
  none: [],
  count: ["PropertyValue"],
  date: ["PropertyValue"],
  text: ["PropertyValue"],
  integer: ["PropertyValue"],
  guid: ["PropertyValue"],
  pair: ["PropertyValues"],
  list: ["PropertyValues"],
  periodAndYear: ["PropertyValue1", "PropertyValue2"],
};

/** Reads the arguments behind the function's name and checks them against the table of functions. */
export function readQueryFunction(
  { name, from }: Extract<Member, { kind: "function" }>,
  lexer: Lexer,
  state: ParseState,
  scope: Scope,
): Expression {
  const where = lexer.where();
  const rule = queryFunctions.get(name);
  if (rule === undefined) throw badRequest(`The query function '${shorten(name)}'${where} is unknown.`);
  const { path, values } = readArguments(lexer, state, scope, from);
  const wanted = argumentsOf[rule.takes];
  if (path === undefined || values.size !== wanted.length || wanted.some((argument) => !values.has(argument)))
    throw badRequest(`${name}${where} takes ${["PropertyName", ...wanted].join(", ")}.`);
  if (!rule.families.includes(familyOf(path.column)))
    throw badRequest(`${name}${where} cannot be asked about '${readProperty(path.column)}' (${edmType(path.column)}).`);
  const literals = wanted.flatMap((argument) => values.get(argument) ?? []);
  if (rule.takes === "pair" && literals.length !== 2) throw badRequest(`${name}${where} takes two PropertyValues.`);
  const typed = literals.map((literal) => typeValue(rule, path.column, literal, () => refusal(name, literal, lexer)));
  return { kind: "function", name, path, values: Object.freeze(typed) };
}

function readArguments(lexer: Lexer, state: ParseState, scope: Scope, from: Reached | undefined): Call {
  const call: Call = { values: new Map() };
  lexer.expect("(");
  do {
    const where = lexer.where();
    const name = lexer.takeName("an argument's name");
    if (call.values.has(name) || (name === "PropertyName" && call.path !== undefined))
      throw badRequest(`${name}${where} is given twice.`);
    lexer.expect("=");
    if (name === "PropertyName") call.path = readPropertyName(lexer, state, scope, from);
    else if (name === "PropertyValues") call.values.set(name, readLiterals(lexer, state));
    else if (/^PropertyValue[12]?$/.test(name)) call.values.set(name, [readValue(lexer, state)]);
    else throw badRequest(`The argument '${shorten(name)}'${where} is unknown.`);
  } while (lexer.take(","));
  lexer.expect(")");
  return call;
}

/** In quotes or not, or an alias of either. */
function readPropertyName(lexer: Lexer, state: ParseState, scope: Scope, from: Reached | undefined): Path {
  if (lexer.kind === "name") return readPath(lexer, state, scope, from);
  const { kind, text } = lexer;
  if (kind !== "string" && kind !== "alias") throw lexer.expected("a property");
  lexer.next();
  const inner = new Lexer(kind === "string" ? text : (state.aliases.get(text) ?? ""), `'${shorten(text)}'`);
  const path =
    kind === "alias" && inner.kind === "string"
      ? readPropertyName(inner, state, scope, from)
      : readPath(inner, state, scope, from);
  inner.expectEnd();
  return path;
}

function readValue(lexer: Lexer, state: ParseState): RawLiteral {
  const literal = readLiteral(lexer, state);
  if (literal === undefined) throw lexer.expected("a value");
  return literal;
}

function typeValue(rule: QueryFunction, column: Column, raw: RawLiteral, refuse: () => AppError): Literal {
  const value = raw.type === "null" ? undefined : typedBy(rule, column, raw);
  if (value === undefined || value === null) throw refuse();
  return value;
}

/** The value as the function takes it; undefined when it does not. */
export function typedBy(rule: QueryFunction, column: Column, { text, ...raw }: RawLiteral): Literal | undefined {
  switch (rule.takes) {
    case "count": {
      const count = toInteger(text, false);
      return typeof count === "number" && count >= 1 && count <= (rule.most ?? 0) ? count : undefined;
    }
    case "integer":
    case "periodAndYear": {
      const value = toInteger(text, false);
      return typeof value === "number" && value >= 0 && value <= 9999 ? value : undefined;
    }
    case "date":
      return toDate(text);
    case "guid":
      return isGuid(text) ? text.toLowerCase() : undefined;
    case "text":
      return text;
    default:
      return typeArgument(column, { text, ...raw });
  }
}

/** The day as written: these functions ask about whole days. */
function toDate(text: string): string | undefined {
  const normal = normalDate(text);
  return typeof normal === "object" ? normal.text : undefined;
}

function refusal(name: string, raw: RawLiteral, lexer: Lexer): AppError {
  return badRequest(`'${shorten(raw.text)}'${lexer.where(raw.position)} is not a value that ${name} takes.`);
}
