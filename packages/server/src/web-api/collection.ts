import {
  type Cursor,
  contextUrl,
  formatSkipToken,
  matchesAnnotation,
  type QueryTree,
  withSkipToken,
} from "@leadwright/query";
import type { Page } from "@leadwright/store";
import type { Answer, Call, Of } from "./call.ts";
import { appliedHeader, shapeOf } from "./shape.ts";

/** GET leads?... */
export function readCollection(call: Call, { query, after }: Of<"entitySet">): Promise<Answer> {
  return answerRows(call, query, after);
}

/** The rows of a query as a collection. */
export async function answerRows(call: Call, query: QueryTree, after: Cursor | undefined): Promise<Answer> {
  const shape = shapeOf(call, query);
  const page = await call.store.readPage(call.caller, query, after === undefined ? shape : { ...shape, after });
  const context = JSON.stringify(contextUrl(call.schema, call.baseUrl, query, "set"));
  const next = page.next === undefined ? "" : `,"@odata.nextLink":${JSON.stringify(nextLink(call, query, page.next))}`;
  return {
    status: 200,
    headers: appliedHeader(call, "annotations", ...(query.top === undefined ? (["maxPageSize"] as const) : [])),
    body: `{"@odata.context":${context}${counts(call, page)},"value":[${page.rows.join(",")}]${next}}`,
  };
}

/** The URL that the client used, with the place where the next page starts. */
export function nextLink(call: Call, query: QueryTree, next: Cursor): string {
  return call.baseUrl + withSkipToken(call.path, formatSkipToken(call.schema, query, next));
}

function counts(call: Call, { count, countLimitExceeded }: Page): string {
  const counted = count === undefined ? "" : `,"@odata.count":${count}`;
  const { patterns } = call.preferences.annotations;
  if (!matchesAnnotation(patterns, "Microsoft.Dynamics.CRM.totalrecordcount")) return counted;
  const total = `,"@Microsoft.Dynamics.CRM.totalrecordcount":${count ?? -1}`;
  const exceeded = `,"@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded":${countLimitExceeded ?? false}`;
  return `${counted}${total}${exceeded},"@Microsoft.Dynamics.CRM.globalmetadataversion":"${call.schema.revision}"`;
}
