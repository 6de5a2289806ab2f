import {
  type Cursor,
  contextUrl,
  formatPagingCookie,
  formatSkipToken,
  matchesAnnotation,
  type QueryTree,
  type Rows,
  withSkipToken,
} from "@leadwright/query";
import type { Page } from "@leadwright/store";
import type { Answer, Call, Of } from "./call.ts";
import { appliedHeader, shapeOf } from "./shape.ts";
import { readSliced, type SlicedPage } from "./sliced-rows.ts";

const totalCount = "Microsoft.Dynamics.CRM.totalrecordcount";

/** GET leads?... */
export function readCollection(call: Call, { query, after, paging }: Of<"entitySet">): Promise<Answer> {
  return answerRows(call, { query, after, paging });
}

/** The rows of a query as a collection. */
export async function answerRows(call: Call, { query, after, paging }: Rows): Promise<Answer> {
  const shape = { ...shapeOf(call, query, paging), ...(after !== undefined && { after }) };
  // FetchXML says before the rows where the next page begins.
  const sliced = paging === undefined ? await readSliced(call, query, shape) : undefined;
  const page =
    sliced?.first ??
    (await call.store.readPage(call.caller, query, {
      ...shape,
      ...(after === undefined && paging !== undefined && { page: paging.page }),
    }));
  const context = JSON.stringify(contextUrl(call.schema, call.baseUrl, query, "set"));
  const fetched = paging === undefined ? "" : fetchNotes(call, query, page);
  const { top } = query;
  const headers = appliedHeader(call, "annotations", ...(top === undefined ? (["maxPageSize"] as const) : []));
  const begin = `{"@odata.context":${context}${counts(call, page, paging !== undefined)}${fetched},"value":[${page.rows.join(",")}`;
  if (sliced === undefined || page.next === undefined)
    return { status: 200, headers, body: `${begin}]${nextOf(call, query, page.next)}}` };
  return { status: 200, headers, body: inSlices(call, query, begin, sliced) };
}

async function* inSlices(call: Call, query: QueryTree, begin: string, { rest }: SlicedPage): AsyncGenerator<string> {
  yield begin;
  const next = yield* rest();
  yield `]${nextOf(call, query, next)}}`;
}

function nextOf(call: Call, query: QueryTree, next: Cursor | undefined): string {
  return next === undefined ? "" : `,"@odata.nextLink":${JSON.stringify(nextLink(call, query, next))}`;
}

/** What readers of FetchXML go on with. Without the cookie they stop, so it is sent whether or not it is asked for. */
function fetchNotes({ schema }: Call, query: QueryTree, { first, next }: Page): string {
  const more = `,"@Microsoft.Dynamics.CRM.morerecords":${next !== undefined}`;
  if (next === undefined) return more;
  const cookie = formatPagingCookie(schema, query, { first, next });
  return `${more},"@Microsoft.Dynamics.CRM.fetchxmlpagingcookie":${JSON.stringify(cookie)}`;
}

/** The URL that the client used, with the place where the next page starts. */
export function nextLink(call: Call, query: QueryTree, next: Cursor): string {
  return call.baseUrl + withSkipToken(call.path, formatSkipToken(call.schema, query, next));
}

function counts(call: Call, { count, countLimitExceeded }: Page, fetched: boolean): string {
  const counted = count === undefined ? "" : `,"@odata.count":${count}`;
  const { patterns } = call.preferences.annotations;
  // FetchXML that wants a count asks for it in this form.
  const wanted = (fetched && count !== undefined) || matchesAnnotation(patterns, totalCount);
  if (!wanted) return counted;
  const total = `,"@${totalCount}":${count ?? -1}`;
  const exceeded = `,"@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded":${countLimitExceeded ?? false}`;
  return `${counted}${total}${exceeded},"@Microsoft.Dynamics.CRM.globalmetadataversion":"${call.schema.revision}"`;
}
