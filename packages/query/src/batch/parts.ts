/** Multipart text (RFC 2046): cut at its boundary, each part with its headers. Lines may end in CRLF or LF. */
import { badRequest, shorten } from "../odata/problems.ts";

export interface Part {
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
}

const maxBoundary = 200;
const maxHeaderLength = 32 * 1024;

/** The boundary in `multipart/mixed; boundary="x"`; undefined when this is no such type. Throws badRequest. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (!/^\s*multipart\/mixed\s*(;|$)/i.test(contentType ?? "")) return undefined;
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType ?? "") ?? [];
  const boundary = quoted ?? plain ?? "";
  if (boundary !== "" && boundary.length <= maxBoundary && /^[\x20-\x7e]+$/.test(boundary)) return boundary;
  throw badRequest("The Content-Type multipart/mixed needs its boundary: multipart/mixed;boundary=batch_1.");
}

/**
 * Cuts the text into its parts. What stands before the first boundary and behind the last counts for nothing. `label` names
 * the text in messages. Throws badRequest: no boundary, no end, more than `most` parts.
 */
export function readParts(text: string, boundary: string, label: string, most: number): Part[] {
  const parts: Part[] = [];
  let from: number | undefined;
  for (const { start, end, last } of delimiters(text, boundary)) {
    if (from !== undefined) {
      if (parts.length >= most) throw badRequest(`${label} holds more than ${most} parts.`);
      parts.push(
        readPart(text.slice(from, lineBreakBefore(text, start, from)), `Part ${parts.length + 1} of ${label}`),
      );
    }
    if (last) return parts;
    from = end;
  }
  if (from === undefined) throw badRequest(`${label} has no line --${shorten(boundary)}.`);
  throw badRequest(`${label} ends without --${shorten(boundary)}--, so some of it may be missing.`);
}

interface Delimiter {
  readonly start: number;
  /** Behind the end of its line. */
  readonly end: number;
  readonly last: boolean;
}

/** The lines that consist of the boundary. */
function* delimiters(text: string, boundary: string): Generator<Delimiter> {
  const mark = `--${boundary}`;
  for (let start = text.indexOf(mark); start >= 0; start = text.indexOf(mark, start + mark.length)) {
    if (start > 0 && text[start - 1] !== "\n") continue;
    let end = start + mark.length;
    const last = text.startsWith("--", end);
    if (last) end += 2;
    while (text[end] === " " || text[end] === "\t") end++;
    if (text[end] === "\r" && text[end + 1] === "\n") end++;
    if (end < text.length && text[end] !== "\n") continue;
    yield { start, end: end + 1, last };
  }
}

/** The line break before a boundary is part of the boundary. */
function lineBreakBefore(text: string, start: number, from: number): number {
  const at = start - 1;
  return Math.max(from, at > 0 && text[at - 1] === "\r" ? at - 1 : at);
}

/** Reads `Name: value` lines up to an empty one, or to the end. Throws badRequest with the line at fault. */
export function readPart(text: string, label: string): Part {
  const headers: Record<string, string> = Object.create(null);
  let at = 0;
  for (let line = 1; at < text.length; line++) {
    const feed = text.indexOf("\n", at);
    const next = feed < 0 ? text.length : feed + 1;
    if (next > maxHeaderLength)
      throw badRequest(`${label}: its headers are longer than ${maxHeaderLength} characters.`);
    const content = text.slice(at, feed < 0 ? undefined : feed).trim();
    at = next;
    if (content === "") break;
    const colon = content.indexOf(":");
    if (colon < 1 || !/^[\w-]+$/.test(content.slice(0, colon).trimEnd()))
      throw badRequest(`${label}: line ${line}, '${shorten(content)}', is no header.`);
    const name = content.slice(0, colon).trimEnd().toLowerCase();
    const value = content.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { headers, content: text.slice(at) };
}
