import { readView } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import type { Answer, Call, Of } from "./call.ts";
import { answerRows } from "./collection.ts";
import { relatedRows, tableOf } from "./related-rows.ts";
import { shapeOf } from "./shape.ts";

/** Where views are kept. */
const tables = { savedQuery: "savedquery", userQuery: "userquery" } as const;

/** GET leads?savedQuery=id, accounts(id)/Account_Tasks?userQuery=id: the rows that a view lists. */
export async function readViewRows(call: Call, view: Of<"view">): Promise<Answer> {
  const rows = readView(call.schema, view, await fetchXmlOf(call, view));
  const { parent } = view;
  if (parent === undefined) return answerRows(call, rows);
  return answerRows(call, { ...rows, query: await relatedRows(call, parent.target, parent.navigation, rows.query) });
}

/** Under the caller's rights: a personal view of somebody else's is as good as none. */
async function fetchXmlOf(call: Call, { view, id }: Of<"view">): Promise<string> {
  const table = tableOf(call, tables[view]);
  const column = table.columns.get("fetchxml");
  const select = column ? [column] : [];
  const query = { table: table.name, select, filter: undefined, orderBy: [], top: undefined, count: false, expand: [] };
  const { json } = await call.store.readRecord(call.caller, query, id, shapeOf(call, query));
  const { fetchxml } = JSON.parse(json) as { fetchxml: string | null };
  if (fetchxml !== null && fetchxml.trim() !== "") return fetchxml;
  throw new AppError("invalidArgument", { reason: `The ${table.name} ${id} has no FetchXML.` });
}
