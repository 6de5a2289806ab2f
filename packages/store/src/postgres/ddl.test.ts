import { type Column, standardSchema, type Table } from "@leadwright/schema";
import { describe, expect, it } from "vitest";
import { addColumn, columnType, createTable, storageOf, tableColumns } from "./ddl.ts";
import { createIndex, indexesOf } from "./indexes.ts";

const schema = standardSchema();
const table = (name: string) => schema.tables.get(name) as Table;

function column(type: Column["type"], more: Partial<Column> = {}): Column {
  return {
    name: "new_x",
    schemaName: "new_X",
    type,
    label: "X",
    required: "None",
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...more,
  };
}

describe("ddl", () => {
  it("stores each type so that nothing is lost", () => {
    expect(columnType(column("String"))).toBe('text collate "und-x-icu"');
    expect(columnType(column("Money"))).toBe("numeric");
    expect(columnType(column("DateTime", { format: "DateAndTime" }))).toBe("timestamptz(0)");
    expect(columnType(column("DateTime", { format: "DateOnly" }))).toBe("date");
    expect(columnType(column("PartyList"))).toBeUndefined();
  });

  it("puts the target's table beside a lookup that may point at several", () => {
    const names = (one: Column) => storageOf(table("lead"), one).map(({ name }) => name);
    expect(names(column("Lookup", { targets: ["account"] }))).toEqual(["new_x"]);
    expect(names(column("Lookup", { targets: ["account", "contact"], polymorphic: true }))).toEqual([
      "new_x",
      "new_x_table",
    ]);
    expect(names(column("Customer"))).toEqual(["new_x", "new_x_table"]);
  });

  it("adds a column as text that only PostgreSQL reads", () => {
    expect(addColumn(table("lead"), column("Integer"))).toBe(
      'alter table crm."lead" add column if not exists "new_x" integer',
    );
    expect(addColumn(table("lead"), column("Integer", { name: 'a"; drop table crm.lead; --' }))).toContain(
      '"a""; drop table crm.lead; --" integer',
    );
    expect(addColumn(table("lead"), column("PartyList"))).toBe("");
  });

  it("lets activities inherit, and stores a column in them as their base does", () => {
    expect(createTable(schema, table("task"))).toMatch(/inherits \(crm\."activitypointer"\)$/);
    const base = new Map(tableColumns(schema, table("activitypointer")).map((sql) => [sql.name, sql.type]));
    for (const activity of schema.tables.values()) {
      if (activity.base === undefined) {
        continue;
      }
      for (const one of activity.columns.values()) {
        for (const sql of storageOf(activity, one)) {
          expect(base.get(sql.name) ?? sql.type, `${activity.name}.${sql.name}`).toBe(sql.type);
        }
        const beside = base.has(`${one.name}_table`);
        expect(storageOf(activity, one).length === 2 || !beside, `${activity.name}.${one.name}`).toBe(true);
      }
    }
  });

  it("requires what every row has", () => {
    const text = createTable(schema, table("lead"));
    for (const name of [
      "leadid",
      "createdon",
      "modifiedon",
      "versionnumber",
      "ownerid",
      "ownerid_table",
      "statecode",
    ]) {
      expect(text).toMatch(new RegExp(`"${name}" [^\\n]*not null`));
    }
    expect(text).toContain("default nextval('app.version')");
    expect(text).not.toMatch(/"lastname" [^\n]*not null/);
  });
});

describe("indexes", () => {
  const all = [...schema.tables.values()].flatMap((one) => indexesOf(schema, one));

  it("have names of their own and a reason", () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, reason } of all) {
      expect(Buffer.byteLength(name)).toBeLessThan(63);
      expect(reason.length).toBeGreaterThan(5);
    }
  });

  it("cover lists, searches and timelines, and no more than twenty-one on leads", () => {
    const texts = all.map(createIndex);
    expect(texts).toContain('create index "lead_by_createdon" on crm."lead" ("createdon", "leadid")');
    expect(texts).toContain('create index "lead_by_fullname" on crm."lead" ("fullname" nulls first, "leadid")');
    expect(texts).toContain(
      'create index "lead_owned" on crm."lead" ("ownerid", "statecode", "createdon", "leadid") include ("owningbusinessunit")',
    );
    expect(texts).toContain(
      'create index "account_states" on crm."account" ("statecode", "name" nulls first, "accountid") include ("ownerid", "owningbusinessunit")',
    );
    expect(texts).toContain(
      'create index "lead_find_companyname" on crm."lead" using gin (lower("companyname") gin_trgm_ops)',
    );
    expect(texts).toContain(
      'create index "task_regarding" on crm."task" ("regardingobjectid", "modifiedon") where "regardingobjectid" is not null',
    );
    expect(texts).toContain(
      'create unique index "systemuser_key_internalemailaddress" on crm."systemuser" (lower("internalemailaddress")) where "internalemailaddress" is not null',
    );
    expect(all.filter(({ table: on }) => on === "lead").length).toBeLessThanOrEqual(21);
  });
});
