import { parseTarget } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { targetUrl } from "../entity-parameter.ts";
import { answerRecord } from "../record.ts";
import { tableOf } from "../related-rows.ts";
import { idQuery, resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET CalculateRollupField(Target=@p1,FieldName=@p2): the row with the column. Columns are up to date at all times here. */
export const calculateRollupField: ApiFunction = {
  name: "CalculateRollupField",
  signature: { parameters: { Target: "crmbaseentity", FieldName: "Edm.String" }, returns: "crmbaseentity" },
  async run(call, { Target: parameter, FieldName: name }) {
    const url = targetUrl(parameter);
    if (url === undefined || typeof name !== "string")
      throw new AppError("badRequest", { reason: "Target is {'@odata.id':'accounts(id)'} and FieldName a column." });
    const target = parseTarget(call.schema, url, call.context);
    const table = tableOf(call, target.table);
    const column = table.columns.get(name);
    if (column === undefined || !column.validForRead || column.type === "PartyList")
      throw new AppError("noAttribute", { table: table.name, column: name.slice(0, 80) });
    const { id } = await resolveTarget(call, table, target);
    return answerRecord(call, table, { ...idQuery(table), select: [column] }, id);
  },
};
