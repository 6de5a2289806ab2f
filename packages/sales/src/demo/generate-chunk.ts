import type { LoadedPairs, LoadedRows } from "@leadwright/store";
import { type Conversation, tell } from "./activities.ts";
import { Batch } from "./batch.ts";
import { atWork, beforeAtWork, day, isoTime, LeadCalendar } from "./calendar.ts";
import { Chance } from "./chance.ts";
import { type DemoTeam, demoTeam } from "./demo-people.ts";
import { chunkSizes, type DemoPlan } from "./demo-plan.ts";
import { type KnownAccount, type LeadStory, leadStory, sellerOf } from "./lead-story.ts";
import { makeCompany, tongueOf } from "./people-and-companies.ts";
import {
  addAccount,
  addColleague,
  addContact,
  addDeal,
  addLead,
  type Deal,
  factsOf,
  makeDeal,
  type Outcome,
} from "./records.ts";
import { fill } from "./tongues/tongue.ts";

/** The rows of one transaction of a load, whole in themselves. */
export interface DemoChunk {
  readonly rows: readonly LoadedRows[];
  readonly pairs: readonly LoadedPairs[];
  /** Open leads that colleagues in another unit may see too. */
  readonly shared: readonly { readonly leadId: string; readonly userId: string }[];
}

/** Of the accounts, those that were customers before any of these leads came in. */
const knownShare = 0.35;

/**
 * Chunk `chunk` of a plan: a stretch of the story with its own accounts, so that chunks can be made in any order and each
 * costs the same. Pure: the same plan and number give the same rows, ids and texts.
 */
export function generateChunk(plan: DemoPlan, chunk: number): DemoChunk {
  return new ChunkStory(plan, chunk).tell();
}

/** A conversation and how much is said in it, relative to others. */
interface Weighted {
  readonly talks: readonly Conversation[];
  readonly weight: number;
}

class ChunkStory {
  readonly #plan: DemoPlan;
  readonly #sizes: ReturnType<typeof chunkSizes>;
  readonly #chance: Chance;
  readonly #calendar: LeadCalendar;
  readonly #team: DemoTeam;
  readonly #batch = new Batch();
  readonly #accounts: KnownAccount[] = [];
  readonly #talks: Weighted[] = [];
  readonly #shared: { leadId: string; userId: string }[] = [];
  #contacts = 0;
  #deals = 0;

  constructor(plan: DemoPlan, chunk: number) {
    this.#plan = plan;
    this.#sizes = chunkSizes(plan, chunk);
    this.#chance = new Chance(`${plan.seed} chunk ${chunk}`);
    this.#calendar = new LeadCalendar(Date.parse(plan.now));
    this.#team = demoTeam(plan.teamSeed);
  }

