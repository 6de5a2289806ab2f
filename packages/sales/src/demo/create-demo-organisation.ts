import { AppError, type Language, type Reference } from "@leadwright/schema";
import { type Store, systemCaller, type Work } from "@leadwright/store";
import { createOrganisation, languageCodes } from "../organisation/set-up-organisation.ts";
import { addUser } from "../people/add-user.ts";
import { type DemoPerson, type DemoTeam, type DemoUnit, demoTeam } from "./demo-people.ts";
import { checkPlan, type DemoPlan } from "./demo-plan.ts";
import { writeDemo } from "./demo-state.ts";
import { demoQueue } from "./fill-demo.ts";

/** Said by the system, which is nobody: there is nobody yet. */
const asSystem = { asSystem: true } as const;

/**
 * The demo organisation without its records: units, currencies, people, a team, competitors and roles of stakeholders,
 * marked as a demo, in one transaction. Nobody in it has a password. `asJob`: the records follow as a background job;
 * else `fillDemo` brings them. Throws alreadySetUp, invalidArgument.
 */
export async function createDemoOrganisation(
  store: Store,
  plan: Omit<DemoPlan, "teamSeed">,
  { language, asJob }: { readonly language: Language; readonly asJob: boolean },
): Promise<void> {
  checkPlan(plan);
  const team = demoTeam(plan.seed);
  await store.change(systemCaller, async (work) => {
    const [administrator, ...others] = team.people;
    if (administrator === undefined) throw new Error("A demo has people");
    const { unitId } = await createOrganisation(work, {
      name: "Leadwright Demo",
      baseCurrency: "EUR",
      language,
      unitId: team.rootUnitId,
      administrator: { id: administrator.id, name: administrator.name, email: administrator.email },
    });
    const root = { table: "businessunit", id: unitId };
    for (const unit of team.units) await addUnit(work, unit, root);
    for (const person of others) await addPerson(work, team, person, unitId);
    await work.update("systemuser", administrator.id, { jobtitle: administrator.title }, asSystem);
    await addTeam(work, team, root);
    await addLists(work, team);
    const people = team.people.map(({ id }) => id);
    await writeDemo(work, { teamSeed: plan.seed, people, plans: [{ ...plan, teamSeed: plan.seed }] });
    if (asJob) await work.enqueue(demoQueue, {});
  });
}

/** Another load for a demo organisation that is complete. Throws demoSeedUsed, demoLoading, invalidArgument. */
export async function addDemoPlan(store: Store, plan: Omit<DemoPlan, "teamSeed">): Promise<void> {
  checkPlan(plan);
  await store.change(systemCaller, async (work) => {
    await work.sql("select pg_advisory_xact_lock(hashtext('setup'))");
    const [row] = await work.sql<{ value: Parameters<typeof writeDemo>[1] }>(
      "select value from app.setting where key = 'demo' for update",
    );
    if (row === undefined) throw new AppError("demoRealOrganisation");
    const { value: demo } = row;
    if (demo.plans.some(({ seed }) => seed === plan.seed)) throw new AppError("demoSeedUsed", { seed: plan.seed });
    await writeDemo(work, { ...demo, plans: [...demo.plans, { ...plan, teamSeed: demo.teamSeed }] });
  });
}

async function addUnit(work: Work, unit: DemoUnit, parentbusinessunitid: Reference): Promise<void> {
  await work.create("businessunit", { businessunitid: unit.id, name: unit.name, parentbusinessunitid }, asSystem);
  const { code, id, rate } = unit.currency;
  const format = new Intl.NumberFormat(unit.language, {
    style: "currency",
    currency: code,
    currencyDisplay: "narrowSymbol",
  });
  await work.create(
    "transactioncurrency",
    {
      transactioncurrencyid: id,
      currencyname: new Intl.DisplayNames(unit.language, { type: "currency" }).of(code) ?? code,
      isocurrencycode: code,
      currencysymbol: format.formatToParts(0).find((part) => part.type === "currency")?.value ?? code,
      currencyprecision: format.resolvedOptions().maximumFractionDigits ?? 2,
      exchangerate: rate,
    },
    asSystem,
  );
}

async function addPerson(work: Work, team: DemoTeam, person: DemoPerson, rootId: string): Promise<void> {
  const unit = team.units.find(({ name }) => name === person.unit);
  const { id, name, email, role } = person;
  await addUser(work, { id, name, email, role, businessUnitId: unit?.id ?? rootId });
  await work.update("systemuser", person.id, { jobtitle: person.title }, asSystem);
  const settings = {
    systemuserid: person.id,
    uilanguageid: languageCodes[person.language],
    timezonename: unit?.timeZone ?? "Europe/London",
  };
  await work.create("usersettings", settings, asSystem);
}

/** People of all units who look after the largest customers together. */
async function addTeam(work: Work, team: DemoTeam, businessunitid: Reference): Promise<void> {
  const managers = team.people.filter(({ role }) => role === "Sales Manager");
  const [first] = managers;
  if (first === undefined) return;
  const administratorid = { table: "systemuser", id: first.id };
  await work.create(
    "team",
    { teamid: team.keyAccountsId, name: "Key accounts", businessunitid, administratorid },
    asSystem,
  );
  const teamRow = { table: "team", id: team.keyAccountsId };
  for (const { id } of managers)
    await work.associate({ table: "systemuser", id }, "teammembership_association", teamRow);
}

async function addLists(work: Work, team: DemoTeam): Promise<void> {
  for (const { id, name, strengths } of team.competitors)
    await work.create("competitor", { competitorid: id, name, strengths }, asSystem);
  for (const { id, name } of team.stakeholderRoles)
    await work.create("connectionrole", { connectionroleid: id, name, category: 1000 }, asSystem);
}
