import { fullName, type Values } from "@leadwright/schema";
import type { Chance } from "./chance.ts";
import type { DemoUnit } from "./demo-people.ts";
import { english } from "./tongues/english.ts";
import { polish } from "./tongues/polish.ts";
import { type City, digits, type Tongue } from "./tongues/tongue.ts";
import { vietnamese } from "./tongues/vietnamese.ts";

const tongues: Readonly<Record<string, Tongue>> = { en: english, pl: polish, vi: vietnamese };

export interface Company {
  readonly name: string;
  readonly industry: number;
  readonly domain: string;
  readonly city: City;
  readonly address: Values;
  readonly phone: string;
  readonly employees: number;
  /** In the unit's currency. */
  readonly revenue: number;
}

export interface Person {
  readonly first: string;
  readonly middle: string;
  readonly last: string;
  readonly female: boolean;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly decides: boolean;
  readonly mobile: string;
}

/** Industries with how many of the leads come from each. */
const industries: readonly (readonly [number, number])[] = [
  [12, 16],
  [17, 14],
  [10, 11],
  [30, 10],
  [11, 8],
  [33, 8],
  [6, 7],
  [31, 6],
  [13, 6],
  [22, 5],
  [7, 4],
  [16, 3],
  [20, 2],
];

export function makeCompany(unit: DemoUnit, chance: Chance): Company {
  const tongue = tongueOf(unit);
  const industry = chance.weighted(industries);
  const stem = chance.pick(tongue.stems);
  const trade = chance.pick(tongue.trades[industry] ?? []);
  // A second name for half of them, or there would be too few companies for a large load.
  const family = chance.happens(0.5) ? ` ${tongue.person(chance).last}` : "";
  const city = chance.pick(tongue.cities);
  const employees = Math.max(3, Math.round(chance.skewed(70, 1.1)));
  const revenue = Math.round(employees * chance.skewed(90, 0.4)) * 1000 * unit.currency.rate;
  return {
    name: tongue.companyName(`${stem}${family}`, trade, chance),
    industry,
    domain: `${slug(`${stem}${family} ${trade}`).slice(0, 40).replace(/-+$/, "")}.example`,
    city,
    address: {
      address1_line1: tongue.address(chance.pick(tongue.streets), chance.whole(1, 180)),
      address1_city: city.name,
      address1_postalcode: digits(chance.pick(city.postcodes.split("|")), chance),
      address1_country: tongue.country,
    },
    phone: tongue.landline(city, chance),
    employees,
    revenue: Math.round(revenue),
  };
}

/** Somebody of that company; the more senior titles are rarer. */
export function makePerson(unit: DemoUnit, company: Company, chance: Chance): Person {
  const tongue = tongueOf(unit);
  const parts = tongue.person(chance);
  const { first, last } = parts;
  const decides = chance.happens(0.4);
  const local = tongue.language === "pl" ? `${slug(first).charAt(0)}.${slug(last)}` : `${slug(first)}.${slug(last)}`;
  return {
    ...parts,
    name: fullName(parts),
    email: `${local}@${company.domain}`,
    title: chance.pick(decides ? tongue.titles.deciding : tongue.titles.others),
    decides,
    mobile: tongue.mobile(chance),
  };
}

export function tongueOf(unit: DemoUnit): Tongue {
  return tongues[unit.language] ?? english;
}

/** Letters, digits and dashes only, for addresses. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/ł/g, "l")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
