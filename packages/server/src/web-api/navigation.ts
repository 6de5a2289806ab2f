import { type Payload, type QueryTree, readPayload } from "@leadwright/query";
import { AppError, type Navigation, type Reference, type Table } from "@leadwright/schema";
import { type Answer, type Call, noContent, type Of } from "./call.ts";
import { answerRows } from "./collection.ts";
import { createdAnswer } from "./create.ts";
import { answerRecord } from "./record.ts";
import { relatedRows, tableOf } from "./related-rows.ts";
import { equals, idQuery, resolveTarget } from "./resolve-target.ts";
import { shapeOf } from "./shape.ts";

type SingleStep = Extract<Navigation, { kind: "single" }>;

/** GET accounts(id)/Account_Tasks, leads(id)/parentaccountid, accounts(id)/Account_Tasks(id). */
export async function readNavigation(call: Call, resource: Of<"navigation">): Promise<Answer> {
  const { table, target, navigation, key, query, after, paging } = resource;
  if (navigation.kind === "single") {
    const found = await followLookup(call, table, (await resolveTarget(call, table, target)).id, navigation);
    return found === undefined ? noContent : answerRecord(call, tableOf(call, found.table), query, found.id);
  }
  const far = tableOf(call, navigation.target);
  if (key === undefined) {
    const related = await relatedRows(call, target, navigation, query);
    return answerRows(call, { query: related, after, paging });
  }
  const { id } = await resolveTarget(call, far, key);
  await assertRelated(
    call,
    await relatedRows(call, target, navigation, idQuery(far, equals(far, far.primaryId, id))),
    id,
  );
  return answerRecord(call, far, query, id);
}

async function assertRelated(call: Call, related: QueryTree, id: string): Promise<void> {
  const { rows } = await call.store.readPage(call.caller, related, shapeOf(call, related));
  if (rows.length === 0) throw new AppError("objectDoesNotExist", { table: related.table, id });
}

/** Where a lookup points; undefined when it is empty or points at a row of another table than this navigation leads to. */
export async function followLookup(
  call: Call,
  table: Table,
  id: string,
  { column, target, name }: SingleStep,
): Promise<Reference | undefined> {
  const query = { ...idQuery(table), select: [column] };
  const annotations = { formattedValue: false, lookupLogicalName: true, navigationProperty: false };
  const { json } = await call.store.readRecord(call.caller, query, id, { ...shapeOf(call, query), annotations });
  const row = JSON.parse(json) as Record<string, string | null>;
  const value = row[`_${column.name}_value`] ?? undefined;
  const type = row[`_${column.name}_value@Microsoft.Dynamics.CRM.lookuplogicalname`] ?? target;
  if (value === undefined) return undefined;
  const general = name === column.name;
  return general || type === target ? { table: type, id: value } : undefined;
}

/** POST accounts(id)/Account_Tasks: a new row that belongs to the one in the URL. */
export async function createRelated(call: Call, resource: Of<"navigation">): Promise<Answer> {
  const { target, navigation, query } = resource;
  const far = tableOf(call, navigation.target);
  const payload = readPayload(call.schema, far, call.body, call.context);
  const id = await call.store.change(call.caller, async (work) => {
    const near = await work.resolve(target);
    const created = await work.createPayload(linked(payload, navigation, near));
    if (navigation.kind === "many") await work.associate(near, navigation.name, { table: far.name, id: created.id });
    return created.id;
  });
  return createdAnswer(call, far, query, id);
}

function linked(payload: Payload, navigation: Navigation, near: Reference): Payload {
  if (navigation.kind !== "collection") return payload;
  return { ...payload, links: { ...payload.links, [navigation.column.name]: near } };
}
