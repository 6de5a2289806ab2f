import { parseRequest, type RequestContext, type ResourceRequest } from "@leadwright/query";
import type { Schema } from "@leadwright/schema";

const capacity = 2000;
/** Longer URLs are rare, seldom asked twice, and would fill memory. */
const longestKept = 2048;
const nilId = "00000000-0000-0000-0000-000000000000";
const byId = /^(\w+)\(([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})\)(\?.*)?$/;

/**
 * Parsed reading requests by their URL, so that the same list is parsed once and reaches the store as the same tree. Rows
 * that differ in their id only share an entry. Forgets all when the schema changes; the least recently used goes first.
 */
export class ParseCache {
  #schema: Schema | undefined;
  readonly #entries = new Map<string, ResourceRequest>();

  /** Throws what `parseRequest` throws. */
  parse(schema: Schema, method: string, path: string, context: RequestContext = {}): ResourceRequest {
    const own = method !== "GET" || path.length > longestKept || path.startsWith("$");
    if (own) return parseRequest(schema, method, path, context);
    if (this.#schema !== schema) {
      this.#entries.clear();
      this.#schema = schema;
    }
    const [, set, id, options = ""] = byId.exec(path) ?? [];
    if (id === undefined || !schema.byEntitySet.has(set ?? "")) return this.#remembered(schema, path);
    const request = this.#remembered(schema, `${set}(${nilId})${options}`);
    if (request.kind !== "record") return parseRequest(schema, method, path);
    return { ...request, target: { table: request.table.name, id: id.toLowerCase() } };
  }

  #remembered(schema: Schema, path: string): ResourceRequest {
    let request = this.#entries.get(path);
    if (request === undefined) {
      request = parseRequest(schema, "GET", path);
      const oldest = this.#entries.size >= capacity ? this.#entries.keys().next().value : undefined;
      if (oldest !== undefined) this.#entries.delete(oldest);
    } else {
      this.#entries.delete(path);
    }
    this.#entries.set(path, request);
    return request;
  }
}
