/** Arguments of functions and actions in a URL: `Fn(P1=@p1,P2='x',P3=Ns.Kind'Value')`. */
import { Lexer } from "./lexer.ts";
import { takeLiteral } from "./literals.ts";
import { type Json, readLooseJson, readWholeJson } from "./loose-json.ts";
import { badRequest, shorten } from "./problems.ts";
import type { Segment } from "./segments.ts";

/** Reads what is in the parentheses of a call; an alias that is not given is null. */
export function readParameters(
  { text, inner, label }: Segment,
  aliases: ReadonlyMap<string, string>,
): Readonly<Record<string, Json>> {
  const parameters: Record<string, Json> = Object.create(null);
  if (inner === undefined) return Object.freeze(parameters);
  const lexer = new Lexer(text, label, inner);
  while (!lexer.is(")")) {
    const { start } = lexer;
    const name = lexer.takeName("a parameter's name");
    if (name in parameters) throw badRequest(`'${shorten(name)}'${lexer.where(start)} is given twice.`);
    lexer.expect("=");
    parameters[name] = readParameter(lexer, aliases);
    if (!lexer.take(",")) break;
  }
  lexer.expect(")");
  lexer.expectEnd();
  return Object.freeze(parameters);
}

function readParameter(lexer: Lexer, aliases: ReadonlyMap<string, string>): Json {
  if (lexer.kind !== "alias") return readValue(lexer);
  const alias = lexer.text;
  lexer.next();
  const text = aliases.get(alias);
  return text === undefined ? null : readAliasText(text, alias);
}

function readAliasText(text: string, alias: string): Json {
  if (/^\s*[{["]/.test(text)) return readWholeJson(text, alias);
  const lexer = new Lexer(text, alias);
  const value = readValue(lexer);
  lexer.expectEnd();
  return value;
}

function readValue(lexer: Lexer): Json {
  if (lexer.is("{") || lexer.is("[")) {
    const { value, end } = readLooseJson(lexer.source, lexer.label, lexer.start);
    lexer.resume(end);
    return value;
  }
  const literal = takeLiteral(lexer);
  if (literal === undefined) return readEnumeration(lexer);
  if (literal.type === "null") return null;
  if (literal.type === "boolean") return literal.text === "true";
  if (literal.type === "guid") return literal.text.toLowerCase();
  return literal.type === "number" ? Number(literal.text) : literal.text;
}

/** `Microsoft.Dynamics.CRM.EndpointAccessType'Default'`. */
function readEnumeration(lexer: Lexer): string {
  if (lexer.kind !== "name" || lexer.source.charCodeAt(lexer.end) !== 39) throw lexer.expected("a value");
  lexer.next();
  const value = lexer.text;
  lexer.next();
  return value;
}
