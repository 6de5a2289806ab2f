import type { LocalText, ViewOrder } from "../views/types.ts";

/** Rows related to the record on the form, in a small grid: what `GET set(id)/navigation` answers. */
export interface Subgrid {
  readonly kind: "subgrid";
  /** Table of the rows. */
  readonly table: string;
  /** Collection navigation property on the form's table. */
  readonly navigation: string;
  /** OData `$filter` over the rows. Empty: all related ones. */
  readonly filter: string;
  readonly columns: readonly string[];
  readonly orderBy: ViewOrder;
}

export interface FormSection {
  readonly name: LocalText;
  /** Logical names from top to bottom; or the record's activities and notes; or a subgrid. */
  readonly fields: readonly string[] | "timeline" | Subgrid;
}

export interface FormColumn {
  readonly sections: readonly FormSection[];
}

export interface FormTab {
  readonly name: LocalText;
  /** Side by side where there is room, else below one another. */
  readonly columns: readonly FormColumn[];
  /** An administrator's own columns of the table come after the last section of this tab; one tab of a form has it. */
  readonly customColumns?: boolean;
}

export interface Form {
  readonly table: string;
  /** Shown beside the record's name. */
  readonly header: readonly string[];
  readonly tabs: readonly FormTab[];
}
