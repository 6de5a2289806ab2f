import type { Migration } from "./migration.ts";
import { foundation } from "./migrations/0001-foundation.ts";
import { journal } from "./migrations/0002-journal.ts";
import { bin } from "./migrations/0003-bin.ts";
import { backups } from "./migrations/0004-backups.ts";
import { keys } from "./migrations/0005-keys.ts";
import { files } from "./migrations/0006-files.ts";
import { listIndexes } from "./migrations/0007-list-indexes.ts";
import { definitions } from "./migrations/0008-definitions.ts";
import { customTables } from "./migrations/0009-custom-tables.ts";

/** In order. A new one goes to the end; those above it stay as they are. */
export const migrations: readonly Migration[] = [
  foundation,
  journal,
  bin,
  backups,
  keys,
  files,
  listIndexes,
  definitions,
  customTables,
];
