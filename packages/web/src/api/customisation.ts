import type { Customisation } from "@leadwright/schema";
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Tables that administrators may add columns to. */
export const customisableTables = ["lead", "account", "contact", "opportunity"] as const;
export type CustomisableTable = (typeof customisableTables)[number];

/** What administrators added and changed of tables, columns and choices, read once a session and after each addition. */
export const customisationQuery = queryOptions({
  queryKey: ["customisation"],
  queryFn: () => api<Customisation>("lw_RetrieveCustomisation()"),
  staleTime: 5 * 60_000,
});
