/** The query functions of Dataverse: what each takes beside its property. */
import type { Family } from "./literals.ts";

/**
 * none: the property alone. count: a whole number from 1 to `most`. date, text, integer, guid: one such value.
 * pair: PropertyValues of two, typed by the column. list: PropertyValues of any number, typed by the column.
 * periodAndYear: PropertyValue1 and PropertyValue2, whole numbers.
 */
export type Takes = "none" | "count" | "date" | "text" | "integer" | "guid" | "pair" | "list" | "periodAndYear";

export interface QueryFunction {
  readonly takes: Takes;
  /** Families of columns that it can be asked about. */
  readonly families: readonly Family[];
  /** Largest count: about a thousand years, so that no date leaves the calendar. */
  readonly most?: number;
}

const guid = ["guid"] as const;
const time = ["time"] as const;
const integer = ["integer"] as const;
const ordered = ["text", "integer", "number", "time"] as const;
const every = ["text", "integer", "number", "time", "guid", "boolean", "choices"] as const;

const units = {
  Minutes: 525_600_000,
  Hours: 8_760_000,
  Days: 365_000,
  Weeks: 52_000,
  Months: 12_000,
  Years: 1_000,
  FiscalPeriods: 4_000,
  FiscalYears: 1_000,
} as const;

type Unit = keyof typeof units;

const relative: readonly (readonly [string, readonly Unit[]])[] = [
  ["LastX", ["Hours", "Days", "Weeks", "Months", "Years", "FiscalPeriods", "FiscalYears"]],
  ["NextX", ["Hours", "Days", "Weeks", "Months", "Years", "FiscalPeriods", "FiscalYears"]],
  ["OlderThanX", ["Minutes", "Hours", "Days", "Weeks", "Months", "Years"]],
];

const calendar = [
  ...["Today", "Tomorrow", "Yesterday", "Last7Days", "Next7Days"],
  ...["Last", "This", "Next"].flatMap((when) =>
    ["Week", "Month", "Year", "FiscalPeriod", "FiscalYear"].map((unit) => when + unit),
  ),
];

const people = [
  ...["EqualBusinessId", "NotEqualBusinessId", "EqualUserId", "NotEqualUserId", "EqualRoleBusinessId"],
  ...["EqualUserOrUserHierarchy", "EqualUserOrUserHierarchyAndTeams", "EqualUserOrUserTeams", "EqualUserTeams"],
];

const named = (names: readonly string[], rule: QueryFunction): [string, QueryFunction][] =>
  names.map((name) => [name, rule]);

/** By name without the namespace. */
export const queryFunctions: ReadonlyMap<string, QueryFunction> = new Map([
  ...named(calendar, { takes: "none", families: time }),
  ...named(people, { takes: "none", families: guid }),
  ...named(["EqualUserLanguage"], { takes: "none", families: integer }),
  ...relative.flatMap(([prefix, names]) =>
    names.flatMap((unit) => named([prefix + unit], { takes: "count", families: time, most: units[unit] })),
  ),
  ...named(["On", "OnOrAfter", "OnOrBefore"], { takes: "date", families: time }),
  ...named(["InFiscalPeriod", "InFiscalYear"], { takes: "integer", families: time }),
  ...named(["InFiscalPeriodAndYear", "InOrAfterFiscalPeriodAndYear", "InOrBeforeFiscalPeriodAndYear"], {
    takes: "periodAndYear",
    families: time,
  }),
  ...named(["Above", "AboveOrEqual", "Under", "UnderOrEqual", "NotUnder"], { takes: "guid", families: guid }),
  ...named(["Between", "NotBetween"], { takes: "pair", families: ordered }),
  ...named(["In", "NotIn"], { takes: "list", families: every }),
  ...named(["ContainValues", "DoesNotContainValues"], { takes: "list", families: ["integer", "choices"] }),
  ...named(["Contains"], { takes: "text", families: ["text"] }),
]);
