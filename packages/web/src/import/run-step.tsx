import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { customisationQuery } from "../api/customisation.ts";
import { recordsChanged } from "../api/records.ts";
import { useTable } from "../api/schema-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { RunProgress } from "./run-progress.tsx";
import { RunResult } from "./run-result.tsx";
import { StepFrame } from "./step-frame.tsx";
import { type ImportSummary, importStatus, isRunning } from "./types.ts";
import { UndoState } from "./undo-state.tsx";

/** An import that was started: how far it is, then what came of it. */
export function RunStep({ summary }: { summary: ImportSummary }) {
  const words = useWords();
  const client = useQueryClient();
  const { entitySet } = useTable(summary.table);
  const running = isRunning(summary);
  useEffect(() => {
    if (running) return;
    // Lists and columns are not what they were.
    void recordsChanged(client, entitySet);
    void client.invalidateQueries({ queryKey: customisationQuery.queryKey });
  }, [client, entitySet, running]);
  return (
    <StepFrame title={words("import.of", { name: summary.name })} step="run">
      {running ? (
        <RunProgress summary={summary} />
      ) : summary.status >= importStatus.undoing ? (
        <UndoState summary={summary} />
      ) : (
        <RunResult summary={summary} />
      )}
    </StepFrame>
  );
}
