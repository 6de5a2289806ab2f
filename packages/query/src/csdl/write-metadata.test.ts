/** `$metadata` as a parser reads it that knows nothing of us: every name in it leads somewhere, and both ways. */
import { customColumn, isLookup, readProperty, type Schema, standardSchema } from "@leadwright/schema";
import { parse } from "@sap-ux/edmx-parser";
import { describe, expect, test } from "vitest";
import type { ServiceDescription } from "./operations.ts";
import { writeMetadata } from "./write-metadata.ts";

const namespace = "Microsoft.Dynamics.CRM.";
const short = (name: string) => name.replace(namespace, "");

const service: ServiceDescription = {
  operations: [
    { kind: "Function", name: "WhoAmI", returns: { UserId: "Edm.Guid", 'Name<&">': "Edm.String?" } },
    {
      kind: "Action",
      name: "QualifyLead",
      boundTo: ["lead"],
      parameters: { Status: "Edm.Int32", Customer: "crmbaseentity?" },
    },
    {
      kind: "Action",
      name: "CreateMultiple",
      boundTo: ["crmbaseentity"],
      ofSet: true,
      parameters: { Targets: "Collection(crmbaseentity)" },
    },
  ],
  complexTypes: [{ name: "Access", properties: { Mask: "Rights", Principal: "crmbaseentity", Amount: "Edm.Decimal" } }],
  enumTypes: [{ name: "Rights", members: { None: 0, Read: 1 }, flags: true }],
};

const standard = standardSchema();
const lead = standard.tables.get("lead");
if (lead === undefined) throw new Error("lead");
const custom = standardSchema(
  {
    columns: [
      {
        table: "lead",
        column: customColumn(lead, { label: "Partner", kind: "lookup", targets: ["account"] }, standard),
      },
      { table: "activitypointer", column: customColumn(lead, { label: "Mood", kind: "text" }) },
    ],
    choices: [],
  },
  1,
);

type Model = ReturnType<typeof modelOf>;

/** What the parser gives of the model, as far as it is looked at here; its own typings need a package of their own. */
interface Parsed {
  readonly entityTypes: readonly ParsedType[];
  readonly complexTypes: readonly { name: string; properties: Named[]; navigationProperties: Named[] }[];
  readonly enumTypes: readonly { name: string; members: Named[] }[];
  readonly entitySets: readonly {
    readonly name: string;
    readonly fullyQualifiedName: string;
    readonly entityTypeName: string;
    readonly navigationPropertyBinding: Readonly<Record<string, string>>;
  }[];
  readonly actions: readonly {
    readonly name: string;
    readonly isBound: boolean;
    readonly isFunction: boolean;
    readonly sourceType: string;
    readonly parameters: readonly { name: string; type: string; nullable: boolean }[];
    readonly returnType: string;
  }[];
  readonly actionImports: readonly Named[];
}
interface Named {
  readonly name: string;
}
interface ParsedType extends Named {
  readonly keys: readonly Named[];
  readonly entityProperties: readonly { name: string; type: string }[];
  readonly navigationProperties: readonly {
    readonly name: string;
    readonly targetTypeName: string;
    readonly isCollection: boolean;
    readonly partner?: string;
    readonly referentialConstraint?: readonly { sourceProperty: string; targetProperty: string }[];
  }[];
}

function modelOf(schema: Schema) {
  const text = writeMetadata(schema, service);
  const read = parse(text).schema as unknown as Parsed;
  // The one thing that the parser passes over.
  const bases = new Map(
    [...text.matchAll(/<EntityType Name="(\w+)" BaseType="mscrm\.(\w+)"/g)].map(([, a, b]) => [a, b]),
  );
  const types = new Map(read.entityTypes.map((type) => [type.name, type]));
  /** The type and what it derives from, nearest first. */
  const line = (name: string): readonly ParsedType[] => {
    const type = types.get(name);
    if (type === undefined) return [];
    return [type, ...line(bases.get(name) ?? "")];
  };
  return { ...read, bases, types, line };
}

const models: readonly (readonly [string, Schema, Model])[] = [
  ["the standard tables", standard, modelOf(standard)],
  ["with custom columns", custom, modelOf(custom)],
];

