import { type Column, isReference, standardSchema, type Value, type Values, validateValues } from "@leadwright/schema";
import { describe, expect, it } from "vitest";
import { demoTeam } from "./demo-people.ts";
import { chunkCount, type DemoPlan, sizesOf } from "./demo-plan.ts";
import { generateChunk } from "./generate-chunk.ts";
import { qualifyingChance } from "./lead-model.ts";

const plan: DemoPlan = {
  seed: "demo",
  teamSeed: "demo",
  now: "2026-11-25T12:00:00Z",
  leads: 2_000,
  activities: 20_000,
};
const now = Date.parse(plan.now);
const activityTables = ["task", "phonecall", "appointment", "email", "annotation"];
const schema = standardSchema();

function generate(of: DemoPlan): Map<string, Values[]> {
  const tables = new Map<string, Values[]>();
  for (let chunk = 0; chunk < chunkCount(of); chunk++) {
    for (const { table, rows } of generateChunk(of, chunk).rows) {
      const known = tables.get(table) ?? [];
      known.push(...rows.map(({ values }) => values));
      tables.set(table, known);
    }
  }
  return tables;
}

const tables = generate(plan);
const rowsOf = (table: string) => tables.get(table) ?? [];
const time = (value: Value | undefined) => Date.parse(String(value));
const idOf = (value: Value | undefined) => (isReference(value) ? value.id : undefined);

describe("the same seed and time", () => {
  it("give the same data byte for byte, ids too, and another seed gives other data", () => {
    expect(JSON.stringify(generateChunk(plan, 3))).toBe(JSON.stringify(generateChunk(plan, 3)));
    expect(JSON.stringify(generateChunk({ ...plan, seed: "other" }, 3))).not.toBe(
      JSON.stringify(generateChunk(plan, 3)),
    );
  });
});

