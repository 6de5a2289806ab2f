import type { Choice, Column, Customisation, CustomKey } from "@leadwright/schema";
import type { ClientBase, Pool } from "pg";

interface Row {
  readonly columns: readonly { table: string; column: Column }[];
  readonly choices: readonly { table: string; column: string; choice: Choice }[];
  readonly keys: readonly { table: string; key: CustomKey }[];
}

/** The columns and choices that administrators added, as of one moment. */
export async function loadCustomisation(database: Pick<Pool | ClientBase, "query">): Promise<Customisation> {
  const { rows } = await database.query<Row>(`
    select (select coalesce(json_agg(json_build_object('table', tablename, 'column', definition)
                                     order by createdat, columnname), '[]')
              from app.customcolumn) as columns,
           (select coalesce(json_agg(json_build_object('table', tablename, 'column', columnname,
                                     'choice', json_build_object('value', value, 'label', label)) order by value), '[]')
              from app.customchoice) as choices,
           (select coalesce(json_agg(json_build_object('table', tablename, 'key', definition)
                                     order by createdat, keyname), '[]')
              from app.customkey) as keys`);
  return rows[0] ?? { columns: [], choices: [] };
}
