import type { Migration } from "../migration.ts";

/** Indexes of lists that others have taken the place of; those are made from the schema. */
export const listIndexes: Migration = {
  number: 7,
  name: "list-indexes",
  sql: `
do $$
declare old record;
begin
  for old in
    select indexname from pg_indexes
     where schemaname = 'crm' and indexname in (tablename || '_owner', tablename || '_state')
  loop
    execute format('drop index crm.%I', old.indexname);
  end loop;
end $$;
`,
};
