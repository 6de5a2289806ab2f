import { type Schema, standardSchema } from "@leadwright/schema";
import type { Pool } from "pg";
import type { Announcement } from "./customisation/announcements.ts";
import { loadCustomisation } from "./customisation/load-customisation.ts";
import type { Engine } from "./pipeline/engine.ts";
import { RightsQueries } from "./pipeline/rights-queries.ts";
import { RuleBook } from "./pipeline/rules.ts";
import { SettingsCache, settingsTables } from "./pipeline/settings.ts";
import { StatementCache } from "./pipeline/statements.ts";
import { type DiskGuard, noDiskGuard } from "./postgres/disk-guard.ts";
import { PrincipalCache, principalTables } from "./rights/principal-cache.ts";
import type { Rule } from "./types.ts";

/** What a process keeps of the database between requests, and how it is renewed. */
export class SharedState implements Engine {
  readonly pool: Pool;
  readonly disk: DiskGuard;
  readonly rules: RuleBook;
  readonly settings: SettingsCache;
  readonly principals: PrincipalCache;
  readonly statements = new StatementCache();
  readonly rightsQueries = new RightsQueries();
  #schema = standardSchema();
  #customisation = "";
  #loading: Promise<void> = Promise.resolve();

  constructor(pool: Pool, rules: readonly Rule[], disk: DiskGuard = noDiskGuard) {
    this.pool = pool;
    this.disk = disk;
    this.rules = new RuleBook(rules);
    this.settings = new SettingsCache(pool);
    this.principals = new PrincipalCache(pool);
  }

  get schema(): Schema {
    return this.#schema;
  }

  /** Reads the customisation again; the schema becomes another object only when something has changed. */
  reloadSchema(): Promise<void> {
    // One after the other, so that an older answer never replaces a newer one.
    this.#loading = this.#loading.catch(() => {}).then(() => this.#load());
    return this.#loading;
  }

  /** What others have to hear of when these tables are written. */
  announcements(tables: Iterable<string>): Announcement[] {
    const news = new Set<Announcement>();
    for (const table of tables) {
      if (settingsTables.has(table)) news.add("settings");
      if (principalTables.has(table)) news.add("principals");
    }
    return [...news];
  }

  /** Forgets what is out of date. */
  drop(news: readonly Announcement[]): void {
    if (news.includes("settings")) this.settings.drop();
    if (news.includes("principals")) this.principals.drop();
  }

  async #load(): Promise<void> {
    const customisation = await loadCustomisation(this.pool);
    const text = JSON.stringify(customisation);
    if (text === this.#customisation) return;
    this.#schema = standardSchema(customisation, this.#schema.revision + 1);
    this.#customisation = text;
  }
}
