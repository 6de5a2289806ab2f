import { useCallback } from "react";
import { ApiError, isForbidden } from "../api/errors.ts";
import { useWords } from "./use-words.ts";

/** An error in words for people: the server's own where it spoke, ours where it did not. */
export function useErrorWords(): (error: unknown) => string {
  const words = useWords();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return words("error.unexpected");
      if (error.status === 0 || error.code === "network") return words("error.network");
      if (isForbidden(error)) return words("error.forbidden");
      return error.message || words("error.unexpected");
    },
    [words],
  );
}
