/** What a request body says, resolved against the schema: values, links and nested rows. Read from JSON by `odata/`. */
import type { Navigation, Reference, Value, Values } from "@leadwright/schema";

/** A row named by an alternate key (`accounts(accountnumber='A1')`); the store turns it into a Reference. */
export interface KeyReference {
  readonly table: string;
  readonly key: Readonly<Record<string, Value>>;
}

export type Target = Reference | KeyReference;

export interface Payload {
  readonly table: string;
  /** Id given by the caller, lower case. */
  readonly id: string | undefined;
  /** Scalar columns and cleared lookups (null), typed by column; not yet validated against length, range and choices. */
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