describe("sizes", () => {
  it.each([plan, { ...plan, leads: 7, activities: 0 }, { ...plan, leads: 333, activities: 5_001 }])(
    "are kept exactly",
    (of) => {
      const made = of === plan ? tables : generate(of);
      const count = (...names: string[]) => names.reduce((sum, name) => sum + (made.get(name)?.length ?? 0), 0);
      const wanted = sizesOf(of);
      expect(count("lead")).toBe(wanted.leads);
      expect(count("account")).toBe(wanted.accounts);
      expect(count("contact")).toBe(wanted.contacts);
      expect(count("opportunity")).toBe(wanted.opportunities);
      expect(count(...activityTables)).toBe(wanted.activities);
    },
  );

  it("gives every row an id of its own", () => {
    const ids = [...tables].flatMap(([table, rows]) =>
      rows.map((row) => row[schema.tables.get(table)?.primaryId ?? ""]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("stories", () => {
  const leads = new Map(rowsOf("lead").map((lead) => [String(lead.leadid), lead]));

  it("tell nothing before its lead came in, and nothing that has happened after now", () => {
    for (const table of activityTables) {
      for (const row of rowsOf(table)) {
        const regarding = idOf(row.regardingobjectid ?? row.objectid) ?? "";
        const lead = leads.get(regarding);
        if (lead) expect(time(row.createdon)).toBeGreaterThan(time(lead.createdon));
        expect(time(row.createdon)).toBeLessThanOrEqual(now);
        for (const column of ["actualend", "actualstart", "senton", "modifiedon"])
          if (row[column]) expect(time(row[column])).toBeLessThanOrEqual(now);
      }
    }
  });

  it("link a qualified lead both ways with what it became, and no other lead with anything", () => {
    const origins = new Map<string, Values[]>();
    for (const table of ["account", "contact", "opportunity"])
      for (const row of rowsOf(table)) {
        const origin = idOf(row.originatingleadid);
        if (origin) origins.set(origin, [...(origins.get(origin) ?? []), row]);
      }
    for (const [id, lead] of leads) {
      const became = origins.get(id) ?? [];
      if (lead.statecode !== 1) {
        expect([became, lead.qualifyingopportunityid]).toEqual([[], undefined]);
        continue;
      }
      expect(became.length).toBeGreaterThan(0);
      const opportunity = became.find((row) => row.opportunityid !== undefined);
      expect(idOf(lead.qualifyingopportunityid)).toBe(opportunity?.opportunityid);
      for (const row of became) expect(time(row.createdon)).toBeGreaterThanOrEqual(time(lead.createdon));
    }
  });

  it("keep amounts in range, and closing dates to what is closed", () => {
    for (const deal of rowsOf("opportunity")) {
      expect(Number(deal.estimatedvalue)).toBeGreaterThan(0);
      expect(deal.actualclosedate !== undefined).toBe(deal.statecode !== 0);
      if (deal.statecode === 1) expect(Number(deal.actualvalue)).toBeGreaterThan(0);
      if (deal.actualclosedate) expect(time(deal.actualclosedate)).toBeLessThanOrEqual(now);
    }
    const states = new Set(rowsOf("opportunity").map((deal) => deal.statecode));
    expect([...states].sort()).toEqual([0, 1, 2]);
  });

  it("fit their columns", () => {
    for (const [name, rows] of tables) {
      const table = schema.tables.get(name);
      if (!table) throw new Error(name);
      for (const row of rows) {
        validateValues(table, row, "create", { system: true });
        for (const [column, value] of Object.entries(row)) {
          const { maxLength } = table.columns.get(column) as Column;
          if (typeof value === "string" && maxLength) expect(value.length).toBeLessThanOrEqual(maxLength);
        }
      }
    }
  });

  it("speak the person's language, leave no gap unfilled, and reach nobody real", () => {
    const text = JSON.stringify([...tables]);
    expect(text).not.toMatch(/\{(first|product|company|seller|city|count|weekday|address)\}/);
    expect(text).toMatch(/sp\. z o\.o\./);
    expect(text).toMatch(/Công ty (TNHH|Cổ phần)/);
    const addresses = text.match(/[\w.+-]+@[\w.-]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(1_000);
    expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
    const polish = rowsOf("lead").filter((lead) => lead.address1_country === "Polska");
    expect(polish.every((lead) => String(lead.telephone1).startsWith("+48 "))).toBe(true);
    const women = polish.filter((lead) => lead.salutation === "Pani");
    expect(women.filter((lead) => /[sc]ki$/.test(String(lead.lastname)))).toEqual([]);
  });
});

describe("what looks like life", () => {
  const leads = rowsOf("lead");

  it("has most leads come in while people are at work", () => {
    const hours: Readonly<Record<string, number>> = { "United Kingdom": 0, Polska: 1, "Việt Nam": 7 };
    const atWork = leads.filter((lead) => {
      const local = new Date(time(lead.createdon) + (hours[String(lead.address1_country)] ?? 0) * 3_600_000);
      return local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 8 && local.getUTCHours() < 18;
    });
    expect(atWork.length / leads.length).toBeGreaterThan(0.88);
    expect(atWork.length).toBeLessThan(leads.length);
  });

  it("has postcodes of the city, and Vietnamese names with the family name where it belongs", () => {
    const warsaw = leads.filter((lead) => lead.address1_city === "Warszawa");
    expect(warsaw.length).toBeGreaterThan(20);
    expect(warsaw.filter((lead) => !/^0[0-4]-/.test(String(lead.address1_postalcode)))).toEqual([]);
    const vietnamese = leads.filter((lead) => lead.address1_country === "Việt Nam");
    expect(new Set(vietnamese.map((lead) => lead.lastname)).has("Nguyễn")).toBe(true);
    expect(vietnamese.every((lead) => lead.middlename && !String(lead.firstname).includes(" "))).toBe(true);
  });

  it("gives nobody the same task twice", () => {
    const tasks = rowsOf("task").map((task) => `${idOf(task.regardingobjectid)} ${task.subject}`);
    expect(new Set(tasks).size).toBe(tasks.length);
  });
});

describe("what a scoring model has to find", () => {
  const closed = rowsOf("lead").filter((lead) => lead.statecode !== 0);
  const rate = (leads: readonly Values[]) => leads.filter((lead) => lead.statecode === 1).length / leads.length;

  it("is a base rate between 25 and 45 %, with enough of both in each half year", () => {
    expect(rate(closed)).toBeGreaterThan(0.25);
    expect(rate(closed)).toBeLessThan(0.45);
    for (let half = 0; half < 3; half++) {
      const from = now - (548 - half * 183) * 86_400_000;
      const within = closed.filter(
        (lead) => time(lead.createdon) >= from && time(lead.createdon) < from + 183 * 86_400_000,
      );
      expect(within.filter((lead) => lead.statecode === 1).length).toBeGreaterThanOrEqual(40);
      expect(within.filter((lead) => lead.statecode === 2).length).toBeGreaterThanOrEqual(40);
    }
  });

  it("is an effect of the source, of an answer and of speed, none of which decides alone", () => {
    const from = (...sources: number[]) => rate(closed.filter((lead) => sources.includes(Number(lead.leadsourcecode))));
    expect(from(2, 3)).toBeGreaterThan(from(1, 10) + 0.15);
    expect(from(2, 3)).toBeLessThan(0.9);
    const answered = new Set(
      ["email", "phonecall"].flatMap((table) =>
        rowsOf(table).flatMap((row) => (row.directioncode === false ? (idOf(row.regardingobjectid) ?? []) : [])),
      ),
    );
    const [yes, no] = [true, false].map((wanted) =>
      rate(closed.filter((lead) => answered.has(String(lead.leadid)) === wanted)),
    );
    expect(yes).toBeGreaterThan((no ?? 1) + 0.15);
    const first = new Map<string, number>();
    for (const table of activityTables)
      for (const row of rowsOf(table)) {
        const id = idOf(row.regardingobjectid ?? row.objectid) ?? "";
        first.set(id, Math.min(first.get(id) ?? Number.POSITIVE_INFINITY, time(row.createdon)));
      }
    const hours = (lead: Values) => ((first.get(String(lead.leadid)) ?? 0) - time(lead.createdon)) / 3_600_000;
    expect(rate(closed.filter((lead) => hours(lead) < 4))).toBeGreaterThan(
      rate(closed.filter((lead) => hours(lead) > 24)) + 0.08,
    );
  });

  it("rises with each sign of the model", () => {
    const signs = { source: 8, industry: 6, answered: false, responseHours: 24, decides: false, budget: 0 };
    const low = qualifyingChance(signs);
    for (const better of [
      { source: 2 },
      { industry: 12 },
      { answered: true },
      { responseHours: 1 },
      { decides: true },
      { budget: 3 },
    ])
      expect(qualifyingChance({ ...signs, ...better })).toBeGreaterThan(low);
  });
});

it("has a dozen people in three units, in the five roles", () => {
  const { people, units } = demoTeam("demo");
  expect([people.length, units.length, new Set(people.map(({ role }) => role)).size]).toEqual([12, 3, 5]);
});
