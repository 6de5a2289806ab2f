import type { Store } from "@leadwright/store";
import type { ProtectionLimits } from "./service-protection.ts";

/** Milliseconds after which a changed setting is noticed. */
const lifetime = 5_000;

/** Far above what people and their pages need; programs that run wild meet it. */
const standard: ProtectionLimits = { requests: 1_000_000, milliseconds: 60_000_000, concurrent: 1_000 };

/** The limits that the organisation has set, kept for some seconds. */
export class LimitSettings {
  readonly #store: Store;
  #limits = standard;
  #readAt = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What is known; a request that finds it old waits for the new one, the others do not. */
  async current(): Promise<ProtectionLimits> {
    const now = Date.now();
    if (now - this.#readAt < lifetime) return this.#limits;
    this.#readAt = now;
    const [row] = await this.#store.sql<{ requests: number | null; seconds: number | null; concurrent: number | null }>(
      `select lw_apirequestlimit as requests, lw_apitimelimit as seconds, lw_apiconcurrencylimit as concurrent
         from crm.organization limit 1`,
    );
    this.#limits = {
      requests: row?.requests ?? standard.requests,
      milliseconds: row?.seconds ? row.seconds * 1000 : standard.milliseconds,
      concurrent: row?.concurrent ?? standard.concurrent,
    };
    return this.#limits;
  }
}
