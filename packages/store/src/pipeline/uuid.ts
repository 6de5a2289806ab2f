import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(8 * 512);
let used = pool.length;
let lastTime = 0;
let counter = 0;

/**
 * A UUIDv7: 48 bits of milliseconds, a 12-bit counter, 62 random bits. Rises within this process even inside one
 * millisecond, so rows made together lie together in the primary key.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    // More than 4,096 in a millisecond, or a clock set back: borrow from the next one.
    lastTime++;
    counter = 0;
  }
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool[used] = 0x80 | ((pool[used] ?? 0) & 0x3f);
  const random = pool.toString("hex", used, used + 8);
  used += 8;
  const time = lastTime.toString(16).padStart(12, "0");
  const count = counter.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${random.slice(0, 4)}-${random.slice(4)}`;
}

/** True for a UUID in the form that the house uses: lower case, with dashes. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
