/** The roles that every organisation starts with, and how far each of their privileges reaches. */
import type { Schema } from "@leadwright/schema";
import { Depth, type Right } from "../types.ts";
import { rights } from "./right-bits.ts";

export interface Privilege {
  readonly table: string;
  readonly right: Right;
  readonly depth: Depth;
}

export interface StandardRole {
  readonly name: string;
  readonly privileges: readonly Privilege[];
}

export const administratorRole = "System Administrator";

type Depths = Readonly<Partial<Record<Right, Depth>>>;

interface RoleData {
  readonly name: string;
  /** Leads, accounts, activities and all else that has an owner. */
  readonly owned: Depths;
  /** Exceptions, by table. */
  readonly tables?: Readonly<Record<string, Depths>>;
}

const { User, BusinessUnit, BusinessUnits, Organization } = Depth;

function same(depth: Depth): Depths {
  return Object.fromEntries(rights.map((right) => [right, depth]));
}

/** Users, units, products, currencies: read and referred to by all, kept by administrators. */
const reference: Depths = { read: Organization, append: Organization, appendto: Organization };
/** Worked on by everybody who sells, and owned by nobody: stages a lead is in, queues' contents. */
const shared: Depths = same(Organization);
const sharedTables = ["leadtoopportunitysalesprocess", "opportunitysalesprocess", "queueitem", "duplicaterecord"];
/** How the organisation works: customising it is an administrator's business. */
const settingTables: Readonly<Record<string, Depths>> = {
  workflow: reference,
  duplicaterule: reference,
  queue: reference,
};
/** Each person's own, whatever the role. */
const personalTables: Readonly<Record<string, Depths>> = {
  userquery: same(User),
  import: same(User),
  importfile: same(User),
  importlog: same(User),
  asyncoperation: { read: User },
  // A profile of one's own: phone number, title, photograph.
  systemuser: { ...reference, write: User },
};

const sellingRoles: readonly RoleData[] = [
  { name: "Sales Manager", owned: same(BusinessUnits) },
  { name: "Salesperson", owned: { ...same(BusinessUnit), delete: User } },
  { name: "Vice President of Sales", owned: same(Organization) },
  {
    name: "Sales Team Member",
    owned: { ...same(User), delete: Depth.None },
    tables: { annotation: same(User), activitypointer: same(User) },
  },
];

/** The five standard roles over the tables of `schema`; one privilege for each table and right above depth none. */
export function standardRoles(schema: Schema): readonly StandardRole[] {
  const tables = [...schema.tables.values()].filter(
    (table) => !table.view && !table.base && table.ownership !== "parent" && table.name !== "usersettings",
  );
  const administrator = {
    name: administratorRole,
    privileges: tables.flatMap((table) => privileges(table.name, same(Organization))),
  };
  const selling = sellingRoles.map((role) => ({
    name: role.name,
    privileges: tables.flatMap((table) =>
      privileges(table.name, depthsOf(role, table.name, table.ownership === "user")),
    ),
  }));
  return [administrator, ...selling];
}

function depthsOf(role: RoleData, table: string, owned: boolean): Depths {
  const exception = role.tables?.[table] ?? personalTables[table] ?? settingTables[table];
  if (exception) return exception;
  if (sharedTables.includes(table)) return shared;
  return owned ? role.owned : reference;
}

function privileges(table: string, depths: Depths): Privilege[] {
  return rights.flatMap((right) => {
    const depth = depths[right] ?? Depth.None;
    return depth === Depth.None ? [] : [{ table, right, depth }];
  });
}
