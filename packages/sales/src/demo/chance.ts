import { createHash } from "node:crypto";

/** Random numbers that are the same for the same seed, on every machine: sfc32, seeded by a hash of a text. */
export class Chance {
  readonly #state: Uint32Array;

  constructor(seed: string) {
    const digest = createHash("sha256").update(seed).digest();
    this.#state = Uint32Array.from({ length: 4 }, (_, place) => digest.readUInt32LE(place * 4));
    for (let turn = 0; turn < 12; turn++) this.bits();
  }

  /** 32 random bits. */
  bits(): number {
    const state = this.#state;
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const sum = (a + b + d) >>> 0;
    state[3] = d + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  }

  /** From 0 to below 1. */
  fraction(): number {
    return this.bits() / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  /** True in so many cases out of one. */
  happens(share: number): boolean {
    return this.fraction() < share;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.fraction() * items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from");
    return item;
  }

  /** One of the items, each as often as its weight says. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let rest = this.fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      rest -= weight;
      if (rest < 0) return item;
    }
    const [item] = items.at(-1) ?? [];
    if (item === undefined) throw new Error("There is nothing to pick from");
    return item;
  }

  /** Normally distributed with mean 0 and deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.fraction())) * Math.cos(2 * Math.PI * this.fraction());
  }

  /** Log-normally distributed: half of the numbers lie below the median, a few far above it. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** A UUIDv7 of that moment (milliseconds), so that what was made together lies together in the primary key. */
  id(at: number): string {
    const time = Math.max(0, Math.floor(at)).toString(16).padStart(12, "0");
    const [one, two, three] = [this.bits(), this.bits(), this.bits()];
    const count = (one & 0xfff).toString(16).padStart(3, "0");
    const variant = (0x8000 | ((one >>> 12) & 0x3fff)).toString(16);
    const rest = (two.toString(16).padStart(8, "0") + three.toString(16).padStart(8, "0")).slice(0, 12);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}-${rest}`;
  }
}
