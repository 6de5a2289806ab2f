import type { Migration } from "../migration.ts";

/** Alternate keys that administrators made. */
export const keys: Migration = {
  number: 5,
  name: "keys",
  sql: `
create table app.customkey (
  tablename text not null,
  keyname text not null,
  definition jsonb not null,
  createdat timestamptz not null default now(),
  createdby uuid,
  primary key (tablename, keyname)
);
`,
};
