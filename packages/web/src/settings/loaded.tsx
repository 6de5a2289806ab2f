import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";

/** What a query read, once it is there; until then that it is coming, or why it does not. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const words = useWords();
  const errorWords = useErrorWords();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Spinner size="small" aria-label={words("loading")} />;
  return (
    <MessageBar intent="error" role="alert">
      <MessageBarBody>{errorWords(query.error)}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => void query.refetch()}>{words("action.retry")}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
