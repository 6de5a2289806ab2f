/** Query trees that nobody would think of. */
import type { Expand, Expression, Literal, OrderTerm, Path, QueryTree } from "@leadwright/query";
import { type Column, type Navigation, sqlColumns, type Table } from "@leadwright/schema";
import fc from "fast-check";
import { id, schema } from "./fixture.ts";

type Arbitrary<T> = fc.Arbitrary<T>;

/** Tables that paths, lambdas and expands may lead to: those that the test has rows of. */
export const tables = [
  "lead",
  "account",
  "contact",
  "task",
  "activitypointer",
  "annotation",
  "activityparty",
  "systemuser",
];

const tableOf = (name: string): Table => schema.tables.get(name)!;
const ids = fc.integer({ min: 100, max: 260 }).map(id);
const words = fc.constantFrom("a", "A%", "_", "'", "\\", "ż", "", 'x"y', "null", "$1");

function literal(column: Column): Arbitrary<Literal> {
  switch (column.type) {
    case "String":
    case "Memo":
    case "EntityName":
      return words;
    case "Boolean":
    case "ManagedProperty":
      return fc.boolean();
    case "DateTime":
      return column.format === "DateOnly" ? fc.constant("2026-03-01") : fc.constant("2026-03-01T08:00:00Z");
    case "Decimal":
    case "Money":
    case "Double":
      return fc.constantFrom<Literal>(0, -1.5, "12345678901234567890.5");
    case "Integer":
    case "BigInt":
    case "Picklist":
    case "State":
    case "Status":
      return fc.integer({ min: -3, max: 3 });
    default:
      return ids;
  }
}

function navigations<Kind extends Navigation["kind"]>(table: Table, ...kinds: Kind[]) {
  const fits = (each: Navigation) => kinds.includes(each.kind as Kind) && tables.includes(each.target);
  return [...table.navigations.values()].filter(fits) as Extract<Navigation, { kind: Kind }>[];
}

function path(table: Table, pick: (column: Column) => boolean = () => true, steps = 2): Arbitrary<Path> {
  const columns = sqlColumns(table).filter(pick);
  const here = fc.constantFrom(...columns).map((column): Path => ({ steps: [], column }));
  const onwards = steps === 0 ? [] : navigations(table, "single");
  if (onwards.length === 0) return here;
  const further = fc
    .constantFrom(...onwards)
    .chain((step) =>
      path(tableOf(step.target), pick, steps - 1).map((rest) => ({ ...rest, steps: [step, ...rest.steps] })),
    );
  return fc.oneof({ weight: 3, arbitrary: here }, { weight: 1, arbitrary: further });
}

const operator = fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le");
const isText = (column: Column) => column.type === "String" || column.type === "Memo";
const isTime = (column: Column) => column.type === "DateTime";
const isOwner = (column: Column) => column.type === "Owner";
const timeFunctions = [
  "Today",
  "ThisWeek",
  "LastMonth",
  "NextYear",
  "Last7Days",
  "LastXHours",
  "OlderThanXDays",
  "NextXFiscalPeriods",
  "InFiscalPeriod",
];

function condition(table: Table, depth: number): Arbitrary<Expression> {
  const leaves: Arbitrary<Expression>[] = [
    fc
      .tuple(path(table), operator)
      .chain(([place, how]) =>
        fc
          .option(literal(place.column))
          .map((value) => ({ kind: "compare", operator: how, path: place, value }) as const),
      ),
    path(table).chain((place) =>
      fc
        .array(fc.option(literal(place.column)), { maxLength: 3 })
        .map((values) => ({ kind: "in", path: place, values }) as const),
    ),
    fc.tuple(path(table, isTime), fc.constantFrom(...timeFunctions), fc.integer({ min: 1, max: 4 })).map(
      ([place, name, count]) =>
        ({
          kind: "function",
          name,
          path: place,
          values: name.includes("X") || name.startsWith("In") ? [count] : [],
        }) as const,
    ),
    fc
      .tuple(path(table, isText), fc.constantFrom("contains", "startswith", "endswith"), words)
      .map(([place, how, value]) => ({ kind: "text", operator: how, path: place, value }) as const),
    fc
      .tuple(operator, path(table, isTime), path(table, isTime))
      .map(([how, left, right]) => ({ kind: "compareColumns", operator: how, left, right }) as const),
  ];
  if (sqlColumns(table).some(isOwner))
    leaves.push(
      fc
        .tuple(
          path(table, isOwner, 0),
          fc.constantFrom("EqualUserId", "NotEqualUserId", "EqualUserOrUserTeams", "EqualUserOrUserHierarchyAndTeams"),
        )
        .map(([place, name]) => ({ kind: "function", name, path: place, values: [] }) as const),
    );
  if (depth === 0) return fc.oneof(...leaves);
  const operands = fc.array(condition(table, depth - 1), { maxLength: 3 });
  const branches: Arbitrary<Expression>[] = [
    fc.tuple(fc.constantFrom("and", "or"), operands).map(([kind, some]) => ({ kind, operands: some }) as const),
    condition(table, depth - 1).map((operand) => ({ kind: "not", operand }) as const),
  ];
  const many = navigations(table, "collection", "many");
  if (many.length > 0)
    branches.push(
      fc.tuple(fc.constantFrom(...many), fc.constantFrom("any", "all")).chain(([navigation, kind]) =>
        fc.option(condition(tableOf(navigation.target), depth - 1), { nil: undefined }).map((inner) => ({
          kind,
          steps: [],
          navigation,
          ...(inner && { condition: inner }),
        })),
      ),
    );
  return fc.oneof(...leaves, ...branches, ...branches);
}

function orderBy(table: Table): Arbitrary<OrderTerm[]> {
  const sortable = (column: Column) => column.type !== "Uniqueidentifier" && column.type !== "ManagedProperty";
  return fc.array(fc.record({ path: path(table, sortable, 1), descending: fc.boolean() }), { maxLength: 3 });
}

function expands(table: Table, depth: number): Arbitrary<Expand[]> {
  const reachable = navigations(table, "single", "collection", "many");
  if (depth === 0 || reachable.length === 0) return fc.constant([]);
  const one = fc.constantFrom(...reachable).chain((navigation) =>
    fc.record({
      navigation: fc.constant(navigation),
      refOnly: fc.boolean(),
      query: query(tableOf(navigation.target), depth - 1, navigation.kind === "single"),
      options: fc.constant(""),
    }),
  );
  return fc.uniqueArray(one, { maxLength: 2, selector: (expand) => expand.navigation.name });
}

function query(table: Table, depth: number, single: boolean): Arbitrary<QueryTree> {
  const columns = sqlColumns(table);
  return fc.record({
    table: fc.constant(table.name),
    // Not every column: a few, so that the widest tree fits into one select list.
    select: fc.uniqueArray(fc.constantFrom(...columns), { maxLength: 5, selector: (column) => column.name }),
    filter: single ? fc.constant(undefined) : fc.option(condition(table, 2), { nil: undefined }),
    orderBy: single ? fc.constant([]) : orderBy(table),
    top: single ? fc.constant(undefined) : fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    count: fc.constant(false),
    expand: expands(table, depth),
  });
}

export const randomTree: Arbitrary<QueryTree> = fc
  .tuple(fc.constantFrom(...tables), fc.boolean())
  .chain(([name, count]) => query(tableOf(name), 2, false).map((tree) => ({ ...tree, count })));
