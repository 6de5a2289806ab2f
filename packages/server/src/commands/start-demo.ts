import { setTimeout as delay } from "node:timers/promises";
import { demoProgress, isLoading, isSetUp, readDemo } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { Store } from "@leadwright/store";
import { createStandardDemo } from "../sign-in/demo-door.ts";
import type { Terminal } from "./command.ts";
import { progressLine } from "./progress-line.ts";

/** True when the demo was made just now, false when it was there. Throws demoRealOrganisation. */
export async function openDemo(store: Store): Promise<boolean> {
  if ((await readDemo(store)) !== undefined) return false;
  if (await isSetUp(store)) throw new AppError("demoRealOrganisation");
  await createStandardDemo(store, "en");
  return true;
}

/**
 * Tells on the terminal how far a demo's load is, until it is done or `until` is settled. A database that is away meanwhile
 * is no reason to end: the load goes on when it is back.
 */
export async function showDemoLoading(
  store: Store,
  terminal: Terminal,
  { silent, until }: { readonly silent: boolean; readonly until: Promise<unknown> },
): Promise<void> {
  const demo = silent ? undefined : await readDemo(store).catch(() => undefined);
  if (demo === undefined) return;
  const line = progressLine("Loading demo data", terminal);
  let stopped = false;
  const stop = until.then(() => {
    stopped = true;
  });
  while (!stopped) {
    const progress = await demoProgress(store, demo).catch(() => undefined);
    if (progress !== undefined) line.show(progress);
    if (progress !== undefined && !isLoading(progress)) return;
    await Promise.race([delay(500, undefined, { ref: false }), stop]);
  }
}
