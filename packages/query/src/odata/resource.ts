/** What a URL asks for, resolved against the schema. One union; the server has a handler for each kind. */
import type { Column, Navigation, Table } from "@leadwright/schema";
import type { FetchPaging } from "../fetch/fetch.ts";
import type { Target } from "../payload.ts";
import type { Cursor, QueryTree } from "../tree.ts";
import type { Json } from "./loose-json.ts";
import type { RawOptions } from "./options.ts";
import type { ManyStep } from "./scope.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

export type ResourceRequest = { readonly method: Method } & Resource;

export type Resource =
  | { readonly kind: "serviceDocument" }
  | { readonly kind: "metadata" }
  | { readonly kind: "batch" }
  /** `leads?...` */
  | ({ readonly kind: "entitySet"; readonly table: Table } & Rows)
  /** `leads?savedQuery=id`, `accounts(id)/Account_Tasks?userQuery=id`: `readView` makes rows of it with the view's text. */
  | ({ readonly kind: "view" } & View)
  /** `leads/$count`, `accounts(id)/Account_Tasks/$count`; `query` says what is counted, `parent` of which row. */
  | {
      readonly kind: "count";
      readonly table: Table;
      readonly query: QueryTree;
      readonly parent: { readonly target: Target; readonly navigation: ManyStep } | undefined;
    }
  /** `leads(id)?...` */
  | { readonly kind: "record"; readonly table: Table; readonly target: Target; readonly query: QueryTree }
  /** `leads(id)/firstname`; `rawValue` with `/$value` behind it. */
  | {
      readonly kind: "property";
      readonly table: Table;
      readonly target: Target;
      readonly column: Column;
      readonly rawValue: boolean;
    }
  /** `leads(id)/parentaccountid`, `accounts(id)/Account_Tasks`, and with `key` `accounts(id)/Account_Tasks(id)`. */
  | ({
      readonly kind: "navigation";
      readonly table: Table;
      readonly target: Target;
      readonly navigation: Navigation;
      readonly key: Target | undefined;
    } & Rows)
  /** The same with `/$ref`. `other`: the row at the other end, from `nav(id)/$ref` or `$ref?$id=`. */
  | ({
      readonly kind: "references";
      readonly table: Table;
      readonly target: Target;
      readonly navigation: Navigation;
      readonly other: Target | undefined;
    } & Rows)
  | ({ readonly kind: "function" } & Operation)
  | ({ readonly kind: "action" } & Operation)
  /** `EntityDefinitions(LogicalName='lead')/Attributes` and its kin, cut into segments. */
  | {
      readonly kind: "definitions";
      readonly segments: readonly DefinitionSegment[];
      readonly options: ReadonlyMap<string, string>;
    };

/** Which rows of a table, and which page of them. */
export interface Rows {
  /** Of a navigation: over its target table. */
  readonly query: QueryTree;
  readonly after: Cursor | undefined;
  /** Of FetchXML, which says itself what page it wants. */
  readonly paging?: FetchPaging | undefined;
}

export interface View {
  /** Of the rows that the view lists. */
  readonly table: Table;
  readonly view: "savedQuery" | "userQuery";
  readonly id: string;
  readonly parent: { readonly target: Target; readonly navigation: ManyStep } | undefined;
  readonly options: RawOptions;
}

/** A function is called by GET, an action by POST. Whether there is one of this name the server knows. */
export interface Operation {
  /** Without the namespace. */
  readonly name: string;
  readonly bound: Bound | undefined;
  /** Aliases put in, JSON read, enumeration values as their text. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** `$select` and its kind, decoded. */
  readonly options: ReadonlyMap<string, string>;
}

/** What an operation is bound to: a row of a table, or without `target` the whole set. */
export interface Bound {
  readonly table: Table;
  readonly target: Target | undefined;
}

export interface DefinitionSegment {
  readonly name: string;
  /** `property` is undefined for a bare guid. */
  readonly key: { readonly property: string | undefined; readonly value: string } | undefined;
}
