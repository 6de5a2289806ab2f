import type { Table, View } from "@leadwright/schema";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { recordPagesQuery } from "../api/records.ts";
import { listQuery } from "./list-query.ts";
import type { ListSearch } from "./list-search.ts";

/**
 * The view that is shown and its rows: the one of the address, else the default one. Who has no rows of his own there, such as
 * somebody who administers, lands on the first view of everybody's.
 */
export function useLanding(table: Table, views: readonly View[], search: ListSearch, userId: string) {
  const asked = chosenView(views, search);
  const isLanding = search.view === undefined && (search.q ?? "") === "" && isOwn(asked);
  const everybodys = isLanding ? views.find((view) => !isOwn(view)) : undefined;
  const queryOf = (view: View) => recordPagesQuery(listQuery(view, table, search, userId));
  const pages = useInfiniteQuery({ ...queryOf(asked), placeholderData: keepPreviousData });
  const isEmpty = !pages.isPlaceholderData && pages.data?.pages[0]?.rows.length === 0;
  const isNeeded = everybodys !== undefined && isEmpty;
  const substitute = useInfiniteQuery({ ...queryOf(everybodys ?? asked), enabled: isNeeded });
  if (!isNeeded) return { view: asked, pages, isSubstitute: false };
  // Until it is known which of them it is to be, its rows are awaited.
  if (!substitute.isFetched) return { view: asked, pages: substitute, isSubstitute: false };
  const found = substitute.data?.pages[0]?.rows.length ?? 0;
  return found > 0
    ? { view: everybodys, pages: substitute, isSubstitute: true }
    : { view: asked, pages, isSubstitute: false };
}

function isOwn({ filter }: View): boolean {
  return filter.includes("{me}");
}

function chosenView(views: readonly View[], search: ListSearch): View {
  const view = views.find((each) => each.id === search.view) ?? views.find((each) => each.isDefault) ?? views[0];
  if (!view) throw new Error("a listed table has no view");
  return view;
}
