import {
  addDemoPlan,
  checkPlan,
  createDemoOrganisation,
  currentPlan,
  type DemoProgress,
  demoProgress,
  fillDemo,
  isLoading,
  isSetUp,
  readDemo,
  requireDemo,
  sizesOf,
  standardSizes,
} from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { Store } from "@leadwright/store";
import { type Command, type OptionValues, optional, UsageError } from "./command.ts";
import { progressLine } from "./progress-line.ts";
import { dataOptions, dataUsage, withStore } from "./with-store.ts";

export const demo: Command = {
  name: "demo",
  summary: "fill an empty or a demo organisation with made-up data of any size",
  usage: `[options]

  --leads N        (${standardSizes.leads})
  --activities M   tasks, calls, appointments, mails and notes (ten times the leads)
  --seed SEED      same seed, time and sizes: the same data (demo, then demo-2, demo-3 ...)
  --now TIME       when the story ends, as ISO time (now)
  --json           print JSON
${dataUsage}

Accounts, contacts and opportunities come in proportion to the leads. A load that was interrupted goes on where it stopped.`,
  options: {
    ...dataOptions,
    leads: { type: "string" },
    activities: { type: "string" },
    seed: { type: "string" },
    now: { type: "string" },
    json: { type: "boolean" },
  },
  positionals: [],
  async run(options, _positionals, terminal) {
    const leads = count(options, "leads") ?? standardSizes.leads;
    const activities = count(options, "activities") ?? leads * 10;
    const now = readTime(options) ?? `${new Date().toISOString().slice(0, 19)}Z`;
    checkPlan({ leads, activities, seed: optional(options, "seed") ?? "demo" });
    const line = progressLine("Loading demo data", terminal);
    const told = options.json === true ? () => {} : line.show;
    const started = performance.now();
    const plan = await withStore(options, terminal, async (store) => {
      const seed = await finishEarlier(store, optional(options, "seed"), told);
      const wanted = { seed, now, leads, activities };
      if (await isSetUp(store)) await addDemoPlan(store, wanted);
      else await createDemoOrganisation(store, wanted, { language: "en", asJob: false });
      await fillDemo(store, { told });
      return wanted;
    });
    const seconds = Math.round((performance.now() - started) / 10) / 100;
    const sizes = sizesOf(plan);
    if (options.json === true) terminal.out(JSON.stringify({ ...plan, ...sizes, seconds }));
    else terminal.out(`${sizes.leads} leads and ${sizes.activities} activities in ${seconds} s (seed ${plan.seed}).`);
  },
};

/** Brings an interrupted load to its end; the seed of the next one. Throws demoRealOrganisation. */
async function finishEarlier(
  store: Store,
  seed: string | undefined,
  told: (progress: DemoProgress) => void,
): Promise<string> {
  const found = await readDemo(store);
  if (found === undefined) {
    if (await isSetUp(store)) throw new AppError("demoRealOrganisation");
    return seed ?? "demo";
  }
  if (isLoading(await demoProgress(store, found))) await fillDemo(store, { told });
  const { plans } = await requireDemo(store);
  if (seed !== undefined && currentPlan(found).seed === seed) throw new AppError("demoSeedUsed", { seed });
  return seed ?? `demo-${plans.length + 1}`;
}

function count(options: OptionValues, name: string): number | undefined {
  const text = optional(options, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} is a whole number, not '${text.slice(0, 40)}'.`);
  return Number(text);
}

function readTime(options: OptionValues): string | undefined {
  const text = optional(options, "now");
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time) || time > Date.now() || time < Date.UTC(2000, 0, 1))
    throw new UsageError(`--now is an ISO time in the past, such as 2026-01-31T12:00:00Z, not '${text.slice(0, 40)}'.`);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
