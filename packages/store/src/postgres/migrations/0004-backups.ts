import type { Migration } from "../migration.ts";

/** The backups that the server makes by itself or when asked. */
export const backups: Migration = {
  number: 4,
  name: "backups",
  sql: `
create table app.backup (
  backupid uuid primary key,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  scheduled boolean not null,
  requestedby uuid,
  requestedat timestamptz not null default now(),
  finishedat timestamptz,
  host text,
  path text,
  share double precision not null default 0,
  size bigint,
  error jsonb,
  downloads jsonb not null default '[]'
);
-- One at a time, whoever asks.
create unique index backup_open on app.backup ((true)) where state in ('waiting', 'running');
create index backup_requestedat on app.backup (requestedat);
`,
};
