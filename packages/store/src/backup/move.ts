import { resolve } from "node:path";
import type { Log } from "../postgres/log.ts";
import { refuse } from "./archive-format.ts";
import type { Loaded } from "./load-snapshot.ts";
import { hasUrl, openSource, type Place, placeName } from "./place.ts";
import { type Watch, watched } from "./progress.ts";
import { withSnapshot } from "./read-snapshot.ts";
import { restoreSnapshot } from "./restore.ts";
import { lockStructure, refuseWhileServed } from "./restore-target.ts";
import { connectPlain } from "./session.ts";

export interface MoveOptions extends Watch {
  readonly product: string;
  readonly log: Log;
}

/**
 * Copies everything from one place to another that holds nothing, read again and compared there; the source is left as it
 * is. No server may work on the source meanwhile, since what it writes would stay behind, and none can start on it. Throws
 * backup, dataFolder; then the target is as empty as before.
 */
export async function moveData(source: Place, target: Place, options: MoveOptions): Promise<Loaded> {
  if (isSame(source, target)) throw refuse(`The data is in ${placeName(source)} already.`);
  const database = await openSource(source, options.log, true);
  try {
    const guard = await connectPlain(database.config);
    try {
      await lockStructure(guard, placeName(source));
      await refuseWhileServed(guard, placeName(source));
      return await withSnapshot(database.config, { place: placeName(source), product: options.product }, (snapshot) =>
        restoreSnapshot(watched(snapshot, options), target, options.log),
      );
    } finally {
      await guard.end().catch(() => {});
    }
  } finally {
    await database.close();
  }
}

function isSame(one: Place, other: Place): boolean {
  if (hasUrl(one) !== hasUrl(other)) return false;
  return hasUrl(one) ? one.databaseUrl === other.databaseUrl : resolve(one.dataFolder) === resolve(other.dataFolder);
}
