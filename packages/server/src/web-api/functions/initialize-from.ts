import { contextUrl, emptyQuery, parseTarget } from "@leadwright/query";
import { initializeFrom } from "@leadwright/sales";
import { AppError, isReference } from "@leadwright/schema";
import { jsonAnswer } from "../call.ts";
import { targetUrl } from "../entity-parameter.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

const fieldTypes = ["All", "ValidForCreate", "ValidForUpdate", "ValidForRead"];

/**
 * GET InitializeFrom(EntityMoniker=@p1,TargetEntityName='account',TargetFieldType=...'ValidForCreate'): a row that is not
 * saved, with what the maps take over from another; it can be posted as it is.
 */
export const initializeFromFunction: ApiFunction = {
  name: "InitializeFrom",
  signature: {
    parameters: { EntityMoniker: "crmbaseentity", TargetEntityName: "Edm.String", TargetFieldType: "Edm.String" },
    returns: "crmbaseentity",
  },
  async run(call, { EntityMoniker: moniker, TargetEntityName: name, TargetFieldType: fields = "All" }) {
    const url = targetUrl(moniker);
    if (url === undefined || typeof name !== "string")
      throw badRequest("EntityMoniker is {'@odata.id':'leads(id)'} and TargetEntityName the name of a table.");
    if (typeof fields !== "string" || !fieldTypes.includes(fields))
      throw badRequest(`TargetFieldType is one of ${fieldTypes.join(", ")}.`);
    const target = parseTarget(call.schema, url, call.context);
    const source = await resolveTarget(call, tableOf(call, target.table), target);
    const table = tableOf(call, name);
    const values = await call.store.change(call.caller, (work) => initializeFrom(work, source, table));
    const row: Record<string, unknown> = {
      "@odata.context": contextUrl(call.schema, call.baseUrl, emptyQuery(table), "entity"),
      "@odata.type": `#Microsoft.Dynamics.CRM.${table.name}`,
    };
    for (const [column, value] of Object.entries(values)) {
      const found = table.columns.get(column);
      const wanted = fields === "ValidForUpdate" ? found?.validForUpdate : fields === "All" || found?.validForCreate;
      if (wanted !== true) continue;
      if (!isReference(value)) row[column] = value;
      else {
        const navigation = [...table.navigations.values()].find(
          (each) => each.kind === "single" && each.column.name === column && each.target === value.table,
        );
        row[`${navigation?.name ?? column}@odata.bind`] = `${tableOf(call, value.table).entitySet}(${value.id})`;
      }
    }
    return jsonAnswer(row);
  },
};

function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}
