import type { Migration } from "../migration.ts";

/** Sets of choices, many-to-many relationships, and what administrators changed of tables, columns and choices. */
export const definitions: Migration = {
  number: 8,
  name: "definitions",
  sql: `
create table app.globalchoice (
  name text primary key,
  definition jsonb not null,
  createdat timestamptz not null default now(),
  createdby uuid not null
);
create table app.customrelationship (
  schemaname text primary key,
  definition jsonb not null,
  createdat timestamptz not null default now(),
  createdby uuid not null
);
create table app.description (
  tablename text,
  columnname text,
  change jsonb not null,
  primary key (tablename, columnname)
);
alter table app.customchoice alter column label drop not null;
alter table app.customchoice add column change jsonb;
`,
};
