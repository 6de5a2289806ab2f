/** What a request body says, resolved against the schema: values, links and nested rows. Read from JSON by `odata/`. */
import type { Navigation, Reference, Value, Values } from "@leadwright/schema";

/** A row named by an alternate key (`accounts(accountnumber='A1')`); the store turns it into a Reference. */
export interface KeyReference {
  readonly table: string;
  /** By column logical name, typed as the literals of a tree; a lookup that is part of the key as its id. */
  readonly key: Readonly<Record<string, Value>>;
}

export type Target = Reference | KeyReference;

export interface Payload {
  readonly table: string;
  /** Id given by the caller, lower case. */
  readonly id: string | undefined;
  /** Scalar columns as the JSON had them, and cleared lookups (null). Not yet validated: that is `checkValue`'s. */
  readonly values: Values;
  /** Lookups set by `nav@odata.bind`, by column logical name. */
  readonly links: Readonly<Record<string, Target>>;
  /** Nested object under a single navigation: created first, then linked. */
  readonly parents: readonly {
    readonly navigation: Extract<Navigation, { kind: "single" }>;
    readonly payload: Payload;
  }[];
  /** Nested arrays and bound arrays under collection navigations: created or linked after the row. */
  readonly children: readonly {
    readonly navigation: Extract<Navigation, { kind: "collection" | "many" }>;
    readonly payloads: readonly Payload[];
    readonly links: readonly Target[];
  }[];
}
