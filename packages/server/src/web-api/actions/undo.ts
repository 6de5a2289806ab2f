/** Undo, and the bin: actions of our own. */
import { AppError } from "@leadwright/schema";
import type { Kept, UndoMode, UndoResult } from "@leadwright/store";
import { type Call, noContent, operationAnswer } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";

const modes: readonly string[] = ["all", "possible", "preview"] satisfies readonly UndoMode[];
/** Rows named in one request. */
const maxNamed = 200;

/**
 * POST lw_UndoOperation {"OperationId", "Target"?: id of a record, "Without"?: ids of records that stay, "Mode": "all" | "possible" | "preview"}: takes back what an
 * operation did, or its part about one record. What is large is left to a job: then `Left` is not 0.
 */
export const undoOperationAction: ApiAction = {
  name: "lw_UndoOperation",
  signature: {
    parameters: { OperationId: "Edm.Guid", Target: "Edm.Guid?", Without: "Collection(Edm.Guid)", Mode: "Edm.String?" },
    returns: {
      UndoOperationId: "Edm.Guid",
      Undone: "Edm.Int32",
      Left: "Edm.Int32",
      Kept: "Collection(lw_Kept)",
      Taken: "Collection(lw_TakenChange)",
    },
  },
  async run(call) {
    const body = objectBody(call);
    const target = body.Target === undefined || body.Target === null ? {} : { target: idOf(body.Target, "Target") };
    const operation = idOf(body.OperationId, "OperationId");
    const request = { operation, ...target, without: idsOf(body.Without), mode: modeOf(body) };
    return undoAnswer(call, await call.store.undo(call.caller).undo(request));
  },
};

/** POST lw_RestoreFromBin {"BinIds": [...], "Mode"}: puts deleted rows back with what went with them. */
export const restoreFromBinAction: ApiAction = {
  name: "lw_RestoreFromBin",
  signature: {
    parameters: { BinIds: "Collection(Edm.Guid)", Mode: "Edm.String?" },
    returns: "lw_UndoOperationResponse",
  },
  async run(call) {
    const body = objectBody(call);
    const { BinIds: ids } = body;
    const fits = Array.isArray(ids) && ids.length > 0 && ids.length <= maxNamed;
    if (!fits || !ids.every((id) => typeof id === "string"))
      throw new AppError("badRequest", { reason: `BinIds is a list of 1 to ${maxNamed} ids of the bin.` });
    return undoAnswer(call, await call.store.undo(call.caller).restore(ids, modeOf(body)));
  },
};

/** POST lw_StopUndo {"UndoOperationId"}: what is taken back already stays so. */
export const stopUndoAction: ApiAction = {
  name: "lw_StopUndo",
  signature: { parameters: { UndoOperationId: "Edm.Guid" } },
  async run(call) {
    await call.store.undo(call.caller).stop(idOf(objectBody(call).UndoOperationId, "UndoOperationId"));
    return noContent;
  },
};

function modeOf({ Mode = "all" }: Readonly<Record<string, unknown>>): UndoMode {
  if (typeof Mode === "string" && modes.includes(Mode)) return Mode as UndoMode;
  throw new AppError("badRequest", { reason: `Mode is one of ${modes.join(", ")}.` });
}

function idOf(value: unknown, name: string): string {
  if (typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    return value.toLowerCase();
  throw new AppError("badRequest", { reason: `'${name}' is a UUID.` });
}

function idsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.length <= maxNamed) return value.map((id) => idOf(id, "Without"));
  throw new AppError("badRequest", { reason: `Without is a list of at most ${maxNamed} ids.` });
}

function undoAnswer(call: Call, { undoId, undone, kept, taken, left }: UndoResult) {
  return operationAnswer(call, "lw_UndoOperation", {
    UndoOperationId: undoId,
    Undone: undone,
    Left: left,
    Kept: kept.map(describeKept),
    Taken: taken.map(({ table, id, name, message }) => ({
      Table: table,
      Id: id,
      Name: name ?? null,
      Message: message,
    })),
  });
}

export function describeKept({ table, id, name, code, column, by, at, other }: Kept) {
  return {
    Table: table,
    Id: id,
    Name: name ?? null,
    Code: code,
    Column: column ?? null,
    By: by ?? null,
    At: at ?? null,
    Other: other ?? null,
  };
}
