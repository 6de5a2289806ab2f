import type { Migration } from "../migration.ts";

/** What is no record: settings, sign-in, audit, customisation, shares, rights, files. Record tables come from the schema. */
export const foundation: Migration = {
  number: 1,
  name: "foundation",
  sql: `
create schema if not exists crm;
create sequence app.version;

create table app.setting (
  key text primary key,
  value jsonb not null
);

create table app.credential (
  userid uuid primary key,
  passwordhash text not null,
  changedat timestamptz not null default now()
);

create table app.session (
  idhash bytea primary key,
  userid uuid not null,
  csrftoken text not null,
  createdat timestamptz not null default now(),
  lastseenat timestamptz not null default now(),
  expiresat timestamptz not null,
  useragent text,
  address text
);
create index session_userid on app.session (userid);
create index session_expiresat on app.session (expiresat);

create table app.token (
  tokenid uuid primary key,
  hash bytea not null unique,
  userid uuid not null,
  name text not null,
  createdat timestamptz not null default now(),
  lastusedat timestamptz,
  revokedat timestamptz
);
create index token_userid on app.token (userid);

create table app.audit (
  auditid bigint generated always as identity primary key,
  at timestamptz not null,
  userid uuid not null,
  door text not null,
  message text not null,
  usecase text,
  tablename text not null,
  recordid uuid not null,
  transactionid uuid,
  changes jsonb not null
);
create index audit_record on app.audit (recordid, auditid);

create table app.customcolumn (
  tablename text,
  columnname text,
  definition jsonb not null,
  createdat timestamptz not null default now(),
  createdby uuid not null,
  primary key (tablename, columnname)
);

create table app.customchoice (
  tablename text,
  columnname text,
  value integer,
  label text not null,
  primary key (tablename, columnname, value)
);

create table app.share (
  tablename text,
  objectid uuid,
  principalid uuid,
  rights integer not null,
  primary key (principalid, tablename, objectid)
);
create index share_objectid on app.share (objectid);

create table app.roleprivilege (
  roleid uuid,
  tablename text,
  rightname text,
  depth integer not null,
  primary key (roleid, tablename, rightname)
);

create table app.importmapping (
  tablename text,
  heading text,
  mapping jsonb not null,
  usedat timestamptz not null default now(),
  primary key (tablename, heading)
);

create table app.importerror (
  importfileid uuid,
  rownumber bigint,
  columnname text,
  reason text not null,
  line json
);
create index importerror_row on app.importerror (importfileid, rownumber);

create table app.file (
  fileid uuid primary key,
  name text not null,
  mimetype text not null,
  size bigint not null default 0,
  createdat timestamptz not null default now(),
  createdby uuid not null,
  complete boolean not null default false
);

create table app.filechunk (
  fileid uuid references app.file on delete cascade,
  position integer,
  data bytea not null,
  primary key (fileid, position)
);
alter table app.filechunk alter column data set storage external;
`,
};
