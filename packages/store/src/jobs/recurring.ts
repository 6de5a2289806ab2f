/** What comes round at certain times, done once each time however many servers there are, and made up for when all were off. */
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../postgres/log.ts";
import { systemCaller } from "../system-caller.ts";
import type { Store, Work } from "../types.ts";

export interface Recurring {
  /** Names its place in the settings. */
  readonly name: string;
  /** The last time up to `now` at which it was due; undefined: not at all, as long as that is so. */
  due(now: Date): Promise<Date | undefined>;
  /** Short: puts what there is to do into a queue. In the transaction that notes that this time has had its turn. */
  run(work: Work): Promise<void>;
}

/** Milliseconds between two looks at the clock. */
const pause = 20_000;

/** Looks at once and then from time to time, until what it gives back is called; that resolves when the last look is over. */
export function repeat(store: Store, recurring: Recurring, log: Log, every = pause): () => Promise<void> {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await runWhenDue(store, recurring, new Date()).catch((error: unknown) => {
        log.error({ err: error, name: recurring.name }, "What is due cannot be begun; it is tried again");
      });
      await delay(every, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  })();
  return () => {
    stopping.abort();
    return running;
  };
}

/** True when it was due and this call is the one that ran it. */
export async function runWhenDue(store: Store, recurring: Recurring, now: Date): Promise<boolean> {
  const due = await recurring.due(now);
  if (due === undefined) return false;
  return store.change(systemCaller, async (work) => {
    // Whoever comes second waits for the first one's commit and finds the turn taken.
    const taken = await work.sql(
      `insert into app.setting (key, value) values ($1, to_jsonb($2::text))
       on conflict (key) do update set value = excluded.value
       where (setting.value #>> '{}')::timestamptz < (excluded.value #>> '{}')::timestamptz
       returning key`,
      [`recurring.${recurring.name}`, due.toISOString()],
    );
    if (taken.length === 0) return false;
    await recurring.run(work);
    return true;
  });
}
