import type { Column, Table } from "../types.ts";
import { activityViews } from "./activity-views.ts";
import { accountViews, contactViews } from "./customer-views.ts";
import { leadViews } from "./lead-views.ts";
import { opportunityViews } from "./opportunity-views.ts";
import type { View } from "./types.ts";

/** The views that come with the product, a table's default first. */
export const systemViews: readonly View[] = [
  ...leadViews,
  ...accountViews,
  ...contactViews,
  ...opportunityViews,
  ...activityViews,
];

/** A table's system views, the default first; none for tables that have no list of their own. */
export function viewsOf(table: string): readonly View[] {
  return systemViews.filter((view) => view.table === table);
}

/** The column by which a table's lists are ordered until somebody asks for another; undefined where it has no lists. */
export function listOrder({ name, activity }: Pick<Table, "name" | "activity">): string | undefined {
  return viewsOf(activity ? "activitypointer" : name).find(({ isDefault }) => isDefault)?.orderBy.column;
}

/** The columns that "filter by keyword" (begins with) looks in: of those shown, the single-line text ones. */
export function keywordColumns(
  view: Pick<View, "columns">,
  table: { readonly columns: ReadonlyMap<string, Column> },
): readonly string[] {
  return view.columns.filter((name) => table.columns.get(name)?.type === "String");
}
