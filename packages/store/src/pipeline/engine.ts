import type { Schema } from "@leadwright/schema";
import type { Pool } from "pg";
import type { DiskGuard } from "../postgres/disk-guard.ts";
import type { PrincipalCache } from "../rights/principal-cache.ts";
import type { RightsQueries } from "./rights-queries.ts";
import type { RuleBook } from "./rules.ts";
import type { SettingsCache } from "./settings.ts";
import type { StatementCache } from "./statements.ts";

/** What all changes of a store share. */
export interface Engine {
  readonly pool: Pool;
  readonly disk: DiskGuard;
  /** As it stands now; a Work keeps the one it began with. */
  readonly schema: Schema;
  readonly rules: RuleBook;
  readonly settings: SettingsCache;
  readonly principals: PrincipalCache;
  readonly statements: StatementCache;
  readonly rightsQueries: RightsQueries;
}
