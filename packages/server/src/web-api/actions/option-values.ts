/** Actions on the choices of a column, or with OptionSetName of a set that columns share. */
import type { TypedNames } from "@leadwright/query";
import { AppError, type Words } from "@leadwright/schema";
import { noContent, operationAnswer } from "../call.ts";
import { readWords } from "../definitions/read-label.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { optionalWhole, requiredWhole } from "./parameters.ts";

type Json = Readonly<Record<string, unknown>>;

const owner = {
  OptionSetName: "Edm.String?",
  EntityLogicalName: "Edm.String?",
  AttributeLogicalName: "Edm.String?",
  SolutionUniqueName: "Edm.String?",
} as const satisfies TypedNames;

/** POST InsertOptionValue: another choice. Without a Value it gets the next free one. */
const insertOptionValue: ApiAction = {
  name: "InsertOptionValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32?", Label: "Label", Description: "Label?" },
    returns: { NewOptionValue: "Edm.Int32" },
  },
  async run(call) {
    const body = objectBody(call);
    const value = optionalWhole(call, "Value");
    const order = { kind: "insert" as const, labels: labelsOf(body), ...(value === undefined ? {} : { value }) };
    const NewOptionValue = await call.store.definitions.changeChoices(call.caller, ownerOf(body), order);
    return operationAnswer(call, "InsertOptionValue", { NewOptionValue });
  },
};

/** POST InsertStatusValue: another status reason of a state. */
const insertStatusValue: ApiAction = {
  name: "InsertStatusValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32?", Label: "Label", Description: "Label?", StateCode: "Edm.Int32" },
    returns: { NewOptionValue: "Edm.Int32" },
  },
  async run(call) {
    const body = objectBody(call);
    const value = optionalWhole(call, "Value");
    const order = {
      kind: "insert" as const,
      labels: labelsOf(body),
      state: requiredWhole(call, "StateCode"),
      ...(value === undefined ? {} : { value }),
    };
    const status = ownerOf({ AttributeLogicalName: "statuscode", ...body });
    const NewOptionValue = await call.store.definitions.changeChoices(call.caller, status, order);
    return operationAnswer(call, "InsertStatusValue", { NewOptionValue });
  },
};

/** POST UpdateOptionValue: another label for a choice. */
const updateOptionValue: ApiAction = {
  name: "UpdateOptionValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32", Label: "Label?", Description: "Label?", MergeLabels: "Edm.Boolean" },
  },
  async run(call) {
    const body = objectBody(call);
    const order = {
      kind: "update" as const,
      value: requiredWhole(call, "Value"),
      labels: labelsOf(body),
      merge: body.MergeLabels === true,
    };
    await call.store.definitions.changeChoices(call.caller, ownerOf(body), order);
    return noContent;
  },
};

/** POST UpdateStateValue: another label for a state. */
const updateStateValue: ApiAction = {
  name: "UpdateStateValue",
  signature: {
    parameters: { ...owner, Value: "Edm.Int32", Label: "Label?", Description: "Label?", MergeLabels: "Edm.Boolean" },
  },
  run: (call) =>
    updateOptionValue.run({ ...call, body: { AttributeLogicalName: "statecode", ...objectBody(call) } }, undefined),
};

/** POST DeleteOptionValue: rows that have the value keep it. */
const deleteOptionValue: ApiAction = {
  name: "DeleteOptionValue",
  signature: { parameters: { ...owner, Value: "Edm.Int32" } },
  async run(call) {
    const body = objectBody(call);
    const order = { kind: "remove" as const, value: requiredWhole(call, "Value") };
    await call.store.definitions.changeChoices(call.caller, ownerOf(body), order);
    return noContent;
  },
};

/** POST OrderOption: the order in which choices are listed. */
const orderOption: ApiAction = {
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

export const optionValueActions: readonly ApiAction[] = [
  insertOptionValue,
  insertStatusValue,
  updateOptionValue,
  updateStateValue,
  deleteOptionValue,
  orderOption,
];

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
