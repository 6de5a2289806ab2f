/** What the timeline orders by. */
export interface Placed {
  /** UTC. */
  readonly at: string;
  readonly id: string;
}

/** Items of one kind, newest first, as far as they are loaded. */
export interface Stream<Item extends Placed> {
  readonly items: readonly Item[];
  /** Older ones follow. */
  readonly hasMore: boolean;
}

export interface MergedStreams<Item extends Placed> {
  /** Newest first; none that an item not loaded yet might come before. */
  readonly items: readonly Item[];
  /** Places of the streams to load on so that more can be shown. */
  readonly waitingFor: readonly number[];
}

/** Newest first; the id decides between items of one second. */
export function byNewest(one: Placed, other: Placed): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1;
  return one.id === other.id ? 0 : one.id < other.id ? 1 : -1;
}

/** Several streams in one order. What lies beyond the end of a stream that goes on is held back. */
export function mergeStreams<Item extends Placed>(streams: readonly Stream<Item>[]): MergedStreams<Item> {
  const open = streams.filter((stream) => stream.hasMore);
  const ends = open.map((stream) => stream.items.at(-1));
  const all = streams.flatMap((stream) => stream.items).sort(byNewest);
  // A stream of which nothing is loaded yet may hold anything.
  const items = ends.includes(undefined)
    ? []
    : all.filter((item) => ends.every((end) => !end || byNewest(item, end) <= 0));
  const last = items.at(-1);
  const waitingFor = streams.flatMap((stream, place) => {
    const end = stream.items.at(-1);
    return stream.hasMore && (!end || !last || byNewest(end, last) <= 0) ? [place] : [];
  });
  return { items, waitingFor };
}
