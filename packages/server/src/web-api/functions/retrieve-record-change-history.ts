import { parseTarget } from "@leadwright/query";
import { AppError, isReference, readProperty, type Table, type Value } from "@leadwright/schema";
import type { AuditEntry } from "@leadwright/store";
import { operationAnswer } from "../call.ts";
import { targetUrl } from "../entity-parameter.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

const operations: Readonly<Record<AuditEntry["message"], number>> = {
  create: 1,
  update: 2,
  delete: 3,
  associate: 33,
  disassociate: 34,
};

/** GET RetrieveRecordChangeHistory(Target=@p1)?@p1={'@odata.id':'leads(id)'}: who changed what, newest first. */
export const retrieveRecordChangeHistory: ApiFunction = {
  name: "RetrieveRecordChangeHistory",
  signature: {
    parameters: { Target: "crmbaseentity" },
    returns: { AuditDetailCollection: "AuditDetailCollection" },
  },
  async run(call, parameters) {
    const url = targetUrl(parameters.Target);
    if (url === undefined) throw new AppError("badRequest", { reason: "Target is {'@odata.id':'leads(id)'}." });
    const target = parseTarget(call.schema, url);
    const table = tableOf(call, target.table);
    const { id } = await resolveTarget(call, table, target);
    const entries = await call.store.history(call.caller, table.name, id);
    return operationAnswer(call, "RetrieveRecordChangeHistory", {
      AuditDetailCollection: {
        MoreRecords: false,
        PagingCookie: "",
        TotalRecordCount: entries.length,
        AuditDetails: entries.map((entry) => describe(entry, table, id)),
      },
    });
  },
};

function describe(entry: AuditEntry, table: Table, id: string) {
  const type = `#Microsoft.Dynamics.CRM.${table.name}`;
  return {
    "@odata.type": "#Microsoft.Dynamics.CRM.AttributeAuditDetail",
    AuditRecord: {
      createdon: entry.at,
      operation: operations[entry.message],
      action: operations[entry.message],
      objecttypecode: table.name,
      _objectid_value: id,
      _userid_value: entry.userId,
      "_userid_value@OData.Community.Display.V1.FormattedValue": entry.userName,
      useradditionalinfo: entry.door,
      callinguseraction: entry.useCase ?? null,
      lw_operationid: entry.operation,
      lw_records: entry.records,
      lw_undoneby: entry.undone?.operation ?? null,
      lw_undoneon: entry.undone?.at ?? null,
      lw_undonebyname: entry.undone?.byName ?? null,
    },
    OldValue: { "@odata.type": type, ...side(entry, table, "old") },
    NewValue: { "@odata.type": type, ...side(entry, table, "new") },
  };
}

function side({ changes }: AuditEntry, table: Table, which: "old" | "new"): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, change] of Object.entries(changes)) {
    const value = change[which];
    if (value === undefined) continue;
    const column = table.columns.get(name);
    Object.assign(values, written(column === undefined ? name : readProperty(column), value));
  }
  return values;
}

function written(property: string, value: Value): Record<string, unknown> {
  if (!isReference(value)) return { [property]: value };
  return { [`${property}@Microsoft.Dynamics.CRM.lookuplogicalname`]: value.table, [property]: value.id };
}
