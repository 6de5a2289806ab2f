import { readTypedPayload } from "@leadwright/query";
import { addToQueue, pickFromQueue, releaseToQueue, routeTo } from "@leadwright/sales";
import { AppError, type Reference } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import { type Call, noContent, operationAnswer } from "../call.ts";
import { entityParameter } from "../entity-parameter.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { boundTo, requiredEntity } from "./parameters.ts";

/** POST queues(id)/Microsoft.Dynamics.CRM.AddToQueue */
const add: ApiAction = {
  name: "AddToQueue",
  boundTo: "queue",
  signature: {
    parameters: { Target: "crmbaseentity", SourceQueue: "queue?", QueueItemProperties: "queueitem?" },
    returns: { QueueItemId: "Edm.Guid" },
  },
  async run(call, bound) {
    const body = objectBody(call);
    const target = requiredEntity(call, "Target", []);
    const table = call.schema.tables.get("queueitem");
    const properties = readTypedPayload(call.schema, table, body.QueueItemProperties ?? {}, call.context).values;
    const id = await call.store.change(call.caller, async (work) => {
      const queue = await work.resolve(boundTo(bound, "queue"));
      return addToQueue(work, queue.id, target, properties);
    });
    return operationAnswer(call, "AddToQueue", { QueueItemId: id });
  },
};

const worker = { SystemUser: "systemuser?", WorkerId: "Edm.Guid?", RemoveQueueItem: "Edm.Boolean?" };

const pick: ApiAction = {
  name: "PickFromQueue",
  boundTo: "queueitem",
  signature: { parameters: worker },
  async run(call, bound) {
    const { RemoveQueueItem: remove } = objectBody(call);
    const by = workerOf(call);
    await call.store.change(call.caller, async (work) => {
      const item = await work.resolve(boundTo(bound, "queueitem"));
      await pickFromQueue(work, item.id, by, remove === true);
    });
    return noContent;
  },
};

const release = itemAction("ReleaseToQueue", releaseToQueue);
const remove = itemAction("RemoveFromQueue", (work, item) => work.remove("queueitem", item));

/** What is done to an item of a queue without a word more. */
function itemAction(name: string, act: (work: Work, item: string) => Promise<unknown>): ApiAction {
  return {
    name,
    boundTo: "queueitem",
    signature: {},
    async run(call, bound) {
      await call.store.change(call.caller, async (work) => {
        const item = await work.resolve(boundTo(bound, "queueitem"));
        await act(work, item.id);
      });
      return noContent;
    },
  };
}

/** POST RouteTo: {"QueueItem": {...}, "Target": a queue, a user or a team} */
const route: ApiAction = {
  name: "RouteTo",
  signature: { parameters: { Target: "crmbaseentity", QueueItem: "queueitem" } },
  async run(call) {
    const item = requiredEntity(call, "QueueItem", ["queueitem"]);
    const target = requiredEntity(call, "Target", ["queue", "systemuser", "team"]);
    await call.store.change(call.caller, (work) => routeTo(work, item.id, target));
    return noContent;
  },
};

export const queueActions: readonly ApiAction[] = [add, pick, release, remove, route];

/** Who is named, else the caller. */
function workerOf(call: Call): Reference {
  const body = objectBody(call);
  const named = entityParameter(call.schema, body, "SystemUser", ["systemuser"]);
  if (named !== undefined) return named;
  const { WorkerId: id } = body;
  if (id === undefined || id === null) return { table: "systemuser", id: call.caller.principal.userId };
  if (typeof id === "string") return { table: "systemuser", id };
  throw new AppError("badRequest", { reason: "'WorkerId' is the id of a user." });
}
