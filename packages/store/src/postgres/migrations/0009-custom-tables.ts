import type { Migration } from "../migration.ts";

/** Tables that administrators made. */
export const customTables: Migration = {
  number: 9,
  name: "custom tables",
  sql: `
create table app.customtable (
  name text primary key,
  definition jsonb not null,
  createdat timestamptz not null default now(),
  createdby uuid not null
);
-- Their numbers; that of a table which is gone names no other.
create sequence app.tabletype start 10000;
`,
};
