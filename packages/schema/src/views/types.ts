import type { Language } from "../types.ts";

/** Words that come with the product and not from the label files. */
export type LocalText = Readonly<Record<Language, string>>;

export interface ViewOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** A list of one table's rows: which, in what order, and what is shown of each. */
export interface View {
  /** The same in every installation, so links and personal defaults may name it. */
  readonly id: string;
  readonly table: string;
  readonly name: LocalText;
  /** OData `$filter`; `{me}` stands for the id of the user who looks. Empty: every row. */
  readonly filter: string;
  /** Logical names, left to right. */
  readonly columns: readonly string[];
  readonly orderBy: ViewOrder;
  /** What a table opens with; one view of a table is. */
  readonly isDefault: boolean;
}
