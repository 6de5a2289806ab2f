import { randomUUID } from "node:crypto";
import { AppError } from "@leadwright/schema";
import type { Store } from "@leadwright/store";
import { TimedCache } from "../http/timed-cache.ts";
import { newSecret, secretHash } from "./secrets.ts";

export interface TokenInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

interface KnownToken {
  readonly id: string;
  readonly userId: string;
}

/** Access tokens for programs: shown once, kept as hashes, valid until they are revoked. */
export class Tokens {
  readonly #store: Store;
  readonly #cache = new TimedCache<KnownToken>(5000, 10_000);

  constructor(store: Store) {
    this.#store = store;
  }

  /** `token` is what the program sends; nobody can read it again. */
  async create(userId: string, name: string): Promise<TokenInfo & { token: string }> {
    const label = name.trim();
    if (label === "" || label.length > 100) {
      throw new AppError("invalidArgument", { reason: "A token's name has 1 to 100 characters." });
    }
    const token = `lw_${newSecret()}`;
    const id = randomUUID();
    const [row] = await this.#store.sql<{ createdat: string }>(
      `insert into app.token (tokenid, hash, userid, name) values ($1, decode($2, 'hex'), $3, $4) returning ${isoTime("createdat")}`,
      [id, secretHash(token), userId, label],
    );
    return { id, name: label, createdAt: row?.createdat ?? "", lastUsedAt: null, token };
  }

  /** The user's tokens, newest first. */
  async list(userId: string): Promise<TokenInfo[]> {
    const rows = await this.#store.sql<{ tokenid: string; name: string; createdat: string; lastusedat: string | null }>(
      `select tokenid, name, ${isoTime("createdat")}, ${isoTime("lastusedat")} from app.token
        where userid = $1 and revokedat is null order by createdat desc, tokenid`,
      [userId],
    );
    return rows.map((row) => ({
      id: row.tokenid,
      name: row.name,
      createdAt: row.createdat,
      lastUsedAt: row.lastusedat,
    }));
  }

  /** Of this user, or of anybody when `userId` is undefined. Throws resourceNotFound. */
  async revoke(id: string, userId?: string): Promise<void> {
    const rows = await this.#store.sql(
      `update app.token set revokedat = now()
        where tokenid::text = $1 and ($2::uuid is null or userid = $2) and revokedat is null returning tokenid`,
      [id.toLowerCase(), userId ?? null],
    );
    if (rows.length === 0) throw new AppError("resourceNotFound", { segment: id });
    this.#cache.deleteWhere((token) => token.id === id.toLowerCase());
  }

  /** Whose the token is; undefined when it is unknown or revoked. */
  async find(token: string): Promise<string | undefined> {
    const hash = secretHash(token);
    const cached = this.#cache.get(hash);
    if (cached !== undefined) return cached.userId;
    const [row] = await this.#store.sql<{ tokenid: string; userid: string; stale: boolean }>(
      `select tokenid, userid, lastusedat is null or lastusedat < now() - interval '1 minute' as stale
         from app.token where hash = decode($1, 'hex') and revokedat is null`,
      [hash],
    );
    if (row === undefined) return undefined;
    if (row.stale) await this.#store.sql("update app.token set lastusedat = now() where tokenid = $1", [row.tokenid]);
    this.#cache.set(hash, { id: row.tokenid, userId: row.userid });
    return row.userid;
  }
}

/** A column as `2026-01-31T09:30:00Z`, under its own name. */
function isoTime(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ${column}`;
}
