import type { Language, NameParts } from "@leadwright/schema";
import type { Chance } from "../chance.ts";

/** The words that people of one language and their companies are made of. */
export interface Tongue {
  readonly language: Language;
  readonly country: string;
  /** Given, middle and family name. */
  person(chance: Chance): NameParts & { readonly female: boolean };
  readonly cities: readonly City[];
  readonly streets: readonly string[];
  /** "12 Mill Lane", "ul. Młyńska 12". */
  address(street: string, number: number): string;
  /** Words that a company's name begins with. */
  readonly stems: readonly string[];
  /** By industry (lead.industrycode): what a company of it is called. */
  readonly trades: Readonly<Record<number, readonly string[]>>;
  companyName(stem: string, trade: string, chance: Chance): string;
  /** Titles; those of people who decide come first. */
  readonly titles: { readonly deciding: readonly string[]; readonly others: readonly string[] };
  salutation(female: boolean): string;
  landline(city: City, chance: Chance): string;
  mobile(chance: Chance): string;
  readonly texts: Texts;
}

export interface City {
  readonly name: string;
  /** Those of the city, with a | between them; digits are drawn for #. */
  readonly postcodes: string;
  /** Area code as it stands behind the country's. */
  readonly area: string;
}

/** What a text may speak of; `{first}`, `{product}` ... in the texts. */
export interface Facts {
  readonly first: string;
  readonly address: string;
  readonly company: string;
  readonly product: string;
  readonly seller: string;
  readonly city: string;
  readonly count: string;
  readonly weekday: string;
}

export interface Letter {
  readonly subject: string;
  readonly body: string;
}

/** Texts by what happens in a story; `{name}` is filled from the facts. */
export interface Texts {
  readonly products: readonly string[];
  readonly subjects: readonly string[];
  readonly needs: readonly string[];
  readonly weekdays: readonly string[];
  readonly address: (first: string, female: boolean) => string;
  /** Our first answer. */
  readonly firstMails: readonly Letter[];
  readonly followUps: readonly Letter[];
  readonly offers: readonly Letter[];
  readonly replies: readonly Letter[];
  readonly calls: readonly Letter[];
  readonly missedCalls: readonly Letter[];
  readonly callsIn: readonly Letter[];
  readonly meetings: readonly Letter[];
  readonly places: readonly string[];
  readonly tasks: readonly Letter[];
  readonly notes: readonly Letter[];
}

/** Fills `{name}` from the facts, with a capital letter where a sentence begins. */
export function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string, place: number) => {
    const fact = facts[name as keyof Facts];
    if (fact === undefined) return whole;
    const begins = place === 0 || /([.?!]\s+|\n)$/.test(text.slice(0, place));
    return begins ? `${fact.charAt(0).toUpperCase()}${fact.slice(1)}` : fact;
  });
}

/** Draws a digit for each #. */
export function digits(pattern: string, chance: Chance): string {
  return pattern.replace(/#/g, () => String(chance.whole(0, 9)));
}
