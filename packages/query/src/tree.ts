/**
 * The one query tree. OData (and later FetchXML) text becomes this; store compiles it to SQL. Frozen plain data: every name
 * is resolved against the schema, every literal has the type of the column it is compared with, positions are gone.
 */
import type { Column, Navigation } from "@leadwright/schema";

/** Steps through single-valued navigations, then a column of the table they end at. Empty steps: the table itself. */
export interface Path {
  /**
   * Where the path starts, counted in lambdas outwards. Absent: at the row of the innermost any/all around it (outside
   * of any, the query's own row). 1: at the row that this lambda is asked about, 2: one further out, and so on.
   */
  readonly outer?: number;
  readonly steps: readonly Extract<Navigation, { kind: "single" }>[];
  readonly column: Column;
}

/**
 * Typed by column. Guids are lower case; DateTime is `2026-01-31T10:00:00Z`, DateOnly
 * `2026-01-31`; BigInt, Decimal and Money are numbers, or decimal text where a number would lose digits.
 */
export type Literal = string | number | boolean | null;

export type CompareOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type TextOperator = "contains" | "startswith" | "endswith";

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
  | { readonly kind: "constant"; readonly value: boolean };

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
  /** One for each order term, as text; null for null. */
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
}
