import { AppError, type Language, type Schema } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import type { Depth, FiscalCalendar, Principal, Right } from "../types.ts";
import { createPrincipal } from "./principal.ts";
import { administratorRole } from "./standard-roles.ts";

/** What follows from `u` (who it is and its unit), `membership` (teams) and `held` (roles). */
const rest = `
privilege as (
  select p.tablename, p.rightname, max(p.depth) as depth
  from app.roleprivilege p join held on held.roleid = p.roleid
  group by p.tablename, p.rightname
), unit as (
  select businessunitid from u
  union
  select b.businessunitid from crm.businessunit b join unit on b.parentbusinessunitid = unit.businessunitid
)
select u.id::text as id, coalesce(u.name, '') as name, u.businessunitid::text as unit,
       array(select businessunitid::text from unit where businessunitid is not null) as units,
       array(select teamid::text from membership order by teamid) as teams,
       array(select coalesce(r.name, '') from crm.role r join held on held.roleid = r.roleid order by 1) as roles,
       (select json_agg(json_build_array(tablename, rightname, depth)) from privilege) as privileges,
       coalesce(s.uilanguageid, (select languagecode from crm.organization limit 1)) as language,
       s.timezonename as timezone,
       (select fiscalcalendarstart::text from crm.organization limit 1) as fiscalstart,
       (select fiscalperiodtype from crm.organization limit 1) as fiscalperiods,
       (select fiscalyeardisplaycode from crm.organization limit 1) as fiscalname
from u left join crm.usersettings s on s.systemuserid = u.id`;

/** One statement each, so that all of it is of one moment. */
const userStatement = {
  name: "principal",
  text: `
with recursive u as (
  select systemuserid as id, fullname as name, businessunitid
  from crm.systemuser where systemuserid = $1 and isdisabled is not true
), membership as (
  select m.teamid from crm.teammembership m join u on u.id = m.systemuserid
), held as (
  select r.roleid from crm.systemuserroles r join u on u.id = r.systemuserid
  union
  select r.roleid from crm.teamroles r join membership on membership.teamid = r.teamid
), ${rest}`,
};

const teamStatement = {
  name: "team-principal",
  text: `
with recursive u as (
  select teamid as id, name, businessunitid from crm.team where teamid = $1
), membership as (
  select id as teamid from u
), held as (
  select r.roleid from crm.teamroles r join u on u.id = r.teamid
), ${rest}`,
};

interface Row {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly units: readonly string[];
  readonly teams: readonly string[];
  readonly roles: readonly string[];
  readonly privileges: readonly (readonly [table: string, right: Right, depth: Depth])[] | null;
  readonly language: number | null;
  readonly timezone: string | null;
  readonly fiscalstart: string | null;
  readonly fiscalperiods: number | null;
  readonly fiscalname: number | null;
}

const languages: Readonly<Record<number, Language>> = { 1033: "en", 1045: "pl", 1066: "vi" };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a user whose row names no unit; no row belongs to it. */
const noUnit = "00000000-0000-0000-0000-000000000000";

/**
 * The user with teams, units, roles and privileges as they stand in the database. Roles add up: the deepest grant wins.
 * Throws unauthorized when there is no such user or he is disabled.
 */
export async function loadPrincipal(
  database: Pick<Pool | PoolClient, "query">,
  schema: Schema,
  userId: string,
): Promise<Principal> {
  return load(database, schema, userStatement, userId);
}

/**
 * A team as one that owns rows, has roles and is shared with: what it may do itself, whoever is in it. Nobody signs in as one.
 * Throws unauthorized when there is no such team.
 */
export async function loadTeamPrincipal(
  database: Pick<Pool | PoolClient, "query">,
  schema: Schema,
  teamId: string,
): Promise<Principal> {
  return load(database, schema, teamStatement, teamId);
}

async function load(
  database: Pick<Pool | PoolClient, "query">,
  schema: Schema,
  statement: { readonly name: string; readonly text: string },
  id: string,
): Promise<Principal> {
  if (!uuid.test(id)) throw new AppError("unauthorized");
  const { rows } = await database.query<Row>({ ...statement, values: [id] });
  const [row] = rows;
  if (!row) throw new AppError("unauthorized");
  const administrator = row.roles.includes(administratorRole);
  return createPrincipal(schema, {
    userId: row.id,
    name: row.name,
    businessUnitId: row.unit ?? noUnit,
    businessUnitTree: row.units,
    teamIds: row.teams,
    roles: row.roles,
    administrator,
    language: languages[row.language ?? 0] ?? "en",
    timeZone: knownTimeZone(row.timezone),
    fiscal: fiscalCalendar(row),
    privileges: (row.privileges ?? []).map(([table, right, depth]) => ({ table, right, depth })),
  });
}

/** Months of a period by Dataverse's numbers: annually, semi-annually, quarterly, monthly, four weeks. */
const periodMonths: Readonly<Record<number, FiscalCalendar["months"]>> = {
  2000: 12,
  2001: 6,
  2002: 3,
  2003: 1,
  2004: 0,
};

function fiscalCalendar({ fiscalstart, fiscalperiods, fiscalname }: Row): FiscalCalendar {
  const [month, day] = fiscalstart === null ? [1, 1] : fiscalstart.slice(-5).split("-").map(Number);
  return {
    month: (month ?? 1) - 1,
    day: (day ?? 1) - 1,
    months: periodMonths[fiscalperiods ?? 2002] ?? 3,
    namedAfterEnd: fiscalname === 2,
  };
}

function knownTimeZone(name: string | null): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
