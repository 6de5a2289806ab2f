import type { Migration } from "../migration.ts";

/** Every audit entry belongs to an operation, the unit in which changes are taken back. */
export const journal: Migration = {
  number: 2,
  name: "journal",
  sql: "alter table app.audit rename column transactionid to operationid",
  rewrite: {
    table: "app.audit",
    key: "auditid",
    set: "operationid = gen_random_uuid()",
    where: "operationid is null",
  },
  afterwards: `
alter table app.audit alter column operationid set not null;
alter table app.audit
  -- The entry that this one takes back.
  add column undoes bigint,
  -- The row whose change brought this one along; null when it stands for itself.
  add column rootid uuid;
create index audit_operation on app.audit (operationid, auditid);
create index audit_undoes on app.audit (undoes) where undoes is not null;

-- Entries that are taken back as things stand, and by which operation.
create table app.undone (
  auditid bigint primary key,
  operationid uuid not null
);
`,
};
