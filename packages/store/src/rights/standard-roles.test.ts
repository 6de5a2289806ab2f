import { describe, expect, test } from "vitest";
import { principal, schema } from "../read/testing/fixture.ts";
import { Depth, type Right } from "../types.ts";
import { rights } from "./right-bits.ts";
import { standardRoles } from "./standard-roles.ts";

const roles = standardRoles(schema);

function depth(role: string, table: string, right: Right): Depth {
  const found = roles.find(({ name }) => name === role);
  return principal({ privileges: found?.privileges ?? [] }).depth(table, right);
}

test("the five", () => {
  expect(roles.map(({ name }) => name)).toEqual([
    "System Administrator",
    "Sales Manager",
    "Salesperson",
    "Vice President of Sales",
    "Sales Team Member",
  ]);
});

describe("leads and what belongs to them", () => {
  test.each(["lead", "account", "opportunity", "task", "annotation", "connection", "opportunityproduct"])(
    "%s",
    (table) => {
      expect(depth("Salesperson", table, "read")).toBe(Depth.BusinessUnit);
      expect(depth("Salesperson", table, "write")).toBe(Depth.BusinessUnit);
      expect(depth("Sales Manager", table, "write")).toBe(Depth.BusinessUnits);
      expect(depth("Vice President of Sales", table, "read")).toBe(Depth.Organization);
      expect(depth("Sales Team Member", table, "read")).toBe(Depth.User);
      for (const right of rights) expect(depth("System Administrator", table, right)).toBe(Depth.Organization);
    },
  );

  test("deleting reaches less far", () => {
    expect(depth("Salesperson", "lead", "delete")).toBe(Depth.User);
    expect(depth("Sales Manager", "lead", "delete")).toBe(Depth.BusinessUnits);
    expect(depth("Sales Team Member", "lead", "delete")).toBe(Depth.None);
    expect(depth("Sales Team Member", "annotation", "delete")).toBe(Depth.User);
  });
});

describe("what all refer to", () => {
  const tables = [
    "systemuser",
    "team",
    "businessunit",
    "transactioncurrency",
    "role",
    "connectionrole",
    "competitor",
    "product",
    "savedquery",
  ];
  test.each(tables)("%s: read by all, kept by administrators", (table) => {
    for (const { name } of roles) {
      expect(depth(name, table, "read")).toBe(Depth.Organization);
      expect(depth(name, table, "appendto")).toBe(Depth.Organization);
    }
    expect(depth("Vice President of Sales", table, "delete")).toBe(Depth.None);
    expect(depth("Sales Manager", table, "create")).toBe(Depth.None);
    expect(depth("System Administrator", table, "create")).toBe(Depth.Organization);
  });

  test("one's own profile and views are one's own", () => {
    expect(depth("Salesperson", "systemuser", "write")).toBe(Depth.User);
    expect(depth("Vice President of Sales", "userquery", "read")).toBe(Depth.User);
  });
});
