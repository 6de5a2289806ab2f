import { QueryClient } from "@tanstack/react-query";
import { onSignedOut } from "./client.ts";
import { ApiError } from "./errors.ts";

/**
 * The cache of everything read. Retries only what another try may cure: no answer, or a server in trouble. A lost session
 * turns into the sign-in page; what was read for that session goes.
 */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      },
    },
  });
  onSignedOut(() => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    client.setQueryData(["session"], { state: "signedOut" });
  });
  return client;
}
