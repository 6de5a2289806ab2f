import type { Reference, Value, Values } from "@leadwright/schema";
import type { LaterChange } from "@leadwright/store";
import type { Batch } from "./batch.ts";
import { day, isoDate, isoTime } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import type { DemoPerson, DemoTeam, DemoUnit } from "./demo-people.ts";
import type { KnownAccount, LeadStory } from "./lead-story.ts";
import { type Company, makePerson, type Person, tongueOf } from "./people-and-companies.ts";
import { type Facts, fill } from "./tongues/tongue.ts";

/** What a qualified lead became. */
export interface Outcome {
  readonly accountId: string | undefined;
  readonly contactId: string | undefined;
  readonly opportunity: Deal | undefined;
}

/** An opportunity's course. Times in milliseconds. */
export interface Deal {
  readonly id: string;
  readonly created: number;
  /** When it was won or lost; undefined while open. */
  readonly closed: number | undefined;
  readonly won: boolean;
  readonly estimated: number;
  readonly actual: number;
}

const user = (id: string): Reference => ({ table: "systemuser", id });
const currencyOf = (unit: DemoUnit): Reference => ({ table: "transactioncurrency", id: unit.currency.id });

/** Who made and last changed a row, and when. */
function stamps(created: number, modified: number, by: DemoPerson): Values {
  const person = user(by.id);
  return { createdon: isoTime(created), createdby: person, modifiedon: isoTime(modified), modifiedby: person };
}

export function addAccount(batch: Batch, account: KnownAccount): void {
  const { id, unit, owner, company, created, leadId, contactId } = account;
  batch.add("account", {
    accountid: id,
    name: company.name,
    industrycode: company.industry,
    telephone1: company.phone,
    emailaddress1: `office@${company.domain}`,
    websiteurl: `https://www.${company.domain}`,
    numberofemployees: company.employees,
    revenue: company.revenue,
    ...company.address,
    ownerid: user(owner.id),
    transactioncurrencyid: currencyOf(unit),
    ...(contactId === undefined ? {} : { primarycontactid: { table: "contact", id: contactId } }),
    ...(leadId === undefined ? {} : { originatingleadid: { table: "lead", id: leadId } }),
    ...stamps(created, created, owner),
  });
}

export function addContact(
  batch: Batch,
  of: { id: string; unit: DemoUnit; owner: DemoPerson; company: Company; person: Person; created: number },
  accountId: string | undefined,
  origin: Values,
): void {
  const { id, unit, owner, company, person, created } = of;
  batch.add("contact", {
    contactid: id,
    ...personal(unit, person),
    telephone1: company.phone,
    ...company.address,
    ...(accountId === undefined ? {} : { parentcustomerid: { table: "account", id: accountId } }),
    accountrolecode: person.decides ? 1 : 2,
    ownerid: user(owner.id),
    transactioncurrencyid: currencyOf(unit),
    ...stamps(created, created, owner),
    ...origin,
  });
}

/** Somebody more at a known account. */
export function addColleague(batch: Batch, account: KnownAccount, chance: Chance): void {
  const { unit, owner, company } = account;
  const person = makePerson(unit, company, chance);
  const created = account.created + 60_000;
  const id = chance.id(created);
  addContact(batch, { id, unit, owner, company, person, created }, account.id, {});
  if (account.contactId !== undefined) return;
  account.contactId = id;
  account.contact = person;
}

function personal(unit: DemoUnit, person: Person): Values {
  return {
    salutation: tongueOf(unit).salutation(person.female),
    firstname: person.first,
    ...(person.middle === "" ? {} : { middlename: person.middle }),
    lastname: person.last,
    jobtitle: person.title,
    emailaddress1: person.email,
    mobilephone: person.mobile,
  };
}

/** The lead as it stands, and how it came to that: created, contacted, qualified or given up. */
export function addLead(batch: Batch, team: DemoTeam, story: LeadStory, outcome: Outcome, chance: Chance): void {
  const { unit, seller, company, person, signs, created, touched, closed, qualified, account } = story;
  const { texts } = tongueOf(unit);
  const facts = factsOf(story);
  const reason = closed === undefined ? undefined : qualified ? 3 : givenUp(signs.answered, chance);
  const status = reason ?? (touched === undefined ? 1 : 2);
  const state = closed === undefined ? 0 : qualified ? 1 : 2;
  const links = qualified ? linksOf(outcome) : {};
  const owner: Reference =
    state === 0 && chance.happens(0.03) ? { table: "team", id: team.keyAccountsId } : user(seller.id);
  const earlier: Values = account === undefined ? {} : { parentaccountid: { table: "account", id: account.id } };
  const later: LaterChange[] = [];
  const by = seller.id;
  if (touched !== undefined)
    later.push({ at: isoTime(touched), userId: by, changes: { statuscode: { old: 1, new: 2 } } });
  if (closed !== undefined) {
    const changes: Record<string, { old: Value; new: Value }> = {
      statecode: { old: 0, new: state },
      statuscode: { old: touched === undefined ? 1 : 2, new: status },
    };
    for (const [column, value] of Object.entries(links)) {
      if (earlier[column] === undefined) changes[column] = { old: null, new: value ?? null };
    }
    later.push({ at: isoTime(closed), userId: by, ...(qualified ? { useCase: "qualifyLead" } : {}), changes });
  }
  batch.add(
    "lead",
    {
      leadid: story.id,
      ...personal(unit, person),
      subject: fill(chance.pick(texts.subjects), facts),
      companyname: company.name,
      telephone1: company.phone,
      websiteurl: `https://www.${company.domain}`,
      ...company.address,
      leadsourcecode: signs.source,
      industrycode: signs.industry,
      numberofemployees: company.employees,
      revenue: company.revenue,
      leadqualitycode: chance.weighted([
        [1, 2],
        [2, 5],
        [3, 3],
      ]),
      decisionmaker: person.decides,
      ...(signs.budget === undefined ? {} : { budgetstatus: signs.budget }),
      ...(chance.happens(0.5) ? { budgetamount: money(unit, chance.skewed(18_000, 0.7)) } : {}),
      ...(chance.happens(0.6) ? { description: chance.pick(texts.needs) } : {}),
      transactioncurrencyid: currencyOf(unit),
      statecode: state,
      statuscode: status,
      ownerid: owner,
      ...stamps(created, closed ?? touched ?? created, seller),
      ...earlier,
      ...links,
    },
    later,
  );
}

