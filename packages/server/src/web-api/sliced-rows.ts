/** A large page, read and sent a slice at a time: it is never in memory as a whole, and a slow client holds no connection. */
import { type Cursor, pagesAreCounted, type QueryTree } from "@leadwright/query";
import type { Page, Shape } from "@leadwright/store";
import type { Call } from "./call.ts";
import { largestPage } from "./shape.ts";

/** Values that are read at once: fewer rows of many columns, more of few. */
const sliceValues = 20_000;
/** Values of the first slice, which is on its way sooner for it, and may be read of many pages before any of them is sent. */
const firstValues = 4_000;
/** Values that all pages together have in memory: when many are sent at once, their slices are smaller. */
const valuesInMemory = 200_000;
const smallestSlice = 20;
const largestSlice = 500;
/** Pages that are being sent. */
let open = 0;
/** Characters after which a page ends before it is full; the next one goes on. */
const maxCharacters = 128 * 1024 * 1024;

/** How many rows the page shows at most, and whether others may follow on further pages. */
interface Extent {
  readonly wanted: number;
  readonly more: boolean;
  /** The page must hold all of them: with `$top` the pages before are counted. */
  readonly full: boolean;
}

/** The first rows of a page, and the rest as it is sent. */
export interface SlicedPage {
  readonly first: Page;
  /** Rows, a comma before each slice; returns where the next page begins. */
  rest(): AsyncGenerator<string, Cursor | undefined>;
}

/** The trees of a query's slices, and their rows; made once for each, so that the store finds its plans again. */
const slices = new WeakMap<QueryTree, Slices>();

interface Slices {
  readonly first: QueryTree;
  readonly others: QueryTree;
  readonly columns: number;
}

/** Undefined for a page that is read as a whole: a short one, or one whose rows are found by counting. */
export async function readSliced(call: Call, query: QueryTree, shape: Shape): Promise<SlicedPage | undefined> {
  const page = shape.after?.page ?? 1;
  const extent = extentOf(query, shape, page);
  if (pagesAreCounted(query)) return undefined;
  const slicing = slicesOf(call, query);
  if (extent.wanted <= rowsOf(slicing, sliceValues)) return undefined;
  const pageSize = rowsOf(slicing, firstValues);
  const first = await call.store.readPage(call.caller, slicing.first, { ...shape, pageSize });
  return { first, rest: () => following(call, slicing, shape, first, extent, page) };
}

/** As the store divides rows into pages: `$top` is a limit over all of them, and makes them as large as can be. */
function extentOf({ top }: QueryTree, { pageSize }: Shape, page: number): Extent {
  const size = top === undefined ? pageSize : largestPage;
  const left = top === undefined ? Number.POSITIVE_INFINITY : Math.max(0, top - (page - 1) * size);
  return { wanted: Math.min(left, size), more: left > size, full: top !== undefined };
}

function slicesOf({ schema }: Call, query: QueryTree): Slices {
  const known = slices.get(query);
  if (known !== undefined) return known;
  const first: QueryTree = { ...query, top: undefined };
  const columns = Math.max(1, query.select?.length ?? schema.tables.get(query.table)?.columns.size ?? 1);
  const made = { first, others: first.count ? { ...first, count: false } : first, columns };
  slices.set(query, made);
  return made;
}

function rowsOf({ columns }: Slices, values: number): number {
  return Math.min(largestSlice, Math.max(smallestSlice, Math.trunc(values / columns)));
}

async function* following(
  call: Call,
  slicing: Slices,
  shape: Shape,
  first: Page,
  { wanted, more, full }: Extent,
  page: number,
): AsyncGenerator<string, Cursor | undefined> {
  let after = first.next;
  let left = wanted - first.rows.length;
  let characters = 0;
  open++;
  try {
    while (after !== undefined && left > 0 && (characters < maxCharacters || full)) {
      const pageSize = Math.min(left, rowsOf(slicing, Math.min(sliceValues, valuesInMemory / open)));
      const slice: Page = await call.store.readPage(call.caller, slicing.others, { ...shape, pageSize, after });
      if (slice.rows.length > 0) {
        const text = `,${slice.rows.join(",")}`;
        characters += text.length;
        yield text;
      }
      left -= slice.rows.length;
      after = slice.next;
    }
  } finally {
    // However it ends: a reader who goes away ends it too.
    open--;
  }
  return after !== undefined && more ? { ...after, page: page + 1 } : undefined;
}
