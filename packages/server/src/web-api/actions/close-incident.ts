import { parseTarget } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";

const resolved = 1;

/** POST CloseIncident: {"IncidentResolution": {"incidentid@odata.bind": ...}, "Status": 5}. The case is resolved. */
export const closeIncident: ApiAction = {
  name: "CloseIncident",
  signature: { parameters: { IncidentResolution: "expando", Status: "Edm.Int32" } },
  async run(call) {
    const { IncidentResolution: resolution, Status: status } = objectBody(call);
    const url = (resolution as Record<string, unknown> | null | undefined)?.["incidentid@odata.bind"];
    if (typeof url !== "string" || typeof status !== "number" || !Number.isInteger(status)) {
      const reason =
        "'IncidentResolution' with its 'incidentid@odata.bind', and 'Status', a whole number, are expected.";
      throw new AppError("badRequest", { reason });
    }
    const target = parseTarget(call.schema, url, call.context);
    if (target.table !== "incident")
      throw new AppError("badRequest", { reason: "'incidentid@odata.bind' names no incident." });
    await call.store.change(call.caller, async (work) => {
      const { id } = await work.resolve(target);
      await work.update("incident", id, { statecode: resolved, statuscode: status }, { useCase: "closeIncident" });
    });
    return noContent;
  },
};
