import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Lane, type LaneResult, type Victim, victims } from "./lane.ts";
import { Random } from "./random.ts";

export interface CrashOptions {
  readonly kills: number;
  /** The same seed makes the same clients, requests and moments; how they fall together is up to the machine. */
  readonly seed: number;
  /** Servers killed side by side, each on a folder of its own. */
  readonly lanes: number;
  /** See LaneOptions; on unless told. */
  readonly sync?: boolean;
  /** Leave the folders of lanes with faults, to be looked into. */
  readonly keep?: boolean;
  readonly say?: (words: string) => void;
}

export interface CrashResult extends Omit<LaneResult, "kills"> {
  readonly kills: Readonly<Record<Victim | "sum", number>>;
  readonly seconds: number;
}

/**
 * The crash test: kills the server, its PostgreSQL, or both, at random moments while clients work, and compares what they
 * were told with what is there. Linux only. Ends early at the first fault.
 */
export async function crashRun({
  kills,
  seed,
  lanes,
  sync = true,
  keep = false,
  say = () => {},
}: CrashOptions): Promise<CrashResult> {
  const begun = performance.now();
  const results = await Promise.all(
    Array.from({ length: lanes }, async (_, number) => {
      const folder = await mkdtemp(join(tmpdir(), "leadwright-crash-"));
      // PostgreSQL runs as another user where we are root.
      await chmod(folder, 0o755);
      const share = Math.floor(kills / lanes) + (number < kills % lanes ? 1 : 0);
      const lane = new Lane(join(folder, "data"), new Random(seed + number), { sync });
      const result = await lane.run(share, (words) => say(`lane ${number}: ${words}`));
      if (keep && result.faults.length > 0) say(`lane ${number}: its folder is ${folder}`);
      else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      return result;
    }),
  );
  const sum = (of: (result: LaneResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const byVictim = Object.fromEntries(victims.map((victim) => [victim, sum((result) => result.kills[victim])]));
  return {
    kills: {
      ...(byVictim as Record<Victim, number>),
      sum: sum((each) => victims.reduce((n, v) => n + each.kills[v], 0)),
    },
    killedFirstStarts: sum(({ killedFirstStarts }) => killedFirstStarts),
    restoredFromBin: sum(({ restoredFromBin }) => restoredFromBin),
    undoneImports: sum(({ undoneImports }) => undoneImports),
    backups: sum(({ backups }) => backups),
    backupsCut: sum(({ backupsCut }) => backupsCut),
    confirmed: sum(({ confirmed }) => confirmed),
    unanswered: sum(({ unanswered }) => unanswered),
    importedRows: sum(({ importedRows }) => importedRows),
    faults: results.flatMap(({ faults }) => faults),
    slowestStart: Math.max(...results.map(({ slowestStart }) => slowestStart)),
    slowestReturn: Math.max(...results.map(({ slowestReturn }) => slowestReturn)),
    seconds: (performance.now() - begun) / 1000,
  };
}
