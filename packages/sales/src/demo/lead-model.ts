import type { Chance } from "./chance.ts";

/**
 * What makes a demo lead qualify: a logistic model with noise. The chance is 1 / (1 + exp(-z)), where z adds up the effect
 * of the source, of the industry, of whether the person ever answered, of how fast we did, of the person's rank and of the
 * budget, and a normal noise of deviation 0.6 that stands for all that no record tells. Each of these can be read off the
 * records (source, industry, incoming mails and calls, the first activity's time, job title, budget status), so that a
 * scoring model has something to find and something it cannot.
 */
export interface LeadSigns {
  readonly source: number;
  readonly industry: number;
  readonly answered: boolean;
  /** Hours from the lead's creation to our first activity. */
  readonly responseHours: number;
  readonly decides: boolean;
  /** budgetstatus: 0 none, 1 may buy, 2 can buy, 3 will buy. */
  readonly budget: number | undefined;
}

/** By leadsourcecode. */
const sourceEffects: Readonly<Record<number, number>> = {
  1: -0.9,
  2: 1.0,
  3: 0.9,
  4: 0.7,
  5: -0.4,
  6: 0.3,
  7: 0.1,
  8: -0.1,
  9: 0.6,
  10: -0.6,
};

/** By industrycode; others have none. */
const industryEffects: Readonly<Record<number, number>> = {
  6: -0.1,
  7: -0.4,
  10: 0.4,
  11: 0.3,
  12: 0.6,
  13: -0.6,
  16: -0.5,
  17: 0.6,
  20: -0.5,
  22: -0.4,
  30: 0.3,
  31: 0.2,
  33: 0,
};

const budgetEffects = [-0.5, 0, 0.3, 0.7];
const base = -1.35;
const noise = 0.6;

/** From 0 to 1, before the noise. */
export function qualifyingChance(signs: LeadSigns, luck = 0): number {
  const { source, industry, answered, responseHours, decides, budget } = signs;
  // A day late costs as much as an hour's answer gains; beyond two days nothing gets worse.
  const speed = Math.max(-1, Math.min(1, -0.5 * Math.log(Math.max(0.1, responseHours) / 8)));
  const z =
    base +
    (sourceEffects[source] ?? 0) +
    (industryEffects[industry] ?? 0) +
    (answered ? 0.9 : -1.3) +
    speed +
    (decides ? 0.4 : -0.1) +
    (budget === undefined ? 0 : (budgetEffects[budget] ?? 0)) +
    luck;
  return 1 / (1 + Math.exp(-z));
}

export function qualifies(signs: LeadSigns, chance: Chance): boolean {
  return chance.happens(qualifyingChance(signs, noise * chance.normal()));
}
