/** The test cases of the standard's grammar, and a model in which their names mean something. */
import type { Column, ColumnType, Navigation, OneToMany, Schema, Table } from "@leadwright/schema";

export interface StandardCase {
  readonly name: string;
  readonly rule: string;
  readonly input: string;
  /** Offset at which what is wrong begins; undefined for what is right. */
  readonly failAt: number | undefined;
}

/** Reads the little of YAML that the file of cases is written in. */
export function readCases(text: string): StandardCase[] {
  const cases: StandardCase[] = [];
  for (const block of text
    .slice(text.indexOf("\nTestCases:"))
    .split(/\n {2}- Name:/)
    .slice(1)) {
    const lines = joined(block.split("\n").filter((line) => !/^\s*#/.test(line)));
    const value = (key: string) =>
      unquoted(lines.find((line) => line.startsWith(`${key}:`))?.slice(key.length + 1) ?? "");
    const failAt = value("FailAt");
    cases.push({
      name: unquoted(lines[0] ?? ""),
      rule: value("Rule"),
      input: value("Input"),
      failAt: failAt === "" ? undefined : Number(failAt),
    });
  }
  return cases;
}

/** A value that goes on over several lines, as one line. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    if (whole.length === 0 || /^ {4}\w+:/.test(line)) whole.push(line.trim());
    else if (line.trim() !== "") whole.push(`${whole.pop()} ${line.trim()}`.trim());
  }
  return whole;
}

function unquoted(text: string): string {
  const plain = text.trim();
  if (/^'.*'$/s.test(plain)) return plain.slice(1, -1).replaceAll("''", "'");
  if (!/^".*"$/s.test(plain)) return plain;
  return plain.slice(1, -1).replace(/\\(u[0-9a-f]{4}|.)/gi, (_, char: string) => escapes[char] ?? char);
}

const escapes: Readonly<Record<string, string>> = { t: "\t", r: "\r", n: "\n" };

const columnTypes: Readonly<Record<string, ColumnType>> = {
  ...Object.fromEntries(
    [
      ...[
        "Name",
        "CompanyName",
        "ContactName",
        "FirstName",
        "LastName",
        "City",
        "Title",
        "Street",
        "Zip",
        "LocationCode",
      ],
      ...["Color", "Taxable", "style", "eyeColor", "Code"],
    ].map((name) => [name, "String"] as const),
  ),
  Rating: "Integer",
  Size: "Integer",
  Age: "Integer",
  Quantity: "Integer",
  Price: "Decimal",
  Cost: "Decimal",
  Revenue: "Decimal",
  Amount: "Decimal",
  TaxRate: "Decimal",
  Long: "BigInt",
  Double: "Double",
  Completed: "Boolean",
  ReleaseDate: "DateTime",
  BirthDate: "DateTime",
  ID: "Uniqueidentifier",
};

const always = { required: "None", validForCreate: true, validForUpdate: true, validForRead: true } as const;

function column(name: string, type: ColumnType): Column {
  const dateOnly = name === "BirthDate" ? ({ format: "DateOnly" } as const) : {};
  return { name, schemaName: name, label: name, type, ...dateOnly, ...always };
}

const sets = [
  "Products",
  "Categories",
  "Customers",
  "Suppliers",
  "Orders",
  "OrderItems",
  "Employees",
  "Countries",
  "Sales",
];
/** Where navigation properties lead: to one row, and to many. */
const single = {
  Category: "Categories",
  Supplier: "Suppliers",
  Customer: "Customers",
  Product: "Products",
  Manager: "Employees",
  Country: "Countries",
  Time: "Sales",
  ProductGroup: "Categories",
  SalesOrganization: "Sales",
  Currency: "Categories",
};
const many = {
  Products: "Products",
  Items: "OrderItems",
  Orders: "Orders",
  DirectReports: "Employees",
  Sales: "Sales",
};

/** Every table has every property, so that a case can be read on any. */
export function standardModel(): Schema {
  const tables = sets.map((set): Table => {
    const columns = new Map(Object.entries(columnTypes).map(([name, type]) => [name, column(name, type)]));
    return {
      ...{ name: set, schemaName: set, entitySet: set, label: set, pluralLabel: set, typeCode: 1, primaryId: "ID" },
      ...{ ownership: "organization", activity: false, columns, navigations: navigations() },
    };
  });
  return {
    tables: new Map(tables.map((table) => [table.name, table])),
    byEntitySet: new Map(tables.map((table) => [table.entitySet, table])),
    intersects: new Map(),
    relationships: new Map(),
    globalChoices: new Map(),
    customisation: { columns: [], choices: [] },
    revision: 0,
  };
}

function navigations(): ReadonlyMap<string, Navigation> {
  const found = new Map<string, Navigation>();
  for (const [name, target] of Object.entries(single)) found.set(name, { ...navigation(name, target), kind: "single" });
  for (const [name, target] of Object.entries(many))
    found.set(name, { ...navigation(name, target), kind: "collection" });
  return found;
}

function navigation(name: string, target: string) {
  const lookup = column(name, "Lookup");
  const relationship: OneToMany = {
    ...{ kind: "OneToMany", schemaName: name, referencing: target, column: name, referenced: target },
    ...{ collectionNav: name, onDelete: "NoCascade" },
  };
  return { name, column: lookup, target, polymorphic: false, relationship };
}
