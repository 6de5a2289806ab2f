import type { Payload } from "@leadwright/query";
import type { Reference, Table, Values } from "@leadwright/schema";
import { recordTable } from "../postgres/ddl.ts";
import type { WriteOptions, WriteResult } from "../types.ts";
import { regardingMask } from "./regarding-party.ts";
import { removeRows } from "./remove.ts";
import type { PipelineWork } from "./work.ts";

/** Parents first, then the row, then what hangs on it. `also`: the lookup to the row that this one was nested in. */
export async function createPayload(
  work: PipelineWork,
  payload: Payload,
  options: WriteOptions,
  also: Values = {},
): Promise<WriteResult> {
  const own = singleValues(work.table(payload.table), payload);
  const values = { ...own, ...(await linkedValues(work, payload, options)), ...also };
  const result = await work.create(payload.table, values, options);
  await work.under(result.id, () => addChildren(work, { table: payload.table, id: result.id }, payload, options));
  return result;
}

/** Nested rows are added to those that are there; an activity's parties are replaced. */
export async function updatePayload(
  work: PipelineWork,
  id: string,
  payload: Payload,
  options: WriteOptions,
): Promise<WriteResult> {
  const { ifVersion: _, ...nested } = options;
  const values = { ...payload.values, ...(await linkedValues(work, payload, nested)) };
  const result = await work.update(payload.table, id, values, options);
  const row = { table: payload.table, id: result.id };
  await work.under(row.id, async () => {
    if (payload.children.some(({ navigation }) => navigation.target === "activityparty"))
      await dropParties(work, row, nested);
    await addChildren(work, row, payload, nested);
  });
  return result;
}

/** True when the payload is one row and nothing else. */
export function isSingle({ links, parents, children }: Payload): boolean {
  return parents.length === 0 && children.length === 0 && Object.keys(links).length === 0;
}

/** The values of a payload that is one row, its id among them when it is given. */
export function singleValues({ primaryId }: Table, { id, values }: Payload): Values {
  return id === undefined ? values : { ...values, [primaryId]: id };
}

/** Lookups to rows that are named, and to those that are nested above, which are made first. */
async function linkedValues(work: PipelineWork, payload: Payload, options: WriteOptions): Promise<Values> {
  const values: Values = {};
  for (const [column, target] of Object.entries(payload.links)) values[column] = await work.resolve(target);
  for (const parent of payload.parents) {
    const { id } = await createPayload(work, parent.payload, options);
    values[parent.navigation.column.name] = { table: parent.payload.table, id };
  }
  return values;
}

async function addChildren(work: PipelineWork, row: Reference, payload: Payload, options: WriteOptions): Promise<void> {
  for (const { navigation, payloads, links } of payload.children) {
    for (const child of payloads) {
      if (navigation.kind === "collection") {
        await createPayload(work, child, options, { [navigation.column.name]: row });
      } else {
        const { id } = await createPayload(work, child, options);
        await work.associate(row, navigation.name, { table: child.table, id });
      }
    }
    for (const link of links) await work.associate(row, navigation.name, await work.resolve(link));
  }
}

/** All but what the activity is about, which its own column says. */
async function dropParties(work: PipelineWork, row: Reference, options: WriteOptions): Promise<void> {
  const rows = await work.transaction.run<{ id: string }>({
    text: `select activitypartyid::text as id from ${recordTable("activityparty")} where activityid = $1 and participationtypemask <> $2`,
    values: [row.id, regardingMask],
  });
  if (rows.length > 0)
    await removeRows(
      work,
      work.table("activityparty"),
      rows.map(({ id }) => id),
      options,
    );
}
