import type { Store } from "@leadwright/store";
import { TimedCache } from "../http/timed-cache.ts";
import { newSecret, secretHash } from "./secrets.ts";

export interface Session {
  readonly hash: string;
  readonly userId: string;
  readonly csrfToken: string;
  /** When the cookie has to be sent again because the session was prolonged on this request. */
  readonly prolonged: boolean;
}

/** Seconds that a session lives on after its last use. */
export const sessionLifetime = 14 * 24 * 3600;
/** Seconds after which even a session in daily use ends. */
const longestLifetime = 90 * 24 * 3600;
/** Seconds between two prolongations, so that reading does not write each time. */
const prolongAfter = 3600;

/** Milliseconds for which another process's sign-out may go unnoticed. */
const cacheLifetime = 5000;

/** Sessions in the database, by the hash of what the cookie holds, remembered for five seconds. */
export class Sessions {
  readonly #store: Store;
  readonly #cache = new TimedCache<Session>(cacheLifetime, 10_000);

  constructor(store: Store) {
    this.#store = store;
  }

  /** Starts a session; `id` is for the cookie and is kept nowhere. */
  async start(
    userId: string,
    from: { userAgent: string; address: string },
  ): Promise<{ id: string; csrfToken: string }> {
    const id = newSecret();
    const csrfToken = newSecret();
    await this.#store.sql("delete from app.session where userid = $1 and expiresat < now()", [userId]);
    await this.#store.sql(
      `insert into app.session (idhash, userid, csrftoken, expiresat, useragent, address)
       values (decode($1, 'hex'), $2, $3, now() + make_interval(secs => $4), $5, $6)`,
      [secretHash(id), userId, csrfToken, sessionLifetime, from.userAgent.slice(0, 300), from.address],
    );
    return { id, csrfToken };
  }

  /** The live session of a cookie, prolonged when it was last used more than an hour ago. */
  async find(id: string): Promise<Session | undefined> {
    const hash = secretHash(id);
    const cached = this.#cache.get(hash);
    if (cached !== undefined) return cached;
    const [row] = await this.#store.sql<{ userid: string; csrftoken: string; stale: boolean }>(
      `select userid, csrftoken, lastseenat < now() - make_interval(secs => $2) as stale
         from app.session where idhash = decode($1, 'hex') and expiresat > now()`,
      [hash, prolongAfter],
    );
    if (row === undefined) return undefined;
    if (row.stale) await this.#prolong(hash);
    const session = { hash, userId: row.userid, csrfToken: row.csrftoken, prolonged: false };
    this.#cache.set(hash, session);
    return row.stale ? { ...session, prolonged: true } : session;
  }

  async end(hash: string): Promise<void> {
    await this.#store.sql("delete from app.session where idhash = decode($1, 'hex')", [hash]);
    this.#cache.delete(hash);
  }

  /** Ends every session of the user but the one to keep. */
  async endAll(userId: string, keep?: string): Promise<void> {
    await this.#store.sql("delete from app.session where userid = $1 and idhash is distinct from decode($2, 'hex')", [
      userId,
      keep ?? null,
    ]);
    this.#cache.deleteWhere((session) => session.userId === userId && session.hash !== keep);
  }

  async #prolong(hash: string): Promise<void> {
    await this.#store.sql(
      `update app.session set lastseenat = now(),
              expiresat = least(now() + make_interval(secs => $2), createdat + make_interval(secs => $3))
        where idhash = decode($1, 'hex')`,
      [hash, sessionLifetime, longestLifetime],
    );
  }
}
