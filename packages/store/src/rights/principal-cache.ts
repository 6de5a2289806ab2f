import type { Schema } from "@leadwright/schema";
import type { Pool } from "pg";
import type { Principal } from "../types.ts";
import { loadPrincipal } from "./load-principal.ts";

interface Entry {
  readonly schema: Schema;
  readonly expiresAt: number;
  readonly principal: Promise<Principal>;
}

/** Tables whose changes alter what somebody may do or how they read it. */
export const principalTables: ReadonlySet<string> = new Set([
  "systemuser",
  "team",
  "businessunit",
  "role",
  "usersettings",
  "organization",
  "teammembership",
  "systemuserroles",
  "teamroles",
]);

const maxEntries = 10_000;

/** Principals for a short while: another process may change roles, so none is kept longer than `ttl` milliseconds. */
export class PrincipalCache {
  readonly #pool: Pool;
  readonly #ttl: number;
  readonly #clock: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(pool: Pool, ttl = 10_000, clock: () => number = Date.now) {
    this.#pool = pool;
    this.#ttl = ttl;
    this.#clock = clock;
  }

  /** Throws unauthorized when there is no such user or he is disabled; that answer is not kept. */
  get(schema: Schema, userId: string): Promise<Principal> {
    const now = this.#clock();
    const known = this.#entries.get(userId);
    if (known && known.schema === schema && known.expiresAt > now) return known.principal;
    if (this.#entries.size >= maxEntries) this.#entries.clear();
    const principal = loadPrincipal(this.#pool, schema, userId);
    const entry = { schema, expiresAt: now + this.#ttl, principal };
    this.#entries.set(userId, entry);
    principal.catch(() => {
      if (this.#entries.get(userId) === entry) this.#entries.delete(userId);
    });
    return principal;
  }

  /** After a change to users, teams, units, roles or settings; no id: all of them. */
  drop(userId?: string): void {
    if (userId === undefined) this.#entries.clear();
    else this.#entries.delete(userId);
  }
}
