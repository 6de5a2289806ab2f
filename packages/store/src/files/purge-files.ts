import { isFile } from "@leadwright/schema";
import type { PipelineWork } from "../pipeline/work.ts";
import { quote, recordTable } from "../postgres/ddl.ts";

/** Unfinished uploads are kept for a day. */
const uploadHours = 24;

/**
 * Deletes files that have been nobody's value for as long as the bin keeps what was deleted (`retention`, SQL), and uploads
 * that nobody finished.
 */
export async function purgeFiles(work: PipelineWork, retention: string): Promise<void> {
  await work.sql(`delete from app.upload where createdat < now() - interval '${uploadHours} hours'`);
  for (const table of work.schema.tables.values()) {
    for (const column of table.columns.values()) {
      if (!isFile(column) || table.view) continue;
      await work.sql(
        `update app.columnfile f set seenat = now() from ${recordTable(table.name)} r
          where r.${quote(column.name)} = f.fileid and f.seenat < now() - interval '1 hour'`,
      );
    }
  }
  await work.sql(
    `delete from app.columnfile f where seenat < now() - make_interval(days => ${retention})
        and not exists (select 1 from app.bin b where b.recordid = f.recordid)`,
  );
}
