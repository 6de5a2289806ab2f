import type { Load } from "./load.ts";
import { load, median } from "./processes.ts";

/** Alternates rounds of the two; the first of each warms up and does not count. */
export async function compare(rounds: number, leadwright: Load, bare: Load) {
  const ours: number[] = [];
  const theirs: number[] = [];
  let failed = 0;
  for (let round = 0; round <= rounds; round++) {
    const a = await load(leadwright);
    const b = await load(bare);
    failed += a.failed + b.failed;
    if (round === 0) continue;
    ours.push(a.requestsPerSecond);
    theirs.push(b.requestsPerSecond);
  }
  return {
    leadwrightPerSecond: round(median(ours)),
    barePerSecond: round(median(theirs)),
    ratio: round(median(ours.map((rate, i) => rate / (theirs[i] ?? rate)))),
    failed,
  };
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
