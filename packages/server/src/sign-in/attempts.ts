import { AppError } from "@leadwright/schema";

interface Window {
  count: number;
  readonly endsAt: number;
}

const windowLength = 15 * 60_000;
const capacity = 20_000;

/**
 * Counts tries by key in windows of 15 minutes. In memory: a restart forgives, and every process counts for itself, which
 * still leaves a guesser a few dozen tries an hour. Bounded: the oldest windows make room.
 */
export class Attempts {
  readonly #windows = new Map<string, Window>();

  /** Counts one try under `key`. Throws tooManyAttempts, with the seconds until the next may be made, past `limit`. */
  count(key: string, limit: number): void {
    const now = Date.now();
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.#windows.delete(key);
      this.#makeRoom();
      window = { count: 0, endsAt: now + windowLength };
      this.#windows.set(key, window);
    }
    if (window.count >= limit) {
      throw new AppError("tooManyAttempts", { seconds: Math.ceil((window.endsAt - now) / 1000) });
    }
    window.count += 1;
  }

  /** The right password was given: its tries are forgotten. */
  forget(key: string): void {
    this.#windows.delete(key);
  }

  /** The try was no guess: it is as if it had not been made. */
  giveBack(key: string): void {
    const window = this.#windows.get(key);
    if (window !== undefined && window.count > 0) window.count -= 1;
  }

  #makeRoom(): void {
    for (const key of this.#windows.keys()) {
      if (this.#windows.size < capacity) return;
      this.#windows.delete(key);
    }
  }
}

/** The address whose tries count together: one IPv4 address, or the /64 network that one IPv6 customer has. */
export function addressKey(address: string): string {
  if (!address.includes(":") || address.startsWith("::ffff:")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? 0 : tail.split(":").length;
    while (groups.length + after < 8) groups.push("0");
  }
  return groups.slice(0, 4).join(":");
}
