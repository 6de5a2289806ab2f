/**
 * CreateMultiple, UpdateMultiple, UpsertMultiple and DeleteMultiple, bound to a set: `POST accounts/Microsoft.Dynamics.CRM.
 * CreateMultiple` with `{"Targets": [...]}`. Each is one transaction: all of the rows or none.
 */
import { type Payload, parseTarget, readTypedPayload, type Target } from "@leadwright/query";
import { AppError, type Table, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import { type Call, noContent, operationAnswer } from "../call.ts";
import { objectBody } from "../shape.ts";
import { upsert } from "../upsert.ts";
import type { SetAction } from "./api-action.ts";

/** Rows in one request, nested ones counted. */
const maxRows = 1_000;

interface Row {
  readonly payload: Payload;
  /** By `@odata.id`, else by the primary id in the row. */
  readonly target: Target | undefined;
}

const targets = { Targets: "Collection(crmbaseentity)" };

export const createMultiple: SetAction = {
  name: "CreateMultiple",
  signature: { parameters: targets, returns: { Ids: "Collection(Edm.Guid)" } },
  async run(call, table) {
    const rows = readRows(call, table);
    const Ids = await call.store.change(call.caller, (work) => createAll(work, table, rows));
    return operationAnswer(call, "CreateMultiple", { Ids });
  },
};

export const updateMultiple = forEachRow("UpdateMultiple", "write", async (work, { payload, target }) => {
  if (target === undefined) throw badRequest("Each of the Targets needs its id.");
  await work.updatePayload((await work.resolve(target)).id, payload);
});

export const upsertMultiple = forEachRow("UpsertMultiple", "write", async (work, { payload, target }) => {
  if (target === undefined) await work.createPayload(payload);
  else await upsert(work, target, payload);
});

export const deleteMultiple = forEachRow("DeleteMultiple", "delete", async (work, { payload, target }) => {
  if (target === undefined) throw badRequest("Each of the Targets needs its id.");
  await work.remove(payload.table, (await work.resolve(target)).id);
});

function forEachRow(
  name: string,
  right: "write" | "delete",
  change: (work: Work, row: Row) => Promise<void>,
): SetAction {
  return {
    name,
    signature: { parameters: targets },
    async run(call, table) {
      const rows = readRows(call, table);
      await call.store.change(call.caller, async (work) => {
        const ids = rows.flatMap(({ target }) => (target && "id" in target ? [target.id] : []));
        if (ids.length > 1) await work.lock(table.name, ids, right);
        for (const row of rows) await change(work, row);
      });
      return noContent;
    },
  };
}

/** Rows without nested ones are written in bulk. */
async function createAll(work: Work, table: Table, rows: readonly Row[]): Promise<string[]> {
  if (rows.some(({ payload }) => payload.parents.length + payload.children.length > 0)) {
    const ids: string[] = [];
    for (const { payload } of rows) ids.push((await work.createPayload(payload)).id);
    return ids;
  }
  const values: Values[] = [];
  for (const { payload } of rows) values.push(await flatValues(work, table, payload));
  const { ids, failures } = await work.createMany(table.name, values);
  const [failure] = failures;
  if (failure) throw failure.error;
  return ids.filter((id) => id !== undefined);
}

async function flatValues(work: Work, { primaryId }: Table, { id, values, links }: Payload): Promise<Values> {
  const flat: Values = { ...values, ...(id === undefined ? {} : { [primaryId]: id }) };
  for (const [column, target] of Object.entries(links)) flat[column] = await work.resolve(target);
  return flat;
}

/** Throws badRequest, and what reading a payload throws. */
function readRows(call: Call, table: Table): Row[] {
  const { schema, context } = call;
  const { Targets: targets } = objectBody(call);
  if (!Array.isArray(targets) || targets.length === 0) throw badRequest("'Targets' is a list of rows.");
  if (targets.length > maxRows) throw tooMany();
  const rows = targets.map((json: unknown): Row => {
    const payload = readTypedPayload(schema, table, json, context);
    if (payload.table !== table.name) throw badRequest(`The Targets are all rows of '${table.name}'.`);
    const url = (json as Record<string, unknown>)["@odata.id"];
    const named = typeof url === "string" ? parseTarget(schema, url, context) : undefined;
    if (named !== undefined && named.table !== table.name) throw badRequest(`'@odata.id' names no '${table.name}'.`);
    return { payload, target: named ?? (payload.id === undefined ? undefined : { table: table.name, id: payload.id }) };
  });
  if (rows.reduce((sum, { payload }) => sum + sizeOf(payload), 0) > maxRows) throw tooMany();
  return rows;
}

function sizeOf({ parents, children }: Payload): number {
  let size = 1;
  for (const { payload } of parents) size += sizeOf(payload);
  for (const { payloads, links } of children) {
    size += links.length;
    for (const payload of payloads) size += sizeOf(payload);
  }
  return size;
}

function tooMany(): AppError {
  return badRequest(`One request can hold ${maxRows} rows.`);
}

function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}
