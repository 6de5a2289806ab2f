/** Dataverse's query functions (`Microsoft.Dynamics.CRM.LastXDays` ...) -> SQL conditions. */
import type { Literal } from "@leadwright/query";
import { AppError, type Language } from "@leadwright/schema";
import { businessUnitId, ownerIds, userId } from "../rights/row-filter.ts";
import { formatDay, localDay } from "./calendar.ts";
import { compare, containsChoices, isIn, type Place, textMatch } from "./comparisons.ts";
import { type Moment, type Span, spanFunction, type Today } from "./date-functions.ts";
import { calendarYears, fiscalOf, fiscalPartSql } from "./fiscal.ts";
import { hierarchyCondition, reportsOf } from "./hierarchy.ts";
import type { BindContext, Source } from "./statement.ts";
import { typeOf } from "./value-types.ts";

type Condition = (place: Place, values: readonly Literal[]) => string;

const languageCodes: Readonly<Record<Language, number>> = { en: 1033, pl: 1045, vi: 1066 };

const conditions: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ["Between", (place, [from = null, to = null]) => between(place, from, to)],
  ["NotBetween", (place, [from = null, to = null]) => `(${between(place, from, to)}) is not true`],
  ["In", isIn],
  ["NotIn", (place, values) => `${isIn(place, values)} is not true`],
  ["ContainValues", containsChoices],
  ["DoesNotContainValues", (place, values) => `(${containsChoices(place, values)}) is not true`],
  ["Contains", (place, [text]) => textMatch(place, "contains", String(text ?? ""))],
  ["EqualUserId", ({ sql, statement }) => `${sql} = ${userId(statement)}`],
  ["NotEqualUserId", ({ sql, statement }) => `${sql} is distinct from ${userId(statement)}`],
  ["EqualUserTeams", ({ sql, statement }) => `${sql} = any(${teamIds(statement)})`],
  ["EqualUserOrUserTeams", ({ sql, statement }) => `${sql} = any(${ownerIds(statement)})`],
  ["EqualUserOrUserHierarchy", (place) => `${place.sql} in (${reportsOf(place)})`],
  [
    "EqualUserOrUserHierarchyAndTeams",
    (place) => `(${place.sql} in (${reportsOf(place)}) or ${place.sql} = any(${teamIds(place.statement)}))`,
  ],
  ["EqualBusinessId", ({ sql, statement }) => `${sql} = ${businessUnitId(statement)}`],
  ["NotEqualBusinessId", ({ sql, statement }) => `${sql} is distinct from ${businessUnitId(statement)}`],
  // Roles are held in the user's own unit.
  ["EqualRoleBusinessId", ({ sql, statement }) => `${sql} = ${businessUnitId(statement)}`],
  ["EqualUserLanguage", ({ sql, statement }) => `${sql} = ${statement.bound("language", "integer", languageCode)}`],
  [
    "InFiscalPeriod",
    (place, [period = null]) =>
      `${fiscalPartSql(place.statement, localTime(place), "period")} = ${place.statement.value(period, "integer")}`,
  ],
  ["Under", (place, [id = null]) => hierarchyCondition(place, id, "under", false)],
  ["UnderOrEqual", (place, [id = null]) => hierarchyCondition(place, id, "under", true)],
  ["NotUnder", (place, [id = null]) => `(${hierarchyCondition(place, id, "under", false)}) is not true`],
  ["Above", (place, [id = null]) => hierarchyCondition(place, id, "above", false)],
  ["AboveOrEqual", (place, [id = null]) => hierarchyCondition(place, id, "above", true)],
]);

/** Throws badRequest for a function that is not known, or is asked about a column it makes no sense for. */
export function functionCondition(place: Place, name: string, values: readonly Literal[]): string {
  const span = spanFunction(name, values);
  if (span && place.column.type === "DateTime") return spanCondition(place, name, values, span);
  const condition = conditions.get(name);
  if (condition) return condition(place, values);
  throw new AppError("badRequest", {
    reason: `The query function '${name}' cannot be used on '${place.column.name}'.`,
  });
}

function between(place: Place, from: Literal, to: Literal): string {
  return `${compare(place, "ge", from)} and ${compare(place, "le", to)}`;
}

function teamIds(statement: Place["statement"]): string {
  return statement.bound("teams", "uuid[]", ({ principal }) => principal?.teamIds ?? []);
}

function timeZone(statement: Place["statement"]): string {
  return statement.bound("zone", "text", ({ principal }) => principal?.timeZone ?? "UTC");
}

function languageCode({ principal }: BindContext): number {
  return languageCodes[principal?.language ?? "en"];
}

export function localTime({ column, sql, statement }: Place): string {
  return typeOf(column) === "date" ? sql : `(${sql} at time zone ${timeZone(statement)})`;
}

/** Which edges the span has does not depend on when it is asked, so the text can be made without knowing the time. */
function spanCondition(
  { column, sql, statement }: Place,
  name: string,
  values: readonly Literal[],
  span: (today: Today) => Span,
): string {
  const dateOnly = typeOf(column) === "date";
  const shape = span({ now: 0, day: 0, language: "en", fiscal: calendarYears });
  const edge = (operator: string, side: keyof Span, sample: Moment): string => {
    const source: Source = (context) => edgeText(span(today(context))[side], dateOnly, zoneOf(context));
    const key = `${name}(${values.join()}).${side}`;
    if (dateOnly) return `${sql} ${operator} ${statement.bound(key, "date", source)}`;
    if ("instant" in sample) return `${sql} ${operator} ${statement.bound(key, "timestamptz", source)}`;
    const local = statement.bound(key, "timestamp", source);
    return `${sql} ${operator} (${local} at time zone ${timeZone(statement)})`;
  };
  const edges = [
    shape.from && edge(">=", "from", shape.from),
    shape.before && edge("<", "before", shape.before),
    shape.until && edge("<=", "until", shape.until),
  ];
  return edges.filter((text) => text !== undefined).join(" and ");
}

function zoneOf({ principal }: BindContext): string {
  return principal?.timeZone ?? "UTC";
}

function today(context: BindContext): Today {
  const { principal, now } = context;
  return {
    now: now.getTime(),
    day: localDay(now, principal?.timeZone ?? "UTC"),
    language: principal?.language ?? "en",
    fiscal: fiscalOf(context),
  };
}

function edgeText(moment: Moment | undefined, dateOnly: boolean, zone: string): string | null {
  if (!moment) return null;
  if ("day" in moment) return formatDay(moment.day);
  const instant = new Date(moment.instant);
  return dateOnly ? formatDay(localDay(instant, zone)) : instant.toISOString();
}
