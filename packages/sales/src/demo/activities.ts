import type { Reference, Values } from "@leadwright/schema";
import type { Batch } from "./batch.ts";
import { atWork, day, isoTime } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import type { DemoPerson, DemoUnit } from "./demo-people.ts";
import { type Person, tongueOf } from "./people-and-companies.ts";
import { type Facts, fill, type Letter, type Texts } from "./tongues/tongue.ts";

/** A stretch of time in which one seller talks with one person about one record. */
export interface Conversation {
  readonly unit: DemoUnit;
  readonly seller: DemoPerson;
  readonly person: Person;
  readonly phone: string;
  readonly company: string;
  readonly city: string;
  readonly product: string;
  readonly count: number;
  /** Whom calls and mails are with: the lead, or the contact that it became. */
  readonly party: Reference;
  readonly regarding: Reference;
  readonly from: number;
  readonly to: number;
  /** The first activity happens just then; later ones in between. */
  readonly first?: number;
  /** The person answers: mails and calls come in, meetings take place. */
  readonly answers: boolean;
  /** Being worked on now: tasks and appointments lie ahead. */
  readonly goesOn: boolean;
}

type Kind = "mailOut" | "mailIn" | "call" | "missed" | "callIn" | "meeting" | "task" | "note";

/** Tells `number` activities of the conversation. */
export function tell(batch: Batch, talk: Conversation, number: number, chance: Chance): void {
  const times = moments(talk, number, chance);
  const used = new Set<Letter>();
  times.forEach((at, place) => {
    const kind = kindOf(talk, place, number, chance);
    const ahead = talk.goesOn && place === number - 1 && place > 0 && chance.happens(0.6);
    write(batch, talk, ahead ? chance.pick(["task", "meeting"] as const) : kind, at, ahead, place, used, chance);
  });
}

function moments(talk: Conversation, number: number, chance: Chance): number[] {
  const start = talk.first ?? talk.from;
  const times: number[] = [];
  for (let place = 0; place < number; place++) {
    if (place === 0 && talk.first !== undefined) times.push(talk.first);
    else {
      const at = start + chance.fraction() ** 1.3 * (talk.to - start);
      times.push(atWork(at, talk.unit.hoursAhead, start, talk.to, chance));
    }
  }
  return times.sort((a, b) => a - b);
}

const answered: readonly (readonly [Kind, number])[] = [
  ["mailOut", 24],
  ["mailIn", 21],
  ["call", 17],
  ["callIn", 6],
  ["meeting", 9],
  ["task", 12],
  ["note", 11],
];
const unanswered: readonly (readonly [Kind, number])[] = [
  ["mailOut", 40],
  ["missed", 30],
  ["task", 18],
  ["note", 12],
];

function kindOf({ answers, first }: Conversation, place: number, number: number, chance: Chance): Kind {
  if (place === 0 && first !== undefined) return chance.pick(["mailOut", answers ? "call" : "missed"] as const);
  // Whoever answers has done so at least once; where there is room for one activity only, that cannot be told.
  if (place === 1 && answers && first !== undefined) return chance.pick(["mailIn", "mailIn", "callIn"] as const);
  const kind = chance.weighted(answers ? answered : unanswered);
  return kind === "meeting" && place < number / 3 ? "call" : kind;
}

interface Act {
  readonly talk: Conversation;
  readonly letter: Letter;
  readonly id: string;
  readonly at: number;
  readonly ahead: boolean;
  readonly chance: Chance;
}

function write(
  batch: Batch,
  talk: Conversation,
  kind: Kind,
  at: number,
  ahead: boolean,
  place: number,
  used: Set<Letter>,
  chance: Chance,
): void {
  const { texts } = tongueOf(talk.unit);
  const letters = lettersOf(texts, kind, place, talk);
  const fresh = letters.filter((each) => !used.has(each));
  // Nobody sets himself a task twice.
  if (kind === "task" && fresh.length === 0) {
    write(batch, talk, "note", at, false, place, used, chance);
    return;
  }
  const chosen = chance.pick(fresh.length > 0 ? fresh : letters);
  used.add(chosen);
  const letter = worded(talk, chosen, chance);
  const act: Act = { talk, letter, id: chance.id(at), at, ahead, chance };
  if (kind === "note") writeNote(batch, act);
  else if (kind === "task") writeTask(batch, act);
  else if (kind === "meeting")
    writeMeeting(batch, act, worded(talk, { subject: "", body: chance.pick(texts.places) }, chance).body);
  else if (kind === "mailOut" || kind === "mailIn") writeMail(batch, act, kind === "mailIn");
  else writeCall(batch, act, kind);
}

function lettersOf(
  texts: Texts,
  kind: Kind,
  place: number,
  { first, answers, regarding }: Conversation,
): readonly Letter[] {
  switch (kind) {
    case "mailOut":
      if (place === 0 && first !== undefined) return texts.firstMails;
      return answers && regarding.table === "opportunity" ? texts.offers : texts.followUps;
    case "mailIn":
      return texts.replies;
    case "call":
      return texts.calls;
    case "missed":
      return texts.missedCalls;
    case "callIn":
      return texts.callsIn;
    case "meeting":
      return texts.meetings;
    case "task":
      return texts.tasks;
    case "note":
      return texts.notes;
  }
}

