import { expect, it } from "vitest";
import { crashRun } from "./crash-run.ts";

const kills = 100;
const minutes = 15;
const seed = Number(process.env.LEADWRIGHT_CRASH_SEED ?? Date.now() % 1_000_000);

// Elsewhere than on Linux PostgreSQL's processes cannot be found.
it.skipIf(process.platform !== "linux")(
  `${kills} kills lose nothing that was confirmed and leave nothing half done (LEADWRIGHT_CRASH_SEED=${seed})`,
  async () => {
    const { faults, ...figures } = await crashRun({ kills, seed, lanes: 2, sync: false });
    expect(faults).toEqual([]);
    expect(figures.kills.sum).toBe(kills);
    expect(figures.confirmed).toBeGreaterThan(kills);
    // The kills came while this was going on.
    expect(Math.min(figures.restoredFromBin, figures.undoneImports, figures.backups)).toBeGreaterThan(0);
    console.log(`crash test: ${JSON.stringify({ seed, ...figures })}`);
  },
  minutes * 60_000,
);
