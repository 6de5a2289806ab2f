/**
 * The one query tree. OData and FetchXML text becomes this; store compiles it to SQL. Frozen plain data: every name is
 * resolved against the schema, every literal has the type of the column it is compared with, positions are gone.
 */
import type { Column, Navigation } from "@leadwright/schema";

/** Steps through single-valued navigations, then a column of the table they end at. Empty steps: the table itself. */
export interface Path {
  /**
   * Where the path starts, counted in lambdas outwards. Absent: at the row of the innermost any/all around it (outside
   * of any, the query's own row). 1: at the row that this lambda is asked about, 2: one further out, and so on.
   */
  readonly outer?: number;
  /** The joined row at which the path starts, by the name of its Link, in the query (or `related`) that `outer` says. */
  readonly link?: string;
  readonly steps: readonly Extract<Navigation, { kind: "single" }>[];
  readonly column: Column;
}

/**
 * Typed by column. Guids are lower case; DateTime is `2026-01-31T10:00:00Z`, DateOnly
 * `2026-01-31`; BigInt, Decimal and Money are numbers, or decimal text where a number would lose digits.
 */
export type Literal = string | number | boolean | null;

export type CompareOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
/** `like`: the value is the pattern, with `%`, `_` and sets such as `[a-c]`. */
export type TextOperator = "contains" | "startswith" | "endswith" | "like";

export type Expression =
  | { readonly kind: "and" | "or"; readonly operands: readonly Expression[] }
  | { readonly kind: "not"; readonly operand: Expression }
  /** `eq null` and `ne null` are compare with literal null. Strings compare without regard to case. */
  | { readonly kind: "compare"; readonly operator: CompareOperator; readonly path: Path; readonly value: Literal }
  | { readonly kind: "compareColumns"; readonly operator: CompareOperator; readonly left: Path; readonly right: Path }
  /** `value` as written: `%` and `_` in it are for the store to give meaning. */
  | { readonly kind: "text"; readonly operator: TextOperator; readonly path: Path; readonly value: string }
  | { readonly kind: "in"; readonly path: Path; readonly values: readonly Literal[] }
  /** Dataverse query functions (Microsoft.Dynamics.CRM.LastXDays ...); `values` checked and typed by the parser. */
  | { readonly kind: "function"; readonly name: string; readonly path: Path; readonly values: readonly Literal[] }
  /**
   * `condition` absent: any() - at least one row. Paths inside start at the navigation's target unless they say `outer`.
   * `outer` here: where `steps` start, counted as in Path (this lambda itself not counted).
   */
  | {
      readonly kind: "any" | "all";
      readonly outer?: number;
      readonly steps: readonly Extract<Navigation, { kind: "single" }>[];
      readonly navigation: Extract<Navigation, { kind: "collection" | "many" }>;
      readonly condition?: Expression;
    }
  /** There is a row of the table whose column `from` equals `to`, joined with its links, that meets the condition. */
  | ({ readonly kind: "related"; readonly condition?: Expression } & Joined & { readonly links: readonly Link[] })
  | { readonly kind: "constant"; readonly value: boolean };

/** Rows of a table that are found by equality of two columns, whether or not a relationship is over them. */
export interface Joined {
  readonly table: string;
  /** Of that table. */
  readonly from: Column;
  /** Of a row that is there already; for `related` counted from the row that it is asked about. */
  readonly to: Path;
}

/** A join. Its row is known by its name from there on: in what stands behind it, and everywhere outside of links. */
export interface Link extends Joined {
  readonly name: string;
  /** first: inner, with one matching row only. */
  readonly join: "inner" | "outer" | "first";
  /** Decides which rows match, not which rows the query has; its paths start where the query's do. */
  readonly filter: Expression | undefined;
}

/** A value that a row shows under a name of the query's choice. */
export interface Output {
  readonly name: string;
  readonly path: Path;
  /** Instead of the value: how many rows have the path's row as their parent in the table's hierarchy. */
  readonly children?: boolean;
}

/** Part of a date that rows are grouped by, as the user's calendar has it; with `utc` as that of Greenwich. */
export interface DatePart {
  readonly unit: "day" | "week" | "month" | "quarter" | "year" | "fiscal-period" | "fiscal-year";
  readonly utc: boolean;
}

export interface Group {
  /** Names of nested objects, the property's name last. */
  readonly name: readonly string[];
  readonly path: Path;
  readonly part?: DatePart;
}

export interface Measure {
  readonly name: string;
  /** count: rows. countvalues, countdistinct: values that are there. */
  readonly method: "sum" | "average" | "min" | "max" | "count" | "countvalues" | "countdistinct";
  /** Absent for count. */
  readonly path?: Path;
}

/** Rows put together: one for each combination of the groups' values, or one in all without a group. */
export interface Aggregation {
  readonly groups: readonly Group[];
  readonly measures: readonly Measure[];
  /** Places in groups, then measures. */
  readonly orderBy: readonly { readonly place: number; readonly descending: boolean }[];
  /** Rows that may be put together, fewer than the organisation allows; a plain count of rows needs no limit. */
  readonly limit?: number | "none";
}

export interface OrderTerm {
  readonly path: Path;
  readonly descending: boolean;
}

export interface Expand {
  readonly navigation: Navigation;
  /** `$expand=nav/$ref`: ids only. */
  readonly refOnly: boolean;
  readonly query: QueryTree;
  /** The same query as the options of a URL of its own, encoded: where the rows go on that are too many to be inline. */
  readonly options: string;
}

/** Where a page starts: after the row with these order values and this id. */
export interface Cursor {
  readonly page: number;
  /** One for each order term, as text; null for null. Without any and with no id: of a query whose pages are counted. */
  readonly values: readonly (string | null)[];
  readonly id: string;
}

export interface QueryTree {
  readonly table: string;
  /** Undefined: every readable column. The primary id is always read. Lookups stand for `_name_value`. */
  readonly select: readonly Column[] | undefined;
  readonly filter: Expression | undefined;
  readonly orderBy: readonly OrderTerm[];
  readonly top: number | undefined;
  readonly count: boolean;
  readonly expand: readonly Expand[];
  /** Each behind the one that its `to` starts at. */
  readonly links?: readonly Link[];
  /** Beside what is selected. */
  readonly outputs?: readonly Output[];
  /** Equal rows are shown once; the id is not added to what is selected. */
  readonly distinct?: boolean;
  /** Instead of rows: select, orderBy and expand are not looked at. */
  readonly aggregation?: Aggregation;
}
