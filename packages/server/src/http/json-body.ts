import { AppError } from "@leadwright/schema";
import type { FastifyInstance } from "fastify";
import { jsonErrorPosition } from "./json-position.ts";

/** No honest record is nested deeper; recursion over what was sent stays far from the end of the stack. */
const maxDepth = 64;

/**
 * Replaces Fastify's JSON parser: an empty body is undefined, bad UTF-8 and bad JSON are badRequest with the position,
 * nesting beyond 64 levels is refused.
 */
export function acceptJson(app: FastifyInstance): void {
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Throws badRequest. */
export function parseJson(body: Buffer): unknown {
  return body.length === 0 ? undefined : parseJsonText(decodeUtf8(body));
}

/** The same of text. */
export function parseJsonText(text: string): unknown {
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const position = jsonErrorPosition(text);
    const found = position < text.length ? `unexpected '${text.charAt(position)}'` : "it ends too early";
    throw new AppError(
      "badRequest",
      { reason: `The body is not valid JSON: ${found} at position ${position}.` },
      { cause },
    );
  }
  if (deeperThan(value, maxDepth)) {
    throw new AppError("badRequest", { reason: `The body is nested deeper than ${maxDepth} levels.` });
  }
  return value;
}

/** Throws badRequest. */
export function decodeUtf8(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (cause) {
    throw new AppError("badRequest", { reason: "The body is not valid UTF-8." }, { cause });
  }
}

function deeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  for (const key in value) if (deeperThan((value as Record<string, unknown>)[key], depth - 1)) return true;
  return false;
}
