import { type Caller, type Store, systemCaller, type Work } from "@leadwright/store";
import { chunkCount, type DemoPlan } from "./demo-plan.ts";
import { currentPlan, type DemoProgress, demoProgress, isLoading, laneKey, lanes, requireDemo } from "./demo-state.ts";
import { type DemoChunk, generateChunk } from "./generate-chunk.ts";

export const demoQueue = "demo";

/** In the story people worked with the app. */
const storyteller: Caller = { ...systemCaller, door: "web" };

const loadedTables = [
  ..."account,contact,lead,opportunity,connection,phonecall,email,task,appointment,annotation,activityparty".split(","),
  // What is known of all kinds of activities together, which no autovacuum finds out.
  "activitypointer",
];

/**
 * Brings the records of a demo organisation's last load, or those that are still missing: each chunk is a transaction that
 * also says so, hence a crash costs no more than a chunk, and nothing comes twice. Two at once share the work. Throws
 * demoRealOrganisation, and what `signal` is aborted with, between two transactions.
 */
export async function fillDemo(
  store: Store,
  { signal, told }: { readonly signal?: AbortSignal; readonly told?: (progress: DemoProgress) => void } = {},
): Promise<void> {
  const demo = await requireDemo(store);
  const plan = currentPlan(demo);
  const started = await demoProgress(store, demo);
  if (!isLoading(started)) return;
  let { done } = started;
  await Promise.all(
    lanes.map(async (lane) => {
      while (await store.change(storyteller, (work) => fillNext(work, plan, lane, signal))) {
        done++;
        told?.({ done, of: started.of });
      }
    }),
  );
  for (const table of loadedTables) await analyze(store, table);
}

/** The planner would otherwise go by the empty table until the next autovacuum. A table of millions takes its time. */
async function analyze(store: Store, table: string): Promise<void> {
  await store.change(systemCaller, async (work) => {
    await work.sql("set local statement_timeout = 0");
    await work.sql(`analyze crm.${table}`);
  });
}

/** Enqueues what a crash has left undone; true when there was something. */
export async function resumeDemo(store: Store): Promise<boolean> {
  const [row] = await store.sql("select 1 from app.setting where key = 'demo'");
  if (row === undefined || !isLoading(await demoProgress(store, await requireDemo(store)))) return false;
  await store.change(systemCaller, (work) => work.enqueue(demoQueue, {}));
  return true;
}

/** Writes the lane's next chunk; false when there is none. */
async function fillNext(work: Work, plan: DemoPlan, lane: number, signal?: AbortSignal): Promise<boolean> {
  signal?.throwIfAborted();
  // The lock makes another process that fills the same lane wait, and go on behind this chunk.
  const [row] = await work.sql<{ value: number }>("select value from app.setting where key = $1 for update", [
    laneKey(lane),
  ]);
  const next = row?.value ?? lane;
  if (next >= chunkCount(plan)) return false;
  const { rows, pairs, shared } = generateChunk(plan, next);
  await work.load(rows, pairs);
  await share(work, shared);
  await work.sql("update app.setting set value = $2 where key = $1", [
    laneKey(lane),
    JSON.stringify(next + lanes.length),
  ]);
  return true;
}

/** The bits of app.share for read (1), write (2), append (4) and append to (16): enough to work on a lead together. */
const workTogether = 23;

async function share(work: Work, shared: DemoChunk["shared"]): Promise<void> {
  if (shared.length === 0) return;
  await work.sql(
    `insert into app.share (tablename, objectid, principalid, rights)
     select 'lead', given.lead, given.person, ${workTogether} from unnest($1::uuid[], $2::uuid[]) as given (lead, person)`,
    [shared.map(({ leadId }) => leadId), shared.map(({ userId }) => userId)],
  );
}
