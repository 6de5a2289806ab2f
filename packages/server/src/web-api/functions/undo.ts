import { AppError } from "@leadwright/schema";
import { describeKept } from "../actions/undo.ts";
import { operationAnswer } from "../call.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET lw_UndoProgress(UndoOperationId=guid): how far a large undo is. */
export const undoProgress: ApiFunction = {
  name: "lw_UndoProgress",
  signature: {
    parameters: { UndoOperationId: "Edm.Guid" },
    returns: {
      UndoOperationId: "Edm.Guid",
      Undone: "Edm.Int32",
      Total: "Edm.Int32",
      KeptCount: "Edm.Int32",
      Kept: "Collection(lw_Kept)",
      Status: "Edm.String",
    },
  },
  async run({ store, caller, baseUrl }, { UndoOperationId: id }) {
    const progress = await store.undo(caller).progress(String(id).toLowerCase());
    return operationAnswer({ baseUrl }, "lw_UndoProgress", {
      UndoOperationId: progress.undoId,
      Undone: progress.undone,
      Total: progress.total,
      KeptCount: progress.keptCount,
      Kept: progress.kept.map(describeKept),
      Status: progress.status,
    });
  },
};

/** GET lw_RetrieveUndoRuns(): the caller's large undos that are under way, and of what. */
export const retrieveUndoRuns: ApiFunction = {
  name: "lw_RetrieveUndoRuns",
  signature: { parameters: {}, returns: { Runs: "Collection(lw_UndoRun)" } },
  async run({ store, caller, baseUrl }) {
    const runs = await store.undo(caller).running();
    return operationAnswer({ baseUrl }, "lw_RetrieveUndoRuns", {
      Runs: runs.map(({ undoId, operation }) => ({ UndoOperationId: undoId, OperationId: operation })),
    });
  },
};

/** GET lw_RetrieveBin(Search=@s,Table=@t,After=@a): what was deleted, newest first; `Next` goes into After. */
export const retrieveBin: ApiFunction = {
  name: "lw_RetrieveBin",
  signature: {
    parameters: { Search: "Edm.String?", Table: "Edm.String?", After: "Edm.String?" },
    returns: { Rows: "Collection(lw_BinRow)", Next: "Edm.String?" },
  },
  async run({ store, caller, baseUrl }, parameters) {
    const asked: { search?: string; table?: string; after?: string } = {};
    for (const [name, key] of [
      ["Search", "search"],
      ["Table", "table"],
      ["After", "after"],
    ] as const) {
      const value = parameters[name];
      if (value === undefined || value === null || value === "") continue;
      if (typeof value !== "string") throw new AppError("badRequest", { reason: `${name} is a text.` });
      asked[key] = value;
    }
    const { entries, next } = await store.undo(caller).bin(asked);
    return operationAnswer({ baseUrl }, "lw_RetrieveBin", {
      Rows: entries.map((entry) => ({
        BinId: entry.binId,
        Table: entry.table,
        Id: entry.id,
        Name: entry.name ?? null,
        DeletedOn: entry.deletedAt,
        DeletedBy: entry.deletedBy,
        DeletedByName: entry.deletedByName,
        OperationId: entry.operation,
        ExpiresOn: entry.expiresAt,
        Others: Object.entries(entry.others).map(([table, count]) => ({ Table: table, Count: count })),
        Together: entry.together,
      })),
      Next: next ?? null,
    });
  },
};
