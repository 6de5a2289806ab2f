/** A large page, read and sent a slice at a time: it is never in memory as a whole, and a slow client holds no connection. */
import { type Cursor, pagesAreCounted, type QueryTree } from "@leadwright/query";
import type { Page, Shape } from "@leadwright/store";
import type { Call } from "./call.ts";
import { largestPage } from "./shape.ts";

/** Rows that are read at once. */
const sliceSize = 500;
/** Characters after which a page ends before it is full; the next one goes on. */
const maxCharacters = 128 * 1024 * 1024;

/** How many rows the page shows at most, and whether others may follow on further pages. */
interface Extent {
  readonly wanted: number;
  readonly more: boolean;
}

/** The first rows of a page, and the rest as it is sent. */
export interface SlicedPage {
  readonly first: Page;
  /** Rows, a comma before each slice; returns where the next page begins. */
  rest(): AsyncGenerator<string, Cursor | undefined>;
}

/** The parts of a tree that make its slices; made once for each, so that the store finds its plans again. */
const slices = new WeakMap<QueryTree, { readonly first: QueryTree; readonly others: QueryTree }>();

/** Undefined for a page that is read as a whole: a short one, or one whose rows are found by counting. */
export async function readSliced(call: Call, query: QueryTree, shape: Shape): Promise<SlicedPage | undefined> {
  const page = shape.after?.page ?? 1;
  const { wanted, more } = extentOf(query, shape, page);
  if (wanted <= sliceSize || query.aggregation !== undefined || pagesAreCounted(query)) return undefined;
  const trees = slicesOf(query);
  const first = await call.store.readPage(call.caller, trees.first, { ...shape, pageSize: sliceSize });
  return { first, rest: () => following(call, trees.others, shape, first, { wanted, more }, page) };
}

/** As the store divides rows into pages: `$top` is a limit over all of them, and makes them as large as can be. */
function extentOf({ top }: QueryTree, { pageSize }: Shape, page: number): Extent {
  const size = top === undefined ? pageSize : largestPage;
  const left = top === undefined ? Number.POSITIVE_INFINITY : Math.max(0, top - (page - 1) * size);
  return { wanted: Math.min(left, size), more: left > size };
}

function slicesOf(query: QueryTree): { first: QueryTree; others: QueryTree } {
  const known = slices.get(query);
  if (known !== undefined) return known;
  const first: QueryTree = { ...query, top: undefined };
  const made = { first, others: first.count ? { ...first, count: false } : first };
  slices.set(query, made);
  return made;
}

async function* following(
  call: Call,
  query: QueryTree,
  shape: Shape,
  first: Page,
  { wanted, more }: Extent,
  page: number,
): AsyncGenerator<string, Cursor | undefined> {
  let after = first.next;
  let left = wanted - first.rows.length;
  let characters = 0;
  while (after !== undefined && left > 0 && (characters < maxCharacters || query.top !== undefined)) {
    const slice: Page = await call.store.readPage(call.caller, query, {
      ...shape,
      pageSize: Math.min(sliceSize, left),
      after,
    });
    if (slice.rows.length > 0) {
      const text = `,${slice.rows.join(",")}`;
      characters += text.length;
      yield text;
    }
    left -= slice.rows.length;
    after = slice.next;
  }
  return after !== undefined && more ? { ...after, page: page + 1 } : undefined;
}
