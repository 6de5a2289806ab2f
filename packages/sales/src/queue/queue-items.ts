import { AppError, isReference, type Reference, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

const active = 0;

/** Puts a record into a queue; one that is in a queue already moves. Returns the id of its queueitem. */
export async function addToQueue(
  work: Work,
  queue: string,
  target: Reference,
  properties: Values = {},
): Promise<string> {
  await work.retrieve(target.table, target.id, []);
  const [item] = await work.sql<{ id: string }>(
    "select queueitemid::text as id from crm.queueitem where objectid = $1 and statecode = $2 order by enteredon desc limit 1",
    [target.id, active],
  );
  const place: Values = { ...properties, queueid: { table: "queue", id: queue } };
  if (item !== undefined) {
    await work.update("queueitem", item.id, { ...place, workerid: null }, { useCase: "addToQueue" });
    return item.id;
  }
  return (await work.create("queueitem", { ...place, objectid: target }, { useCase: "addToQueue" })).id;
}

/** A user or a team takes the item and with it the record; `remove` takes it out of the queue. */
export async function pickFromQueue(work: Work, itemId: string, worker: Reference, remove: boolean): Promise<void> {
  const { objectid } = await work.retrieve("queueitem", itemId, ["objectid"], { lock: true });
  await assign(work, objectid, worker);
  if (remove) await work.remove("queueitem", itemId);
  else await work.update("queueitem", itemId, { workerid: worker }, { useCase: "pickFromQueue" });
}

/** Nobody works on the item any more; the record is the queue's owner's. */
export async function releaseToQueue(work: Work, itemId: string): Promise<void> {
  const { objectid, queueid } = await work.retrieve("queueitem", itemId, ["objectid", "queueid"], { lock: true });
  if (isReference(queueid))
    await assign(work, objectid, (await work.retrieve("queue", queueid.id, ["ownerid"])).ownerid);
  await work.update("queueitem", itemId, { workerid: null }, { useCase: "releaseToQueue" });
}

/** To another queue, or to a user or a team who is to work on it. Throws invalidArgument for anything else. */
export async function routeTo(work: Work, itemId: string, target: Reference): Promise<void> {
  if (target.table === "queue")
    await work.update("queueitem", itemId, { queueid: target, workerid: null }, { useCase: "routeTo" });
  else if (target.table === "systemuser" || target.table === "team") await pickFromQueue(work, itemId, target, false);
  else throw new AppError("invalidArgument", { reason: "A queue item is routed to a queue, a user or a team." });
}

async function assign(
  work: Work,
  object: Values[string] | undefined,
  owner: Values[string] | undefined,
): Promise<void> {
  if (!isReference(object) || !isReference(owner)) return;
  if (work.schema.tables.get(object.table)?.ownership !== "user") return;
  await work.update(object.table, object.id, { ownerid: owner }, { useCase: "queue" });
}
