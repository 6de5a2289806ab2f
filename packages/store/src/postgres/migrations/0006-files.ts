import type { Migration } from "../migration.ts";

/** What file and image columns hold, and uploads that are under way. A file never changes: another one takes its place. */
export const files: Migration = {
  number: 6,
  name: "files",
  sql: `
create table app.columnfile (
  fileid uuid primary key,
  tablename text not null,
  recordid uuid not null,
  columnname text not null,
  name text not null,
  mimetype text not null,
  size bigint not null,
  createdat timestamptz not null default now(),
  createdby uuid,
  -- When it was last found to be the value of its column.
  seenat timestamptz not null default now()
);
create index columnfile_recordid on app.columnfile (recordid);
create index columnfile_seenat on app.columnfile (seenat);

create table app.columnfileblock (
  fileid uuid not null references app.columnfile on delete cascade,
  start bigint not null,
  content bytea not null,
  primary key (fileid, start)
);
alter table app.columnfileblock alter column content set storage external;

create table app.upload (
  uploadid uuid primary key,
  userid uuid not null,
  target jsonb not null,
  name text not null,
  mimetype text not null,
  mostbytes bigint not null,
  createdat timestamptz not null default now()
);
create index upload_createdat on app.upload (createdat);

create table app.uploadblock (
  uploadid uuid not null references app.upload on delete cascade,
  blockid text not null,
  content bytea not null,
  primary key (uploadid, blockid)
);
`,
};