  tell(): DemoChunk {
    const { leads, accounts, contacts, opportunities, firstLead } = this.#sizes;
    const start = this.#calendar.at(firstLead / this.#plan.leads);
    this.#addKnownAccounts(Math.round(accounts * knownShare), start);
    for (let place = 0; place < leads; place++) {
      this.#addLead((firstLead + place + this.#chance.fraction()) / this.#plan.leads);
    }
    // What the leads did not bring was there before: customers, their people, and what they order again.
    this.#addKnownAccounts(accounts - this.#accounts.length, start);
    while (this.#contacts < contacts && this.#accounts.length > 0) this.#addColleague();
    while (this.#deals < opportunities) this.#addRepeatOrder();
    this.#writeAccounts();
    this.#tellActivities();
    return { rows: this.#batch.rows, pairs: this.#batch.pairs, shared: this.#shared };
  }

  #addKnownAccounts(number: number, start: number): void {
    const chance = this.#chance;
    for (let place = 0; place < number; place++) {
      const unit = chance.weighted(this.#team.units.map((each) => [each, each.share] as const));
      const created = beforeAtWork(start - chance.whole(2, 700) * day, unit.hoursAhead, start - day, chance);
      const company = makeCompany(unit, chance);
      this.#accounts.push({
        id: chance.id(created),
        unit,
        owner: sellerOf(this.#team, unit, chance),
        company,
        created,
      });
    }
  }

  #addColleague(): void {
    const without = this.#accounts.find(
      ({ contactId, created }) => contactId === undefined && created < this.#calendar.end,
    );
    addColleague(this.#batch, without ?? this.#chance.pick(this.#accounts), this.#chance);
    this.#contacts++;
  }

  #addLead(quantile: number): void {
    const products = (unit: KnownAccount["unit"]) => tongueOf(unit).texts.products;
    const story = leadStory(this.#team, this.#calendar, quantile, this.#known, products, this.#chance);
    const outcome = story.qualified
      ? this.#qualify(story)
      : { accountId: undefined, contactId: undefined, opportunity: undefined };
    addLead(this.#batch, this.#team, story, outcome, this.#chance);
    this.#addConversations(story, outcome);
    if (story.closed === undefined && this.#chance.happens(0.04)) this.#share(story);
  }

  /** Accounts that are none of this chunk's leads' making. */
  get #known(): readonly KnownAccount[] {
    return this.#accounts.slice(0, Math.round(this.#sizes.accounts * knownShare));
  }

  /** As the product does it: account, contact and opportunity with their origin, while there is room for them. */
  #qualify(story: LeadStory): Outcome {
    const { unit, seller: owner, company, person, account: known } = story;
    const created = story.closed ?? 0;
    const origin = { originatingleadid: { table: "lead", id: story.id } };
    const chance = this.#chance;
    const makesAccount = known === undefined && this.#accounts.length < this.#sizes.accounts;
    const makesContact = this.#contacts < this.#sizes.contacts;
    const contactId = makesContact ? chance.id(created) : undefined;
    let accountId = known?.id;
    if (makesAccount) {
      accountId = chance.id(created);
      const primary = contactId === undefined ? {} : { contactId, contact: person };
      this.#accounts.push({ id: accountId, unit, owner, company, created, leadId: story.id, ...primary });
    }
    if (contactId !== undefined) {
      addContact(this.#batch, { id: contactId, unit, owner, company, person, created }, accountId, origin);
      this.#contacts++;
    }
    const makesDeal =
      this.#deals < this.#sizes.opportunities && (chance.happens(0.93) || (!makesAccount && !makesContact));
    if (!makesDeal) return { accountId, contactId, opportunity: undefined };
    const referred = [2, 3, 4, 9].includes(story.signs.source);
    const deal = makeDeal(unit, created, this.#calendar.end, referred, chance);
    const name = fill(chance.pick(tongueOf(unit).texts.subjects), factsOf(story));
    addDeal(
      this.#batch,
      deal,
      { unit, owner, name, accountId, contactId, leadId: story.id },
      this.#calendar.end,
      chance,
    );
    this.#dealt(deal, contactId, unit, person.name, owner.id);
    return { accountId, contactId, opportunity: deal };
  }

  /** A customer of old orders again: an opportunity without a lead. */
  #addRepeatOrder(): void {
    const chance = this.#chance;
    const account = this.#accounts.length === 0 ? undefined : chance.pick(this.#accounts);
    const unit = account?.unit ?? chance.pick(this.#team.units);
    const owner = account?.owner ?? sellerOf(this.#team, unit, chance);
    const end = this.#calendar.end;
    const from = Math.max(this.#calendar.start, account === undefined ? 0 : account.created);
    const created = atWork(
      from + chance.fraction() * Math.max(0, end - from),
      unit.hoursAhead,
      Math.min(from, end),
      end,
      chance,
    );
    const deal = makeDeal(unit, created, end, true, chance);
    const { texts } = tongueOf(unit);
    const product = chance.pick(texts.products);
    const { contactId, contact, company } = account ?? {};
    const name = `${product.charAt(0).toUpperCase()}${product.slice(1)}: ${company?.name ?? unit.name}`;
    addDeal(this.#batch, deal, { unit, owner, name, accountId: account?.id, contactId }, end, chance);
    this.#dealt(deal, contactId, unit, contact?.name ?? "", owner.id);
    if (contactId === undefined || contact === undefined || company === undefined) return;
    const to = deal.closed ?? end;
    this.#talks.push({
      weight: 0.8,
      talks: [
        {
          ...{
            unit,
            seller: owner,
            person: contact,
            phone: company.phone,
            company: company.name,
            city: company.city.name,
          },
          ...{ product, count: chance.whole(2, 40), party: { table: "contact", id: contactId }, from: created, to },
          regarding: { table: "opportunity", id: deal.id },
          answers: true,
          goesOn: deal.closed === undefined,
        },
      ],
    });
  }

  /** Who sells against us, and who has a say, where it is known. */
  #dealt(deal: Deal, contactId: string | undefined, unit: KnownAccount["unit"], name: string, ownerId: string): void {
    const chance = this.#chance;
    this.#deals++;
    const lost = deal.closed !== undefined && !deal.won;
    if (chance.happens(lost ? 0.5 : 0.2))
      this.#batch.pair("opportunitycompetitors_association", deal.id, chance.pick(this.#team.competitors).id);
    if (contactId === undefined || !chance.happens(0.4)) return;
    const by = { table: "systemuser", id: ownerId };
    this.#batch.add("connection", {
      connectionid: chance.id(deal.created),
      name,
      record1id: { table: "opportunity", id: deal.id },
      record2id: { table: "contact", id: contactId },
      record2roleid: { table: "connectionrole", id: chance.pick(this.#team.stakeholderRoles).id },
      ownerid: by,
      createdby: by,
      createdon: isoTime(deal.created),
      transactioncurrencyid: { table: "transactioncurrency", id: unit.currency.id },
    });
  }

  #addConversations(story: LeadStory, { contactId, opportunity }: Outcome): void {
    const { unit, seller, person, company, product, count, created, touched, closed, signs } = story;
    const lead = { table: "lead", id: story.id };
    const shared = {
      ...{ unit, seller, person, phone: company.phone, company: company.name, city: company.city.name, product, count },
    };
    if (touched === undefined) return;
    const talks: Conversation[] = [
      {
        ...{ ...shared, party: lead, regarding: lead, from: created, first: touched, to: closed ?? this.#calendar.end },
        ...{ answers: signs.answered, goesOn: closed === undefined },
      },
    ];
    if (opportunity !== undefined)
      talks.push({
        ...{ ...shared, party: contactId === undefined ? lead : { table: "contact", id: contactId } },
        ...{ regarding: { table: "opportunity", id: opportunity.id }, from: opportunity.created },
        ...{ to: opportunity.closed ?? this.#calendar.end, answers: true, goesOn: opportunity.closed === undefined },
      });
    this.#talks.push({ talks, weight: opportunity === undefined ? (signs.answered ? 1 : 0.6) : 2.4 });
  }

  #share({ id, unit }: LeadStory): void {
    const elsewhere = this.#team.people.filter((person) => person.sells && person.unit !== unit.name);
    this.#shared.push({ leadId: id, userId: this.#chance.pick(elsewhere).id });
  }

  #writeAccounts(): void {
    for (const account of this.#accounts) addAccount(this.#batch, account);
  }

  /** Exactly as many activities as the chunk is to have, each story as many as its weight asks for. */
  #tellActivities(): void {
    const wanted = this.#sizes.activities;
    const total = this.#talks.reduce((sum, { weight }) => sum + weight, 0);
    let told = 0;
    let weighed = 0;
    for (const { talks, weight } of this.#talks) {
      weighed += weight;
      const number = Math.round((wanted * weighed) / total) - told;
      told += number;
      this.#tellStory(talks, number);
    }
  }

  #tellStory([first, second]: readonly Conversation[], number: number): void {
    if (first === undefined) return;
    const later = second === undefined ? 0 : Math.floor(number * 0.55);
    tell(this.#batch, first, number - later, this.#chance);
    if (second !== undefined) tell(this.#batch, second, later, this.#chance);
  }
}
