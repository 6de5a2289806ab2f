import type { Choice, Column, Customisation } from "@leadwright/schema";
import type { ClientBase, Pool } from "pg";

interface Row {
  readonly columns: readonly { table: string; column: Column }[];
  readonly choices: readonly { table: string; column: string; choice: Choice }[];
}

/** The columns and choices that administrators added, as of one moment. */
export async function loadCustomisation(database: Pick<Pool | ClientBase, "query">): Promise<Customisation> {
  const { rows } = await database.query<Row>(`
    select (select coalesce(json_agg(json_build_object('table', tablename, 'column', definition)
                                     order by createdat, columnname), '[]')
              from app.customcolumn) as columns,
           (select coalesce(json_agg(json_build_object('table', tablename, 'column', columnname,
                                     'choice', json_build_object('value', value, 'label', label)) order by value), '[]')
              from app.customchoice) as choices`);
  return rows[0] ?? { columns: [], choices: [] };
}
