import type { Schema, Table } from "@leadwright/schema";
import { linkOf, tableOfAnswer, tableOfProperty } from "./json-links.ts";

/** A piece of a line. `to`: the address that it leads to. */
export interface JsonPiece {
  readonly kind: "name" | "annotation" | "value" | "mark";
  readonly text: string;
  readonly to?: string;
}

export interface JsonLine {
  readonly depth: number;
  readonly pieces: readonly JsonPiece[];
}

const mark = (text: string): JsonPiece => ({ kind: "mark", text });

/** An answer's JSON in lines to read, its ids and links leading on. At most `limit` lines and `more` when there would be others. */
export function jsonLines(
  schema: Schema,
  value: unknown,
  limit: number,
): { readonly lines: readonly JsonLine[]; readonly more: boolean } {
  const lines: JsonLine[] = [];
  const add = (depth: number, ...pieces: JsonPiece[]) => {
    // One too many tells that there are more.
    if (lines.length <= limit) lines.push({ depth, pieces });
  };

  function write(depth: number, before: readonly JsonPiece[], each: unknown, after: string, table: Table | undefined) {
    if (lines.length > limit) return;
    if (typeof each !== "object" || each === null) {
      add(depth, ...before, { kind: "value", text: JSON.stringify(each) }, mark(after));
      return;
    }
    const isList = Array.isArray(each);
    const [open, close] = isList ? ["[", "]"] : ["{", "}"];
    const entries = Object.entries(each);
    if (entries.length === 0) {
      add(depth, ...before, mark(open + close + after));
      return;
    }
    add(depth, ...before, mark(open));
    for (const [index, [name, inner]] of entries.entries()) {
      if (lines.length > limit) break;
      const end = index < entries.length - 1 ? "," : "";
      if (isList) {
        write(depth + 1, [], inner, end, table);
        continue;
      }
      const kind = name.includes("@") ? "annotation" : "name";
      const label = [{ kind, text: JSON.stringify(name) } as const, mark(": ")];
      const to = linkOf(schema, table, each as Record<string, unknown>, name);
      if (to === undefined) write(depth + 1, label, inner, end, tableOfProperty(schema, table, name));
      else add(depth + 1, ...label, { kind: "value", text: JSON.stringify(inner), to }, mark(end));
    }
    add(depth, mark(close + after));
  }

  write(0, [], value, "", tableOfAnswer(schema, value));
  return { lines: lines.slice(0, limit), more: lines.length > limit };
}
