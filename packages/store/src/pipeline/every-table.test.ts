import { type Column, isLookup, type Reference, type Table, type Value, type Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

/** Rows that everything may point at, made when first needed. */
const targets = new Map<string, Reference>();

async function target(table: string): Promise<Reference> {
  const known = targets.get(table);
  if (known) return known;
  const made = { table, id: await create(tableNamed(table), false) };
  targets.set(table, made);
  return made;
}

function tableNamed(name: string): Table {
  const table = org.store.schema.tables.get(name);
  if (!table) throw new Error(name);
  return table;
}

async function create(table: Table, everything: boolean): Promise<string> {
  const values: Values = {};
  for (const column of table.columns.values()) {
    const needed = column.required === "ApplicationRequired" || column.name === table.parentColumn;
    if (!column.validForCreate || column.name === table.primaryId || !(needed || everything)) continue;
    const value = await sample(column);
    if (value !== undefined) values[column.name] = value;
  }
  return (await org.store.change(org.administrator, (work) => work.create(table.name, values))).id;
}

async function sample(column: Column): Promise<Value | undefined> {
  const [first] = column.choices ?? [];
  if (isLookup(column)) {
    if (column.type === "Owner") return { table: "systemuser", id: org.administrator.principal.userId };
    const name = column.targets?.find((each) => each !== "activitypointer");
    return name === undefined ? undefined : sampleTarget(name);
  }
  switch (column.type) {
    case "String":
    case "Memo":
    case "EntityName":
      return column.name === "documentbody" ? "QUJD" : "x";
    case "Boolean":
    case "ManagedProperty":
      return true;
    case "DateTime":
      return column.format === "DateOnly" ? "2020-01-02" : "2020-01-02T03:04:05Z";
    case "Picklist":
      return first?.value;
    case "State":
    case "Status":
    case "PartyList":
      return undefined;
    case "Uniqueidentifier":
      return org.rootUnit.id;
    default:
      return Math.max(column.min ?? 1, 1);
  }
}

function sampleTarget(name: string): Reference | Promise<Reference> {
  if (name === "businessunit") return org.rootUnit;
  if (name === "systemuser") return { table: name, id: org.administrator.principal.userId };
  return name === "transactioncurrency" ? org.euro : target(name);
}

describe("every table", () => {
  it("can be written with what it requires and with all it has, changed, told of and deleted", async () => {
    const tables = [...org.store.schema.tables.values()].filter(
      ({ view, name }) => !view && name !== "activitypointer",
    );
    expect(tables.length).toBeGreaterThan(40);
    for (const table of tables) {
      if (["organization", "usersettings"].includes(table.name)) continue;
      for (const everything of [false, true]) {
        const id = await create(table, everything).catch((error: unknown) => {
          throw new Error(`${table.name} cannot be created`, { cause: error });
        });
        const column = [...table.columns.values()].find(
          (each) => each.type === "String" && each.validForUpdate && each.validForCreate,
        );
        await org.store.change(org.administrator, async (work) => {
          if (column) await work.update(table.name, id, { [column.name]: "y" });
          const row = await work.retrieve(table.name, id);
          if (column) expect(row[column.name], `${table.name}.${column.name}`).toBe("y");
        });
        expect(await org.store.history(org.administrator, table.name, id)).toHaveLength(column ? 2 : 1);
        await org.store.change(org.administrator, (work) => work.remove(table.name, id));
      }
    }
  });
});
