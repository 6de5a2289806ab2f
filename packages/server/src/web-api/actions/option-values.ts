/** Actions on the choices of a column, or with OptionSetName of a set that columns share. */
import type { TypedNames } from "@leadwright/query";
import { AppError, type Words } from "@leadwright/schema";
import type { Call } from "../call.ts";
import { jsonAnswer, noContent } from "../call.ts";
import { readWords } from "../definitions/read-label.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";

type Json = Readonly<Record<string, unknown>>;

const owner = {
  OptionSetName: "Edm.String?",
  EntityLogicalName: "Edm.String?",
  AttributeLogicalName: "Edm.String?",
  SolutionUniqueName: "Edm.String?",
} as const satisfies TypedNames;

/** POST InsertOptionValue: another choice. Without a Value it gets the next free one. */
export const insertOptionValue: ApiAction = {
  name: "InsertOptionValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32?", Label: "Label", Description: "Label?" },
    returns: { NewOptionValue: "Edm.Int32" },
  },
  async run(call) {
    const body = objectBody(call);
    const value = optionalNumber(body, "Value");
    const order = { kind: "insert" as const, labels: labelsOf(body), ...(value === undefined ? {} : { value }) };
    return newValue(
      call,
      "InsertOptionValue",
      await call.store.definitions.changeChoices(call.caller, ownerOf(body), order),
    );
  },
};

/** POST InsertStatusValue: another status reason of a state. */
export const insertStatusValue: ApiAction = {
  name: "InsertStatusValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32?", Label: "Label", Description: "Label?", StateCode: "Edm.Int32" },
    returns: { NewOptionValue: "Edm.Int32" },
  },
  async run(call) {
    const body = objectBody(call);
    const value = optionalNumber(body, "Value");
    const order = {
      kind: "insert" as const,
      labels: labelsOf(body),
      state: numberOf(body, "StateCode"),
      ...(value === undefined ? {} : { value }),
    };
    const status = ownerOf({ AttributeLogicalName: "statuscode", ...body });
    return newValue(call, "InsertStatusValue", await call.store.definitions.changeChoices(call.caller, status, order));
  },
};

/** POST UpdateOptionValue: another label for a choice. */
export const updateOptionValue: ApiAction = {
  name: "UpdateOptionValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32", Label: "Label?", Description: "Label?", MergeLabels: "Edm.Boolean" },
  },
  async run(call) {
    const body = objectBody(call);
    const order = {
      kind: "update" as const,
      value: numberOf(body, "Value"),
      labels: labelsOf(body),
      merge: body.MergeLabels === true,
    };
    await call.store.definitions.changeChoices(call.caller, ownerOf(body), order);
    return noContent;
  },
};

/** POST UpdateStateValue: another label for a state. */
export const updateStateValue: ApiAction = {
  name: "UpdateStateValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32", Label: "Label?", Description: "Label?", MergeLabels: "Edm.Boolean" },
  },
  run: (call) =>
    updateOptionValue.run({ ...call, body: { AttributeLogicalName: "statecode", ...objectBody(call) } }, undefined),
};

/** POST DeleteOptionValue: rows that have the value keep it. */
export const deleteOptionValue: ApiAction = {
  name: "DeleteOptionValue",
  signature: { parameters: { ...owner, Value: "Edm.Int32" } },
  async run(call) {
    const body = objectBody(call);
    const order = { kind: "remove" as const, value: numberOf(body, "Value") };
    await call.store.definitions.changeChoices(call.caller, ownerOf(body), order);
    return noContent;
  },
};

/** POST OrderOption: the order in which choices are listed. */
export const orderOption: ApiAction = {
  name: "OrderOption",
  signature: { parameters: { ...owner, Values: "Collection(Edm.Int32)" } },
  async run(call) {
    const body = objectBody(call);
    const { Values: values } = body;
    if (!Array.isArray(values) || !values.every((value) => typeof value === "number"))
      throw new AppError("badRequest", { reason: "'Values' lists the values of all choices in their new order." });
    await call.store.definitions.changeChoices(call.caller, ownerOf(body), { kind: "order", values });
    return noContent;
  },
};

function ownerOf(body: Json) {
  const { OptionSetName: set, EntityLogicalName: table, AttributeLogicalName: column } = body;
  if (typeof table === "string" && typeof column === "string") return { table, column };
  if (typeof set === "string") return { set };
  throw new AppError("badRequest", {
    reason: "EntityLogicalName and AttributeLogicalName, or OptionSetName, are expected.",
  });
}

function labelsOf({ Label }: Json): Words {
  const words = readWords(Label);
  if (words === undefined) throw new AppError("badRequest", { reason: "The parameter 'Label' is missing." });
  return words;
}

function numberOf(body: Json, name: string): number {
  const value = optionalNumber(body, name);
  if (value === undefined) throw new AppError("badRequest", { reason: `The parameter '${name}' is missing.` });
  return value;
}

function optionalNumber(body: Json, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw new AppError("badRequest", { reason: `The parameter '${name}' is a whole number.` });
}

function newValue({ baseUrl }: Call, action: string, NewOptionValue: number) {
  return jsonAnswer({
    "@odata.context": `${baseUrl}$metadata#Microsoft.Dynamics.CRM.${action}Response`,
    NewOptionValue,
  });
}
