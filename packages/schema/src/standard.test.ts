import { describe, expect, test } from "vitest";
import { columnByProperty, isLookup, isPolymorphic, readProperty, sqlColumns } from "./columns.ts";
import { standardSchema } from "./standard.ts";
import type { Navigation, OneToMany, Table } from "./types.ts";
import { checkValue } from "./values/check-value.ts";

const schema = standardSchema();
const tables = [...schema.tables.values()];

function table(name: string): Table {
  const found = schema.tables.get(name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
}

function navigation(tableName: string, name: string): Navigation {
  const found = table(tableName).navigations.get(name);
  if (!found) throw new Error(`${tableName} has no navigation ${name}`);
  return found;
}

/** Every column for which `wrong` holds, as table.column. */
function columnsWhere(wrong: (column: ReturnType<typeof sqlColumns>[number], owner: Table) => boolean): string[] {
  return tables.flatMap((each) =>
    [...each.columns.values()].filter((column) => wrong(column, each)).map((column) => `${each.name}.${column.name}`),
  );
}

describe("the data", () => {
  test("holds the specification's tables and our own", () => {
    expect(tables).toHaveLength(56);
    expect(schema.byEntitySet.size).toBe(56);
    expect(table("lead").columns.size).toBeGreaterThan(140);
    expect(schema.byEntitySet.get("usersettingscollection")?.name).toBe("usersettings");
    expect(table("owner").view).toBe(true);
  });

  test("has no legacy, internal or unreadable columns", () => {
    expect(table("lead").columns.has("accountid")).toBe(false);
    expect(table("lead").columns.has("isprivate")).toBe(false);
    expect(columnsWhere((column) => column.name === "utcconversiontimezonecode")).toEqual([]);
  });

  test("points only at tables that exist", () => {
    expect(columnsWhere((column) => isLookup(column) && column.targets === undefined)).toEqual([]);
    expect(columnsWhere((column) => column.targets?.some((target) => !schema.tables.has(target)) === true)).toEqual([]);
    expect(columnsWhere((column) => column.targets?.length === 0 && column.validForCreate)).toEqual([]);
  });

  test("has keys, names and parents among the columns", () => {
    for (const { name, columns, primaryId, primaryName, parentColumn, ownership, keys } of tables) {
      expect(columns.get(primaryId)?.type, name).toBe("Uniqueidentifier");
      expect(columns.get(primaryId)?.validForUpdate, name).toBe(false);
      if (primaryName !== undefined) expect(columns.has(primaryName), name).toBe(true);
      expect(parentColumn !== undefined, name).toBe(ownership === "parent");
      if (parentColumn !== undefined) expect(columns.has(parentColumn), name).toBe(true);
      for (const key of keys?.flat() ?? []) expect(columns.has(key), `${name}.${key}`).toBe(true);
      expect(columns.has("versionnumber"), name).toBe(true);
      if (ownership === "user") expect(columns.get("ownerid")?.type, name).toBe("Owner");
    }
  });

  test("gives every column the limits its type needs", () => {
    expect(
      columnsWhere(({ type, maxLength }) => (type === "String" || type === "Memo") && !((maxLength ?? 0) > 0)),
    ).toEqual([]);
    expect(
      columnsWhere(
        ({ type, choices }) => ["Picklist", "State", "Status", "Boolean"].includes(type) && !choices?.length,
      ),
    ).toEqual([]);
    expect(columnsWhere(({ min, max }) => typeof (min ?? 0) !== "number" || (min ?? 0) > (max ?? Infinity))).toEqual(
      [],
    );
    expect(
      columnsWhere(({ type, precision }) => ["Money", "Decimal", "Double"].includes(type) && precision === undefined),
    ).toEqual([]);
  });

  test("has defaults that the columns themselves accept", () => {
    for (const each of tables)
      for (const column of each.columns.values())
        if (column.default !== undefined) expect(checkValue(each, column, column.default)).toBe(column.default);
  });

  test("gives every state a default status reason of its own", () => {
    for (const { name, columns, defaultStatus } of tables) {
      const statuses = columns.get("statuscode")?.choices ?? [];
      for (const { value } of columns.get("statecode")?.choices ?? []) {
        const status = statuses.find((each) => each.value === defaultStatus?.[value]);
        expect(status?.state, `${name} ${value}`).toBe(value);
      }
    }
    expect(table("lead").defaultStatus).toEqual({ 0: 1, 1: 3, 2: 4 });
  });

  test("leaves to the system what callers may not write", () => {
    for (const name of ["createdon", "owninguser", "fullname", "revenue_base", "exchangerate", "address1_composite"])
      expect(table("lead").columns.get(name)?.validForCreate, name).toBe(false);
    expect(table("transactioncurrency").columns.get("exchangerate")?.validForCreate).toBe(true);
    expect(table("lead").columns.get("leadid")).toMatchObject({ validForCreate: true, validForUpdate: false });
  });

  test("demands of callers what the real service demands", () => {
    const demanded = (name: string) =>
      [...table(name).columns.values()]
        .filter((column) => column.required === "ApplicationRequired")
        .map((column) => column.name);
    expect(demanded("lead").sort()).toEqual(["lastname", "subject"]);
    expect(demanded("account")).toEqual(["name"]);
    expect(demanded("contact")).toEqual(["lastname"]);
    expect(demanded("opportunity")).toEqual(["name"]);
    expect(demanded("systemuser").sort()).toEqual(["lastname"]);
    for (const free of ["task", "email", "phonecall", "appointment", "annotation", "connection"])
      expect(demanded(free), free).toEqual([]);
  });
});

describe("activities", () => {
  test("have every column of activitypointer, of the same type", () => {
    const pointer = sqlColumns(table("activitypointer"));
    const activities = tables.filter((each) => each.base === "activitypointer");
    expect(activities.map((each) => each.name).sort()).toEqual(
      ["appointment", "campaignresponse", "email", "fax", "letter", "opportunityclose", "phonecall", "task"].sort(),
    );
    for (const activity of activities)
      for (const column of pointer) {
        const own = activity.columns.get(column.name);
        const shape = own && [own.type, isPolymorphic(own), own.format === "DateOnly"];
        expect(shape, `${activity.name}.${column.name}`).toEqual([
          column.type,
          isPolymorphic(column),
          column.format === "DateOnly",
        ]);
      }
  });

  test("answer to their own names and to those of activitypointer", () => {
    const own = navigation("task", "regardingobjectid_lead_task");
    const inherited = navigation("task", "regardingobjectid_lead");
    expect(own).toMatchObject({ kind: "single", target: "lead", polymorphic: true });
    expect(inherited).toEqual({ ...own, name: "regardingobjectid_lead" });
    expect(navigation("task", "createdby").target).toBe("systemuser");
    expect(navigation("task", "createdby_task").target).toBe("systemuser");
    expect(table("opportunityclose").navigations.has("regardingobjectid_contact")).toBe(false);
  });

  test("have parties under their own name and activitypointer's", () => {
    expect(navigation("email", "email_activity_parties")).toMatchObject({ target: "activityparty", polymorphic: true });
    const general = navigation("email", "activitypointer_activity_parties");
    expect(general).toMatchObject({ kind: "collection", target: "activityparty", polymorphic: false });
    expect(table("email").navigations.has("activity_pointer_task")).toBe(false);
  });
});

describe("navigations", () => {
  test("are named like no other property of their table", () => {
    for (const each of tables)
      for (const name of each.navigations.keys())
        expect(columnByProperty(each, name), `${each.name}.${name}`).toBeUndefined();
  });

  test("are no two of one name on a table, unless aliases of the same", () => {
    const seen = new Map<string, string>();
    for (const relationship of schema.relationships.values()) {
      if (relationship.kind === "ManyToMany") continue;
      for (const key of [
        `${relationship.referenced}.${relationship.collectionNav}`,
        ...(relationship.singleNav ? [`${relationship.referencing}.${relationship.singleNav}`] : []),
      ]) {
        expect(seen.get(key), key).toBeUndefined();
        seen.set(key, relationship.schemaName);
      }
    }
  });

  test("lead from every lookup with a target", () => {
    const covered = new Set(
      [...schema.relationships.values()]
        .filter((each): each is OneToMany => each.kind === "OneToMany")
        .map((each) => `${each.referencing}.${each.column}>${each.referenced}`),
    );
    for (const each of tables)
      for (const column of each.columns.values()) {
        const targets = column.type === "Owner" ? ["owner"] : (column.targets ?? []);
        // What an activity has from activitypointer alone is reached by activitypointer's names.
        for (const target of targets)
          expect(covered.has(`${each.name}.${column.name}>${target}`), `${each.name}.${column.name}>${target}`).toBe(
            true,
          );
      }
  });

  test("keep the names and the case of the service", () => {
    expect(navigation("lead", "Lead_Tasks")).toMatchObject({ kind: "collection", target: "task" });
    expect(navigation("leadtoopportunitysalesprocess", "leadId").target).toBe("lead");
    expect(navigation("lead", "stageid_processstage").target).toBe("processstage");
    expect(navigation("contact", "parentcustomerid_account")).toMatchObject({ target: "account", polymorphic: true });
    expect(navigation("account", "contact_customer_accounts")).toMatchObject({ target: "contact", polymorphic: true });
    expect(navigation("lead", "ownerid")).toMatchObject({ target: "owner", polymorphic: false });
    expect(navigation("task", "ownerid_task").target).toBe("owner");
  });

  test("go down from a table to itself by both names", () => {
    expect(navigation("account", "account_parent_account")).toMatchObject({ kind: "collection", target: "account" });
    expect(navigation("account", "Referencedaccount_parent_account")).toMatchObject({
      kind: "collection",
      target: "account",
    });
    expect(navigation("account", "parentaccountid")).toMatchObject({ kind: "single", target: "account" });
  });

  test("go through pairs from either side", () => {
    expect(navigation("lead", "leadcompetitors_association")).toMatchObject({
      kind: "many",
      target: "competitor",
      intersect: "leadcompetitors",
      nearColumn: "leadid",
      farColumn: "competitorid",
    });
    expect(navigation("competitor", "leadcompetitors_association")).toMatchObject({
      target: "lead",
      nearColumn: "competitorid",
    });
    expect(navigation("list", "listlead_association")).toMatchObject({
      intersect: "listmember",
      farColumn: "entityid",
    });
    expect(navigation("connectionrole", "Referencedconnectionroleassociation_association")).toMatchObject({
      nearColumn: "associatedconnectionroleid",
      farColumn: "connectionroleid",
    });
  });

  test("do not let the delete of a lead touch its activities twice", () => {
    expect(schema.relationships.get("Lead_Tasks")).toMatchObject({ onDelete: "Cascade" });
    expect(schema.relationships.get("Lead_ActivityPointers")).toMatchObject({ onDelete: "NoCascade" });
  });
});

test("properties of the Web API find their columns", () => {
  const lead = table("lead");
  expect(columnByProperty(lead, "_ownerid_value")?.name).toBe("ownerid");
  expect(columnByProperty(lead, "ownerid")).toBeUndefined();
  expect(columnByProperty(lead, "_subject_value")).toBeUndefined();
  expect(columnByProperty(lead, "Subject")).toBeUndefined();
  expect(columnByProperty(table("email"), "to")).toBeUndefined();
  for (const column of sqlColumns(lead)) expect(columnByProperty(lead, readProperty(column))).toBe(column);
});

test("polymorphic lookups stay so even where one target is left", () => {
  const regarding = table("team").columns.get("regardingobjectid");
  expect(regarding?.targets).toEqual(["opportunity"]);
  expect(regarding && isPolymorphic(regarding)).toBe(true);
});