describe.each(models)("%s", (_name, schema, model) => {
  test("every table is a type with one key and a set", () => {
    for (const table of schema.tables.values()) {
      const keys = model.line(table.name).flatMap((type) => type.keys.map(({ name }) => name));
      expect(keys, table.name).toEqual([table.primaryId]);
      expect(model.line(table.name).at(-1)?.name).toBe("crmbaseentity");
      const set = model.entitySets.find(({ name }) => name === table.entitySet);
      expect(set?.entityTypeName).toBe(namespace + table.name);
    }
  });

  test("every property of the API is there once, and nothing else", () => {
    for (const table of schema.tables.values()) {
      const line = model.line(table.name);
      const properties = line.flatMap((type) => type.entityProperties.map(({ name }) => name));
      const navigations = line.flatMap((type) => type.navigationProperties.map(({ name }) => name));
      const all = [...properties, ...navigations];
      expect(new Set(all).size, table.name).toBe(all.length);
      const columns = [...table.columns.values()].filter(({ type }) => type !== "PartyList").map(readProperty);
      expect(properties.toSorted()).toEqual(columns.toSorted());
      for (const name of table.navigations.keys()) expect(navigations, table.name).toContain(name);
    }
  });

  test("navigations lead to types, and partners to each other", () => {
    let partners = 0;
    for (const type of model.entityTypes) {
      for (const navigation of type.navigationProperties) {
        const where = `${type.name}/${navigation.name}`;
        const target = model.line(short(navigation.targetTypeName));
        expect(target.length, where).toBeGreaterThan(0);
        if (navigation.partner === undefined || navigation.partner === "") continue;
        partners++;
        const found = target
          .flatMap((each) => each.navigationProperties)
          .find(({ name }) => name === navigation.partner);
        const back = model.line(type.name).map(({ name }) => namespace + name);
        expect(back, where).toContain(found?.targetTypeName);
        if (found?.partner) expect(found.partner, where).toBe(navigation.name);
      }
    }
    expect(partners).toBeGreaterThan(1000);
  });

  test("lookups are constrained to the key of what they point at", () => {
    let constraints = 0;
    for (const type of model.entityTypes) {
      for (const { referentialConstraint = [], targetTypeName, name } of type.navigationProperties) {
        for (const { sourceProperty, targetProperty } of referentialConstraint) {
          constraints++;
          const own = model.line(type.name).flatMap((each) => each.entityProperties);
          expect(own.find((each) => each.name === sourceProperty)?.type, `${type.name}/${name}`).toBe("Edm.Guid");
          const keys = model.line(short(targetTypeName)).flatMap((each) => each.keys);
          expect(keys.map((key) => key.name)).toEqual([targetProperty]);
        }
      }
    }
    expect(constraints).toBeGreaterThan(500);
  });

  test("sets are bound to sets of a fitting type", () => {
    const sets = new Map(model.entitySets.map((set) => [set.fullyQualifiedName, set]));
    for (const set of model.entitySets) {
      const navigations = model.line(short(set.entityTypeName)).flatMap((type) => type.navigationProperties);
      const bound = Object.entries(set.navigationPropertyBinding);
      const own = schema.tables.get(short(set.entityTypeName))?.navigations.keys() ?? [];
      expect(bound.map(([path]) => path)).toEqual([...own]);
      for (const [path, target] of bound) {
        const type = navigations.find(({ name }) => name === path)?.targetTypeName;
        const fitting = model.line(short(sets.get(target)?.entityTypeName ?? "")).map(({ name }) => namespace + name);
        expect(fitting, `${set.name}/${path}`).toContain(type);
      }
    }
  });
});

test("types of columns, owners and activities are as clients know them", () => {
  const { bases, types, line } = modelOf(custom);
  const typeOf = (table: string, property: string) =>
    line(table)
      .flatMap((type) => type.entityProperties)
      .find(({ name }) => name === property)?.type;
  expect(typeOf("lead", "leadsourcecode")).toBe("Edm.Int32");
  expect(typeOf("lead", "versionnumber")).toBe("Edm.Int64");
  expect(typeOf("lead", "budgetamount")).toBe("Edm.Decimal");
  expect(typeOf("lead", "donotemail")).toBe("Edm.Boolean");
  expect(typeOf("lead", "createdon")).toBe("Edm.DateTimeOffset");
  expect(typeOf("lead", "estimatedclosedate")).toBe("Edm.Date");
  expect(typeOf("lead", "_new_partner_value")).toBe("Edm.Guid");
  expect(typeOf("role", "canbedeleted")).toBe(`${namespace}BooleanManagedProperty`);
  // A column of all activities is theirs once.
  expect(types.get("task")?.entityProperties.map(({ name }) => name)).not.toContain("new_mood");
  expect(typeOf("task", "new_mood")).toBe("Edm.String");
  expect(bases.get("task")).toBe("activitypointer");
  expect(bases.get("systemuser")).toBe("principal");
  const navigations = new Map(types.get("lead")?.navigationProperties.map((each) => [each.name, each]));
  expect(navigations.get("ownerid")?.targetTypeName).toBe(`${namespace}principal`);
  expect(navigations.get("customerid_contact")).toMatchObject({
    isCollection: false,
    partner: "lead_customer_contacts",
  });
  expect(navigations.get("Lead_Tasks")).toMatchObject({ isCollection: true, partner: "regardingobjectid_lead_task" });
  expect(navigations.get("new_Partner")?.targetTypeName).toBe(`${namespace}account`);
  for (const column of custom.tables.get("lead")?.columns.values() ?? [])
    if (isLookup(column)) expect(typeOf("lead", column.name)).toBeUndefined();
});

test("operations, with what they are bound to and the types they speak of", () => {
  const { actions, actionImports, complexTypes, enumTypes } = modelOf(standard);
  expect(actions.map(({ name, isBound, isFunction, sourceType }) => [name, isBound, isFunction, sourceType])).toEqual([
    ["QualifyLead", true, false, `${namespace}lead`],
    ["CreateMultiple", true, false, `Collection(${namespace}crmbaseentity)`],
    ["WhoAmI", false, true, ""],
  ]);
  expect(actionImports.map(({ name }) => name)).toEqual(["WhoAmI"]);
  expect(actions[0]?.parameters.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
    ["entity", `${namespace}lead`, false],
    ["Status", "Edm.Int32", false],
    ["Customer", `${namespace}crmbaseentity`, true],
  ]);
  expect(actions[2]?.returnType).toBe(`${namespace}WhoAmIResponse`);
  const complex = new Map(complexTypes.map((type) => [type.name, type]));
  expect(complex.get("WhoAmIResponse")?.properties.map(({ name }) => name)).toEqual(["UserId", 'Name<&">']);
  expect(complex.get("Access")?.properties.map(({ name }) => name)).toEqual(["Mask", "Amount"]);
  expect(complex.get("Access")?.navigationProperties.map(({ name }) => name)).toEqual(["Principal"]);
  expect(enumTypes[0]).toMatchObject({ name: "Rights", members: [{ name: "None" }, { name: "Read" }] });
});
