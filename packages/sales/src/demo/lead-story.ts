import { anyHourShare, atWork, beforeAtWork, day, hour, type LeadCalendar } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import type { DemoPerson, DemoTeam, DemoUnit } from "./demo-people.ts";
import { type LeadSigns, qualifies } from "./lead-model.ts";
import { type Company, makeCompany, makePerson, type Person } from "./people-and-companies.ts";

export interface KnownAccount {
  readonly id: string;
  readonly unit: DemoUnit;
  readonly owner: DemoPerson;
  readonly company: Company;
  readonly created: number;
  /** The lead that it was made from. */
  readonly leadId?: string;
  contactId?: string;
  contact?: Person;
}

/** What becomes of one lead, before any record of it is made. Times in milliseconds. */
export interface LeadStory {
  readonly id: string;
  readonly unit: DemoUnit;
  readonly seller: DemoPerson;
  readonly company: Company;
  readonly person: Person;
  /** The customer that it comes from, where it is one already. */
  readonly account: KnownAccount | undefined;
  readonly signs: LeadSigns;
  readonly created: number;
  /** Our first activity; undefined while nobody has answered. */
  readonly touched: number | undefined;
  /** When it was qualified or disqualified; undefined while open. */
  readonly closed: number | undefined;
  readonly qualified: boolean;
  readonly product: string;
  readonly count: number;
}

/** By source: its weight, and the months in which it is busier. */
const sources: readonly { readonly code: number; readonly weight: number; readonly season?: readonly number[] }[] = [
  { code: 8, weight: 30 },
  { code: 1, weight: 13 },
  { code: 7, weight: 9, season: [2, 3, 8, 9] },
  { code: 4, weight: 11 },
  { code: 3, weight: 9 },
  { code: 2, weight: 7 },
  { code: 9, weight: 8 },
  { code: 6, weight: 6, season: [1, 4, 10] },
  { code: 5, weight: 3 },
  { code: 10, weight: 4 },
];

/** Somebody filled in a form by himself. */
const webSource = 8;

export function leadStory(
  team: DemoTeam,
  calendar: LeadCalendar,
  quantile: number,
  accounts: readonly KnownAccount[],
  products: (unit: DemoUnit) => readonly string[],
  chance: Chance,
): LeadStory {
  const came = calendar.at(quantile);
  const month = new Date(came).getUTCMonth();
  const source = chance.weighted(
    sources.map(({ code, weight, season }) => [code, season?.includes(month) ? weight * 3 : weight] as const),
  );
  // Referrals and word of mouth come from customers more often than from strangers.
  const known = chance.happens([2, 3, 9].includes(source) ? 0.25 : 0.08)
    ? olderThan(accounts, came - 3 * day, chance)
    : undefined;
  const unit = known?.unit ?? chance.weighted(team.units.map((each) => [each, each.share] as const));
  const seller = known?.owner ?? sellerOf(team, unit, chance);
  const atAnyHour = chance.happens(source === webSource ? anyHourShare.web : anyHourShare.others);
  const created = atAnyHour ? came : beforeAtWork(came, unit.hoursAhead, calendar.end - 60_000, chance);
  const company = known?.company ?? makeCompany(unit, chance);
  const person = makePerson(unit, company, chance);
  const touch = atWork(
    created + chance.skewed(seller.pace, 1.1) * hour,
    unit.hoursAhead,
    created + 240_000,
    Infinity,
    chance,
  );
  const answered = chance.happens(source === 1 || source === 10 ? 0.45 : 0.68);
  const signs: LeadSigns = {
    ...{
      source,
      industry: company.industry,
      answered,
      responseHours: (touch - created) / hour,
      decides: person.decides,
    },
    budget: chance.happens(0.3)
      ? undefined
      : chance.weighted([
          [0, 30],
          [1, 34],
          [2, 24],
          [3, 12],
        ]),
  };
  const qualified = qualifies(signs, chance);
  const end = atWork(
    touch + Math.max(2 * hour, chance.skewed(22, 0.75) * day),
    unit.hoursAhead,
    touch + hour,
    Infinity,
    chance,
  );
  // Fresh leads wait for their first answer, and some old ones were never brought to an end.
  const waits = calendar.end - created < 20 * day && chance.happens(0.25);
  const closed = end <= calendar.end && !waits && !chance.happens(0.04) ? end : undefined;
  return {
    ...{ id: chance.id(created), unit, seller, company, person, account: known, signs, created, closed },
    touched: touch <= calendar.end && !waits ? touch : undefined,
    qualified: closed !== undefined && qualified,
    product: chance.pick(products(unit)),
    count: chance.whole(2, 40),
  };
}

export function sellerOf(team: DemoTeam, unit: DemoUnit, chance: Chance): DemoPerson {
  const sellers = team.people.filter((person) => person.sells && person.unit === unit.name);
  return chance.weighted(sellers.map((person) => [person, sellerWeights[person.role] ?? 1] as const));
}

const sellerWeights: Readonly<Record<string, number>> = { Salesperson: 5, "Sales Team Member": 3, "Sales Manager": 1 };

function olderThan(accounts: readonly KnownAccount[], time: number, chance: Chance): KnownAccount | undefined {
  if (accounts.length === 0) return undefined;
  const account = chance.pick(accounts);
  return account.created < time - day ? account : undefined;
}
