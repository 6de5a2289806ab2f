import { AppError } from "@leadwright/schema";

/** What one user may ask of one server within the window. */
export interface ProtectionLimits {
  readonly requests: number;
  /** Time that the requests took, taken together. */
  readonly milliseconds: number;
  /** At once. */
  readonly concurrent: number;
}

/** Seconds. */
const windowLength = 300;
const slotLength = 10;
const slots = windowLength / slotLength;

interface Slot {
  /** In slots since the epoch. */
  readonly number: number;
  requests: number;
  milliseconds: number;
}

interface Usage {
  readonly slots: Slot[];
  running: number;
}

/** What is left to a user, as the headers of an answer tell it. */
export interface Remaining {
  readonly requests: number;
  readonly seconds: number;
}

/** Counts the requests of each user in a sliding window, and refuses those beyond the limits. */
export class ServiceProtection {
  readonly #users = new Map<string, Usage>();
  readonly #now: () => number;
  #cleared = 0;

  /** `now`: milliseconds since the epoch. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * A request begins; `end` of what is returned tells that it is over. Throws tooManyRequests, tooMuchTime and
   * tooManyAtOnce, with the seconds after which the next one may come.
   */
  begin(user: string, limits: ProtectionLimits): { readonly remaining: Remaining; end(): void } {
    const began = this.#now();
    const current = Math.floor(began / 1000 / slotLength);
    this.#forget(current);
    const usage = this.#users.get(user) ?? { slots: [], running: 0 };
    this.#users.set(user, usage);
    while (usage.slots[0] !== undefined && usage.slots[0].number <= current - slots) usage.slots.shift();
    const requests = usage.slots.reduce((sum, slot) => sum + slot.requests, 0);
    const milliseconds = usage.slots.reduce((sum, slot) => sum + slot.milliseconds, 0);
    const wait = waitFor(usage, current);
    if (requests >= limits.requests)
      throw new AppError("tooManyRequests", { limit: limits.requests, window: windowLength, seconds: wait });
    if (milliseconds >= limits.milliseconds)
      throw new AppError("tooMuchTime", { limit: limits.milliseconds, window: windowLength, seconds: wait });
    if (usage.running >= limits.concurrent)
      throw new AppError("tooManyAtOnce", { limit: limits.concurrent, seconds: 1 });
    slotOf(usage, current).requests++;
    usage.running++;
    let running = true;
    return {
      remaining: {
        requests: limits.requests - requests - 1,
        seconds: Math.max(0, limits.milliseconds - milliseconds) / 1000,
      },
      end: () => {
        if (!running) return;
        running = false;
        usage.running--;
        const ended = this.#now();
        slotOf(usage, Math.floor(ended / 1000 / slotLength)).milliseconds += ended - began;
      },
    };
  }

  /** Users who have not asked for a whole window. */
  #forget(current: number): void {
    if (current - this.#cleared < slots) return;
    this.#cleared = current;
    for (const [user, { slots: used, running }] of this.#users)
      if (running === 0 && (used.at(-1)?.number ?? 0) <= current - slots) this.#users.delete(user);
  }
}

function slotOf(usage: Usage, number: number): Slot {
  const last = usage.slots.at(-1);
  if (last !== undefined && last.number >= number) return last;
  const slot = { number, requests: 0, milliseconds: 0 };
  usage.slots.push(slot);
  return slot;
}

/** Seconds until the oldest requests no longer count. */
function waitFor({ slots: used }: Usage, current: number): number {
  const oldest = used[0]?.number ?? current;
  return Math.max(1, (oldest + slots - current) * slotLength);
}
