import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSchema } from "../api/schema-provider.tsx";
import { type Found, searchRecords } from "./search-records.ts";
import { useDelayed } from "./use-delayed.ts";

interface Search {
  readonly tables: readonly string[];
  readonly text: string;
  readonly filters?: Readonly<Record<string, string>>;
  readonly limit?: number;
  readonly enabled: boolean;
}

/** Rows that fit what is being typed; the last answer stays until the next is here. */
export function useSearch({ tables, text, filters, limit, enabled }: Search) {
  const schema = useSchema();
  const delayed = useDelayed(text, 200);
  const query = useQuery<Found[]>({
    queryKey: ["search", tables, delayed, filters, limit],
    queryFn: ({ signal }) =>
      searchRecords(schema, tables, { text: delayed, signal, ...(filters && { filters }), ...(limit && { limit }) }),
    enabled,
    placeholderData: keepPreviousData,
  });
  return { ...query, isBehind: delayed !== text || query.isPlaceholderData };
}
