/** Shortcuts for tests: parse against the standard schema, and look at one part of the result. */
import { AppError, standardSchema, type Table } from "@leadwright/schema";
import { parseRequest } from "../odata/request.ts";
import type { ResourceRequest } from "../odata/resource.ts";
import { printExpression, printQuery } from "./print.ts";

export const schema = standardSchema();
export const id1 = "0a0b0c0d-1111-4111-8111-000000000001";
export const id2 = "0a0b0c0d-2222-4222-8222-000000000002";

export function tableOf(name: string): Table {
  const table = schema.tables.get(name);
  if (table === undefined) throw new Error(`The standard schema has no table ${name}.`);
  return table;
}

export type Kind = ResourceRequest["kind"];

/** A GET request that must be of the kind. */
export function get<K extends Kind>(kind: K, url: string): Extract<ResourceRequest, { kind: K }> {
  const request = parseRequest(schema, "GET", url);
  if (request.kind !== kind) throw new Error(`${url} is a ${request.kind}.`);
  return request as Extract<ResourceRequest, { kind: K }>;
}

/** The options of a set, each encoded as clients do, as printed text. */
export function query(set: string, options: Readonly<Record<string, string>>): string {
  return printQuery(get("entitySet", urlOf(set, options)).query);
}

export function urlOf(set: string, options: Readonly<Record<string, string>>): string {
  const parts = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${set}?${parts.join("&")}`;
}

/** A filter, printed. Other options (aliases) may go with it. */
export function filter(set: string, text: string, more: Readonly<Record<string, string>> = {}): string {
  const { filter: expression } = get("entitySet", urlOf(set, { $filter: text, ...more })).query;
  if (expression === undefined) throw new Error("There is no filter.");
  return printExpression(expression);
}

/** The error that the action throws, as `key: message`. */
export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return `${error.key}: ${error.message}`;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
