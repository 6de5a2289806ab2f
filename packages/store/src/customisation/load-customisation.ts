import type { Customisation } from "@leadwright/schema";
import type { ClientBase, Pool } from "pg";

/** What administrators added and changed, as of one moment. */
export async function loadCustomisation(database: Pick<Pool | ClientBase, "query">): Promise<Customisation> {
  const { rows } = await database.query<Required<Customisation>>(`
    select (select coalesce(json_agg(definition order by createdat, name), '[]')
              from app.customtable) as tables,
           (select coalesce(json_agg(json_build_object('table', tablename, 'column', definition)
                                     order by createdat, columnname), '[]')
              from app.customcolumn) as columns,
           (select coalesce(json_agg(json_build_object('table', tablename, 'column', columnname,
                                     'choice', jsonb_strip_nulls(jsonb_build_object('value', value, 'label', label))
                                               || coalesce(change, '{}')) order by value), '[]')
              from app.customchoice) as choices,
           (select coalesce(json_agg(json_build_object('table', tablename, 'key', definition)
                                     order by createdat, keyname), '[]')
              from app.customkey) as keys,
           (select coalesce(json_agg(definition order by createdat, name), '[]')
              from app.globalchoice) as "globalChoices",
           (select coalesce(json_agg(definition order by createdat, schemaname), '[]')
              from app.customrelationship) as relationships,
           (select coalesce(json_agg(json_build_object('table', tablename, 'column', columnname, 'change', change)
                                     order by tablename, columnname), '[]')
              from app.description) as descriptions`);
  return rows[0] ?? { columns: [], choices: [] };
}
