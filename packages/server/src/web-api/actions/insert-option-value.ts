import { AppError } from "@leadwright/schema";
import { jsonAnswer } from "../call.ts";
import { readLabel } from "../definitions/read-label.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";

/** POST InsertOptionValue: another choice for a choice column. The value is the next free one. */
export const insertOptionValue: ApiAction = {
  name: "InsertOptionValue",
  signature: {
    parameters: { EntityLogicalName: "Edm.String", AttributeLogicalName: "Edm.String", Label: "Label" },
    returns: { NewOptionValue: "Edm.Int32?" },
  },
  async run(call) {
    const body = objectBody(call);
    const { EntityLogicalName: table, AttributeLogicalName: column } = body;
    const label = readLabel(body.Label);
    if (typeof table !== "string" || typeof column !== "string" || label === undefined) {
      throw new AppError("badRequest", { reason: "EntityLogicalName, AttributeLogicalName and Label are expected." });
    }
    const choices = await call.store.addChoices(call.caller, table, column, [label]);
    const added = choices.find((choice) => choice.label.toLowerCase() === label.toLowerCase());
    return jsonAnswer({
      "@odata.context": `${call.baseUrl}$metadata#Microsoft.Dynamics.CRM.InsertOptionValueResponse`,
      NewOptionValue: added?.value ?? null,
    });
  },
};
