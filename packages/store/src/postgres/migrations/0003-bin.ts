import type { Migration } from "../migration.ts";

/** What was deleted, kept whole for a while, and undo runs that are longer than a request. */
export const bin: Migration = {
  number: 3,
  name: "bin",
  sql: `
create table app.bin (
  -- The entry that tells of the delete.
  auditid bigint primary key,
  at timestamptz not null,
  operationid uuid not null,
  userid uuid not null,
  tablename text not null,
  recordid uuid not null,
  -- The row whose delete took this one along; null for what was asked for.
  rootid uuid,
  name text,
  ownerid uuid,
  unitid uuid,
  content jsonb not null,
  shares jsonb,
  pairs jsonb
);
create index bin_record on app.bin (recordid, auditid);
create index bin_at on app.bin (at);
create index bin_listed on app.bin (auditid) where rootid is null;

-- Files that an update replaced; the audit itself does not hold their content.
create table app.replacedfile (
  auditid bigint primary key,
  at timestamptz not null default now(),
  content text,
  newhash text
);

create table app.undorun (
  undoid uuid primary key,
  operationid uuid not null,
  userid uuid not null,
  door text not null,
  mode text not null,
  target uuid,
  -- Entries below this one are still to be looked at.
  before bigint,
  undone integer not null default 0,
  kept integer not null default 0,
  total integer not null,
  reasons jsonb not null default '[]',
  status text not null default 'running',
  startedat timestamptz not null default now(),
  endedat timestamptz
);
create index undorun_operation on app.undorun (operationid);
`,
};