/** Why a lead is given up: 4 lost, 5 cannot contact, 6 no longer interested, 7 cancelled. */
function givenUp(answered: boolean, chance: Chance): number {
  return chance.weighted(
    answered
      ? ([
          [4, 35],
          [6, 50],
          [7, 15],
        ] as const)
      : ([
          [5, 70],
          [6, 15],
          [7, 15],
        ] as const),
  );
}

function linksOf({ accountId, contactId, opportunity }: Outcome): Values {
  return {
    ...(accountId === undefined ? {} : { parentaccountid: { table: "account", id: accountId } }),
    ...(contactId === undefined ? {} : { parentcontactid: { table: "contact", id: contactId } }),
    ...(opportunity === undefined ? {} : { qualifyingopportunityid: { table: "opportunity", id: opportunity.id } }),
  };
}

/** How an opportunity goes, from when it was made to `end`, the end of the story. */
export function makeDeal(unit: DemoUnit, created: number, end: number, referred: boolean, chance: Chance): Deal {
  const length = Math.max(day, chance.skewed(45, 0.7) * day);
  const closed = created + length <= end ? created + length : undefined;
  const won = closed !== undefined && chance.happens(referred ? 0.62 : 0.46);
  const estimated = money(unit, chance.skewed(24_000, 0.8));
  return {
    ...{ id: chance.id(created), created, closed, won, estimated },
    actual: won ? Math.round(estimated * (0.8 + 0.3 * chance.fraction())) : 0,
  };
}

interface DealOf {
  readonly unit: DemoUnit;
  readonly owner: DemoPerson;
  readonly name: string;
  readonly accountId: string | undefined;
  readonly contactId: string | undefined;
  readonly leadId?: string;
}

export function addDeal(batch: Batch, deal: Deal, of: DealOf, end: number, chance: Chance): void {
  const { id, created, closed, won, estimated, actual } = deal;
  const { unit, owner, accountId, contactId, leadId, name } = of;
  const state = closed === undefined ? 0 : won ? 1 : 2;
  const status =
    closed === undefined
      ? chance.happens(0.1)
        ? 2
        : 1
      : won
        ? 3
        : chance.weighted([
            [4, 4],
            [5, 6],
          ]);
  const age = (end - created) / day;
  const due = closed ?? Math.max(end + chance.whole(3, 90) * day, created + 30 * day);
  const changes: Record<string, { old: Value; new: Value }> = {
    statecode: { old: 0, new: state },
    statuscode: { old: 1, new: status },
    actualclosedate: { old: null, new: isoDate(due) },
    actualvalue: { old: null, new: actual },
  };
  const customer =
    accountId === undefined ? contactId && { table: "contact", id: contactId } : { table: "account", id: accountId };
  batch.add(
    "opportunity",
    {
      opportunityid: id,
      name,
      ...(accountId === undefined ? {} : { parentaccountid: { table: "account", id: accountId } }),
      ...(contactId === undefined ? {} : { parentcontactid: { table: "contact", id: contactId } }),
      ...(customer ? { customerid: customer } : {}),
      ...(leadId === undefined ? {} : { originatingleadid: { table: "lead", id: leadId } }),
      estimatedvalue: estimated,
      estimatedclosedate: isoDate(due + (closed === undefined ? 0 : chance.whole(-20, 15) * day)),
      closeprobability: state === 0 ? Math.min(90, 10 + 10 * Math.floor(age / 12)) : won ? 100 : 0,
      salesstage: state === 0 ? Math.min(3, Math.floor(age / 20)) : 3,
      opportunityratingcode: chance.weighted([
        [1, 3],
        [2, 5],
        [3, 2],
      ]),
      transactioncurrencyid: currencyOf(unit),
      statecode: state,
      statuscode: status,
      ...(closed === undefined ? {} : { actualclosedate: isoDate(closed), actualvalue: actual }),
      ownerid: user(owner.id),
      ...stamps(created, closed ?? created, owner),
    },
    closed === undefined ? [] : [{ at: isoTime(closed), userId: owner.id, changes }],
  );
}

/** Euros in the unit's currency, rounded as people round. */
function money(unit: DemoUnit, euros: number): number {
  const amount = Math.max(500, euros) * unit.currency.rate;
  const step = 10 ** Math.max(1, Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / step) * step;
}

export function factsOf({ unit, person, company, product, count, seller }: LeadStory): Facts {
  const { texts } = tongueOf(unit);
  const first = person.first;
  return {
    ...{ first, product, company: company.name, city: company.city.name, seller: seller.name, count: String(count) },
    address: texts.address(first, person.female),
    weekday: texts.weekdays[0] ?? "",
  };
}
