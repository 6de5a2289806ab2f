import type { Schema, Table } from "@leadwright/schema";
import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useMemo } from "react";
import { customisationQuery } from "./customisation.ts";

/** The standard tables are a large file of their own, fetched beside the session and not before the first paint. */
export const schemaQuery = queryOptions({
  queryKey: ["session", "schema"],
  queryFn: async () => {
    const { noCustomisation, standardSchema } = await import("@leadwright/schema");
    return { noCustomisation, standardSchema };
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

const Context = createContext<Schema | undefined>(undefined);

/** Suspends until the tables are here; an administrator's own columns join them when they arrive. */
export function SchemaProvider({ children }: { children: ReactNode }) {
  const { data: loaded } = useSuspenseQuery(schemaQuery);
  const { data: added, dataUpdatedAt } = useQuery(customisationQuery);
  const schema = useMemo(
    () => loaded.standardSchema(added ?? loaded.noCustomisation, dataUpdatedAt),
    [loaded, added, dataUpdatedAt],
  );
  return <Context value={schema}>{children}</Context>;
}

/** All tables. Only below the shell. */
export function useSchema(): Schema {
  const schema = use(Context);
  if (!schema) throw new Error("useSchema outside SchemaProvider");
  return schema;
}

/** One table by logical name. An unknown name is a defect. */
export function useTable(name: string): Table {
  return tableOf(useSchema(), name);
}

export function tableOf(schema: Schema, name: string): Table {
  const table = schema.tables.get(name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}
