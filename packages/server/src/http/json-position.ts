/**
 * Where JSON text goes wrong. `JSON.parse` does not always say, and a bare "invalid JSON" is no help to whoever sent it.
 */
const token =
  /[\t\n\r ]*(?:([{}[\],:])|("[^"\\]*(?:\\[\s\S][^"\\]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expected = "value" | "firstKey" | "key" | "colon" | "firstElement" | "next";

/** Position (UTF-16 units, from 0) of the first character that cannot belong to valid JSON; the length when the end is missing. */
export function jsonErrorPosition(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let position = 0;
  while (position < text.length) {
    token.lastIndex = position;
    const match = token.exec(text);
    const start = position + leadingSpace(text, position);
    if (match === null) return start;
    const after = step(expected, open, match[1] ?? (match[2] === undefined ? "scalar" : "string"));
    if (after === undefined) return start;
    const fault = match[2] === undefined ? -1 : faultInString(match[2]);
    if (fault >= 0) return start + fault;
    expected = after;
    position = token.lastIndex;
  }
  return text.length;
}

/** Offset of a control character or an escape that JSON does not know; -1 when there is none. */
function faultInString(text: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 32) return at;
    if (text[at] !== "\\") continue;
    escapeSequence.lastIndex = at;
    if (!escapeSequence.test(text)) return at;
    at = escapeSequence.lastIndex - 1;
  }
  return -1;
}

function leadingSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && "\t\n\r ".includes(text.charAt(at))) at += 1;
  return at - from;
}

/** What may follow `sign`, or undefined where `sign` may not stand. Keeps the open brackets in `open`. */
function step(expected: Expected, open: string[], sign: string): Expected | undefined {
  const valueMayStart = expected === "value" || expected === "firstElement";
  switch (sign) {
    case "{":
    case "[":
      if (!valueMayStart) return undefined;
      open.push(sign);
      return sign === "{" ? "firstKey" : "firstElement";
    case "}":
    case "]": {
      const empty = sign === "}" ? "firstKey" : "firstElement";
      if (expected !== "next" && expected !== empty) return undefined;
      return open.pop() === (sign === "}" ? "{" : "[") ? "next" : undefined;
    }
    case ",":
      if (expected !== "next" || open.length === 0) return undefined;
      return open.at(-1) === "{" ? "key" : "value";
    case ":":
      return expected === "colon" ? "value" : undefined;
    case "string":
      if (expected === "key" || expected === "firstKey") return "colon";
      return valueMayStart ? "next" : undefined;
    default:
      return valueMayStart ? "next" : undefined;
  }
}