function worded(talk: Conversation, letter: Letter, chance: Chance): Letter {
  const { texts } = tongueOf(talk.unit);
  const first = talk.person.first;
  const facts: Facts = {
    ...{ first, company: talk.company, product: talk.product, seller: talk.seller.name, city: talk.city },
    address: texts.address(first, talk.person.female),
    count: String(talk.count),
    weekday: chance.pick(texts.weekdays),
  };
  return { subject: fill(letter.subject, facts).slice(0, 200), body: fill(letter.body, facts) };
}

/** What all activities have; made and last changed when they happened, by the seller. */
function common({ talk, letter, id, at }: Act): Values {
  const by: Reference = { table: "systemuser", id: talk.seller.id };
  return {
    activityid: id,
    subject: letter.subject,
    ...(letter.body === "" ? {} : { description: letter.body }),
    regardingobjectid: talk.regarding,
    ownerid: by,
    createdby: by,
    createdon: isoTime(at),
    modifiedby: by,
    modifiedon: isoTime(at),
  };
}

function writeTask(batch: Batch, act: Act): void {
  const { at, ahead, chance, talk } = act;
  const due = at + chance.whole(1, 9) * day;
  const done = Math.min(due, talk.to, at + chance.fraction() * (due - at));
  batch.add("task", {
    ...common(act),
    scheduledend: isoTime(due),
    prioritycode: chance.weighted([
      [0, 1],
      [1, 7],
      [2, 2],
    ]),
    ...(ahead
      ? { statecode: 0, statuscode: 2, percentcomplete: 0 }
      : { statecode: 1, statuscode: 5, percentcomplete: 100, actualend: isoTime(done), modifiedon: isoTime(done) }),
  });
  addParties(batch, act, "task", []);
}

function writeMeeting(batch: Batch, act: Act, location: string): void {
  const { at, ahead, chance, talk } = act;
  const length = chance.pick([30, 45, 60, 60, 90]) * 60_000;
  const quarter = 15 * 60_000;
  const latest = Math.max(at, talk.to - length);
  const begin = ahead
    ? Math.ceil(
        atWork(talk.to + chance.whole(1, 12) * day, talk.unit.hoursAhead, talk.to, Infinity, chance) / quarter,
      ) * quarter
    : Math.min(latest, at + chance.whole(0, 3) * day);
  const end = ahead ? begin + length : Math.min(talk.to, begin + length);
  batch.add("appointment", {
    ...common(act),
    location,
    scheduledstart: isoTime(begin),
    scheduledend: isoTime(end),
    ...(ahead
      ? { statecode: 3, statuscode: 5 }
      : {
          ...{ statecode: 1, statuscode: 3, actualstart: isoTime(begin), actualend: isoTime(end) },
          modifiedon: isoTime(end),
        }),
  });
  addParties(batch, act, "appointment", [
    [7, { table: "systemuser", id: talk.seller.id }],
    [5, talk.party],
  ]);
}

function writeMail(batch: Batch, act: Act, incoming: boolean): void {
  const { at, talk } = act;
  const { seller, person, party } = talk;
  const us: Reference = { table: "systemuser", id: seller.id };
  batch.add("email", {
    ...common(act),
    directioncode: !incoming,
    statecode: 1,
    statuscode: incoming ? 4 : 3,
    senton: isoTime(at),
    actualend: isoTime(at),
    torecipients: incoming ? seller.email : person.email,
  });
  addParties(batch, act, "email", [
    [1, incoming ? party : us],
    [2, incoming ? us : party],
  ]);
}

function writeCall(batch: Batch, act: Act, kind: "call" | "missed" | "callIn"): void {
  const { at, chance, talk } = act;
  const us: Reference = { table: "systemuser", id: talk.seller.id };
  const incoming = kind === "callIn";
  const length = kind === "missed" ? 60_000 : chance.whole(2, 25) * 60_000;
  const began = Math.max(talk.from, at - length);
  batch.add("phonecall", {
    ...common(act),
    directioncode: !incoming,
    leftvoicemail: kind === "missed" && chance.happens(0.5),
    phonenumber: talk.phone,
    actualstart: isoTime(began),
    actualend: isoTime(at),
    statecode: 1,
    statuscode: incoming ? 4 : 2,
  });
  addParties(batch, act, "phonecall", [
    [1, incoming ? talk.party : us],
    [2, incoming ? us : talk.party],
  ]);
}

function writeNote(batch: Batch, act: Act): void {
  const { activityid, subject, description, regardingobjectid, ...rest } = common(act);
  batch.add("annotation", {
    ...rest,
    annotationid: activityid ?? null,
    subject: subject ?? null,
    notetext: description ?? null,
    objectid: regardingobjectid ?? null,
  });
}

/** Who takes part, and what it is about. */
function addParties(
  batch: Batch,
  { talk, id, at, chance }: Act,
  table: string,
  parties: readonly (readonly [mask: number, party: Reference])[],
): void {
  for (const [participationtypemask, partyid] of [...parties, [8, talk.regarding] as const]) {
    batch.add("activityparty", {
      activitypartyid: chance.id(at),
      activityid: { table, id },
      partyid,
      participationtypemask,
    });
  }
}
