import { AppError } from "@leadwright/schema";

export type Definition = Readonly<Record<string, unknown>>;
export type Test = (definition: Definition) => boolean;

const tokens = /\s*('(?:[^']|'')*'|[()]|[\w./-]+|\S)/y;
const deepest = 50;

/**
 * Reads a `$filter` on metadata: `LogicalName eq 'lead' and IsActivity ne true`, with and, or, not and parentheses. Paths
 * such as `RequiredLevel/Value` look inside. Throws badRequest with the position.
 */
export function readDefinitionFilter(text: string): Test {
  let at = 0;
  let depth = 0;

  function peek(): string {
    tokens.lastIndex = at;
    return tokens.exec(text)?.[1] ?? "";
  }
  function take(): string {
    const token = peek();
    at = token === "" ? text.length : tokens.lastIndex;
    return token;
  }
  function refuse(expected: string): AppError {
    return new AppError("badRequest", { reason: `Syntax error at position ${at} of $filter: expected ${expected}.` });
  }
  function anyOf(): Test {
    const operands = [allOf()];
    while (peek() === "or") {
      take();
      operands.push(allOf());
    }
    return (definition) => operands.some((operand) => operand(definition));
  }
  function allOf(): Test {
    const operands = [one()];
    while (peek() === "and") {
      take();
      operands.push(one());
    }
    return (definition) => operands.every((operand) => operand(definition));
  }
  function one(): Test {
    if (++depth > deepest) throw refuse("less nesting");
    const test = peek() === "not" ? negated() : peek() === "(" ? nested() : comparison();
    depth -= 1;
    return test;
  }
  function negated(): Test {
    take();
    const operand = one();
    return (definition) => !operand(definition);
  }
  function nested(): Test {
    take();
    const inner = anyOf();
    if (take() !== ")") throw refuse("')'");
    return inner;
  }
  function comparison(): Test {
    const path = take().split("/");
    if (!/^[A-Za-z]\w*$/.test(path[0] ?? "")) throw refuse("a property");
    const operator = take();
    if (operator !== "eq" && operator !== "ne") throw refuse("eq or ne");
    const value = literal(take());
    return (definition) => (valueAt(definition, path) === value) === (operator === "eq");
  }
  function literal(token: string): string | number | boolean | null {
    if (token.startsWith("'") && token.length > 1) return token.slice(1, -1).replaceAll("''", "'");
    if (token === "true" || token === "false") return token === "true";
    if (token === "null") return null;
    if (/^-?\d+$/.test(token)) return Number(token);
    // Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist': the name of the type is passed over.
    if (/^[\w.]+$/.test(token) && peek().startsWith("'")) return literal(take());
    if (/^[\da-f-]{36}$/i.test(token)) return token.toLowerCase();
    throw refuse("a value");
  }

  const test = anyOf();
  if (peek() !== "") throw refuse("the end");
  return test;
}

function valueAt(definition: Definition, path: readonly string[]): unknown {
  let value: unknown = definition;
  for (const name of path) {
    value = typeof value === "object" && value !== null ? (value as Definition)[name] : undefined;
  }
  return value ?? null;
}
