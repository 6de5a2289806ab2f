import { AppError } from "@leadwright/schema";
import type { Store, Work } from "@leadwright/store";
import { chunkCount, type DemoPlan } from "./demo-plan.ts";

/** Kept under `demo` in the settings: its being there is what marks an organisation as a demo. */
export interface DemoOrganisation {
  readonly teamSeed: string;
  /** Who may be signed in as with one click. */
  readonly people: readonly string[];
  /** What was loaded, oldest first; all but the last are complete. */
  readonly plans: readonly [DemoPlan, ...DemoPlan[]];
}

/** How far the load is: transactions done of all. */
export interface DemoProgress {
  readonly done: number;
  readonly of: number;
}

/** Loads go on in so many transactions at once: one is written while the next is made. */
export const lanes: readonly number[] = [0, 1];

/** Where a lane keeps the number of its next chunk; changed in the transaction that writes the one before. */
export const laneKey = (lane: number) => `demo lane ${lane}`;

/** Undefined for an organisation that is no demo, and before any is set up. */
export async function readDemo(store: Pick<Store, "sql">): Promise<DemoOrganisation | undefined> {
  const [row] = await store.sql<{ value: DemoOrganisation }>("select value from app.setting where key = 'demo'");
  return row?.value;
}

/** Of the last load. */
export async function demoProgress(store: Pick<Store, "sql">, demo: DemoOrganisation): Promise<DemoProgress> {
  const of = chunkCount(currentPlan(demo));
  const rows = await store.sql<{ key: string; value: number }>(
    "select key, value from app.setting where key = any($1)",
    [lanes.map(laneKey)],
  );
  const next = new Map(rows.map(({ key, value }) => [key, value]));
  const done = lanes.reduce((sum, lane) => sum + ((next.get(laneKey(lane)) ?? lane) - lane) / lanes.length, 0);
  return { done, of };
}

/**
 * Ends the load where it is: what is there is whole in itself, and is the demo. Waits for transactions under way, and counts
 * the load as done.
 */
export async function stopDemo(store: Pick<Store, "sql">): Promise<void> {
  const of = chunkCount(currentPlan(await requireDemo(store)));
  for (const lane of lanes)
    await store.sql(
      "update app.setting set value = to_jsonb(greatest((value #>> '{}')::int, $2::int)) where key = $1",
      [laneKey(lane), of + lane],
    );
}

export function isLoading({ done, of }: DemoProgress): boolean {
  return done < of;
}

export function currentPlan({ plans }: DemoOrganisation): DemoPlan {
  return plans.at(-1) ?? plans[0];
}

/** Marks the organisation, with its next load at the beginning. */
export async function writeDemo(work: Work, demo: DemoOrganisation): Promise<void> {
  const entries = [["demo", demo], ...lanes.map((lane) => [laneKey(lane), lane] as const)];
  for (const [key, value] of entries) {
    await work.sql(
      "insert into app.setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
      [key, JSON.stringify(value)],
    );
  }
}

/** Throws demoRealOrganisation unless the organisation is a demo. */
export async function requireDemo(store: Pick<Store, "sql">): Promise<DemoOrganisation> {
  const demo = await readDemo(store);
  if (demo === undefined) throw new AppError("demoRealOrganisation");
  return demo;
}
