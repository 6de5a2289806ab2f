import fc from "fast-check";
import { expect, test } from "vitest";
import { byNewest, mergeStreams, type Placed } from "./merge-streams.ts";

const item = (at: number, id = `${at}`): Placed => ({ at: `2024-01-01T00:00:${String(at).padStart(2, "0")}Z`, id });

test("both streams in one order", () => {
  const merged = mergeStreams([
    { items: [item(9), item(5)], hasMore: false },
    { items: [item(7), item(1)], hasMore: false },
  ]);
  expect(merged.items).toEqual([item(9), item(7), item(5), item(1)]);
  expect(merged.waitingFor).toEqual([]);
});

test("what may still be preceded by an item not loaded yet is held back, and its stream is waited for", () => {
  const merged = mergeStreams([
    { items: [item(9), item(5)], hasMore: true },
    { items: [item(7), item(1)], hasMore: true },
  ]);
  expect(merged.items).toEqual([item(9), item(7), item(5)]);
  expect(merged.waitingFor).toEqual([0]);
});

test("a stream that is not there yet holds everything back", () => {
  expect(
    mergeStreams([
      { items: [item(1)], hasMore: false },
      { items: [], hasMore: true },
    ]),
  ).toEqual({
    items: [],
    waitingFor: [1],
  });
});

test("loading on only ever adds at the end, and ends with everything in order", () => {
  const placed = fc.record({ at: fc.integer({ min: 0, max: 20 }), id: fc.uuid() }).map(({ at, id }) => item(at, id));
  const streams = fc.array(fc.uniqueArray(placed, { maxLength: 25, selector: (each) => each.id }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(streams, (all) => {
      const sorted = all.map((stream) => stream.toSorted(byNewest));
      const loaded = sorted.map(() => 0);
      const view = () =>
        mergeStreams(
          sorted.map((stream, i) => ({ items: stream.slice(0, loaded[i]), hasMore: (loaded[i] ?? 0) < stream.length })),
        );
      let before: readonly Placed[] = [];
      for (let round = 0; round < 100; round++) {
        const { items, waitingFor } = view();
        expect(items.slice(0, before.length)).toEqual(before);
        before = items;
        if (waitingFor.length === 0) break;
        for (const place of waitingFor) loaded[place] = (loaded[place] ?? 0) + 3;
      }
      expect(before).toEqual(sorted.flat().sort(byNewest));
    }),
  );
});
