/** Cuts a raw path at its slashes and decodes each segment by itself, so that `%2F` in a key is a character of the key. */
import { decode } from "./options.ts";
import { shorten } from "./problems.ts";

export interface Segment {
  /** Decoded, whole. */
  readonly text: string;
  /** Up to the `(`, or all. */
  readonly name: string;
  /** Offset of what is in the parentheses; undefined when there are none. */
  readonly inner: number | undefined;
  /** For messages. */
  readonly label: string;
}

/** Empty segments (a slash at the end, two slashes) count for nothing. Slashes in quotes and in parentheses do not cut. */
export function readSegments(raw: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  let depth = 0;
  let quote = "";
  for (let at = 0; at <= raw.length; at++) {
    const char = charAt(raw, at);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === "(") depth++;
    else if (char === ")") depth--;
    if (at < raw.length && (char !== "/" || depth > 0 || quote !== "")) continue;
    if (at > start) segments.push(readSegment(raw.slice(start, at)));
    start = at + 1;
  }
  return segments;
}

/** Quotes and parentheses may be encoded; a slash may not, for then it does not cut. */
function charAt(raw: string, at: number): string {
  const char = raw.charAt(at);
  if (char !== "%") return char;
  const code = raw.slice(at + 1, at + 3);
  return code === "27" ? "'" : code === "22" ? '"' : code === "28" ? "(" : code === "29" ? ")" : char;
}

function readSegment(raw: string): Segment {
  const text = decode(raw);
  const open = text.indexOf("(");
  const name = open < 0 ? text : text.slice(0, open);
  return { text, name, inner: open < 0 ? undefined : open + 1, label: `'${shorten(text)}'` };
}
