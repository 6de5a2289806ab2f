import type { QueryTree } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import type { Answer, Call, Of } from "./call.ts";
import { relatedRows } from "./related-rows.ts";
import { largestPage, shapeOf } from "./shape.ts";

/** Made once for each query, so that the store finds its plan again. */
const countQueries = new WeakMap<QueryTree, QueryTree>();

/** GET leads/$count: a bare number, at most 5,000. */
export async function readCount(call: Call, { query, parent }: Of<"count">): Promise<Answer> {
  const rows =
    parent === undefined ? countOf(query) : countOf(await relatedRows(call, parent.target, parent.navigation, query));
  const { count } = await call.store.readPage(call.caller, rows, shapeOf(call, rows));
  if (count === undefined) throw new AppError("invalidArgument", { reason: "The rows could not be counted." });
  return { status: 200, headers: { "content-type": "text/plain" }, body: String(Math.min(count, largestPage)) };
}

function countOf(query: QueryTree): QueryTree {
  const known = countQueries.get(query);
  if (known !== undefined) return known;
  const made: QueryTree = { ...query, orderBy: [], expand: [], top: 0, count: true };
  countQueries.set(query, made);
  return made;
}
