import { isReference } from "@leadwright/schema";
import type { Rule } from "@leadwright/store";

/** An item is called after its record, and knows since when it is in its queue and with its worker. */
export const queueItemKnowsItsRecord: Rule = {
  tables: ["queueitem"],
  messages: ["create", "update"],
  async apply({ values, work }) {
    const now = work.now.toISOString();
    if (values.queueid !== undefined) values.enteredon = now;
    if (values.workerid !== undefined) values.workeridmodifiedon = now;
    const record = values.objectid;
    if (!isReference(record)) return;
    const name = work.schema.tables.get(record.table)?.primaryName;
    const title = name === undefined ? null : (await work.retrieve(record.table, record.id, [name]))[name];
    values.title = typeof title === "string" ? title.slice(0, 300) : null;
  },
};
