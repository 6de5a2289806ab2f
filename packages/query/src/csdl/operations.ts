/**
 * What `$metadata` tells of actions, functions and the types that they speak of. A type is written as CSDL writes it, without
 * the namespace for types of our own: `Edm.Guid`, `account`, `Collection(crmbaseentity)`.
 */

export interface OperationSignature {
  readonly parameters?: TypedNames;
  /** A type, or the properties of a complex type that is called after the operation: `WhoAmIResponse`. */
  readonly returns?: string | TypedNames;
}

/** Type by name, in order. One that ends in `?` may be left out. */
export type TypedNames = Readonly<Record<string, string>>;

export interface OperationDescription extends OperationSignature {
  readonly kind: "Action" | "Function";
  readonly name: string;
  /** Tables, each an overload. Absent: it stands alone, and the container imports it. */
  readonly boundTo?: readonly string[];
  /** Bound to the whole set and not to a row. */
  readonly ofSet?: boolean;
}

export interface ComplexDescription {
  readonly name: string;
  readonly properties: TypedNames;
  /** Properties that differ from row to row are allowed beside those that are named. */
  readonly open?: boolean;
}

export interface EnumDescription {
  readonly name: string;
  /** Value by name. */
  readonly members: Readonly<Record<string, number>>;
  /** Members can be combined. */
  readonly flags?: boolean;
}

/** All that stands in `$metadata` beside the tables. */
export interface ServiceDescription {
  readonly operations: readonly OperationDescription[];
  readonly complexTypes: readonly ComplexDescription[];
  readonly enumTypes: readonly EnumDescription[];
}
