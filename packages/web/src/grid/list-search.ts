/** What of a list is in its address, so that it can be shared and gone back to. */
export interface ListSearch {
  /** Id of a view; absent: the table's default. */
  readonly view?: string;
  /** Column name, with a minus before it for descending; absent: as the view says. */
  readonly sort?: string;
  /** Keyword that rows begin with. */
  readonly q?: string;
}

export interface ListOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Anything may stand in an address: what does not fit is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const text = (value: unknown) =>
    typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, 200) : "";
  const view = text(search.view);
  const sort = text(search.sort);
  const q = text(search.q);
  return {
    ...(/^[0-9a-f-]{36}$/i.test(view) && { view }),
    ...(/^-?[a-z_][a-z0-9_]*$/i.test(sort) && { sort }),
    ...(q !== "" && { q }),
  };
}

export function readOrder(sort: string): ListOrder {
  return sort.startsWith("-") ? { column: sort.slice(1), descending: true } : { column: sort, descending: false };
}

export function writeOrder(order: ListOrder): string {
  return order.descending ? `-${order.column}` : order.column;
}
