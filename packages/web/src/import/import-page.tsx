import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { isNotFound } from "../api/errors.ts";
import { recordsChanged } from "../api/records.ts";
import { useTable } from "../api/schema-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { NotFoundPage } from "../shell/problem-pages.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { FileStep } from "./file-step.tsx";
import { importQuery, previewQuery, startImport } from "./import-api.ts";
import { MatchStep } from "./match-step.tsx";
import { importMap, matchesOf } from "./matches.ts";
import { OptionsStep } from "./options-step.tsx";
import { RunStep } from "./run-step.tsx";
import { StepFrame } from "./step-frame.tsx";
import type { Step } from "./step-rail.tsx";
import { type ImportSummary, importStatus } from "./types.ts";
import { constantsOf, useDraft } from "./use-draft.ts";

/** `/imports/<id>`: the steps before an import is started; from then on how far it is and what came of it. */
export function ImportPage() {
  const words = useWords();
  const errorWords = useErrorWords();
  const { id } = useParams({ from: "/imports/$id" });
  const { data: summary, error, refetch } = useQuery(importQuery(id));
  if (summary === undefined) {
    if (!error) return <Spinner style={{ padding: 64 }} aria-label={words("loading")} />;
    if (isNotFound(error)) return <NotFoundPage />;
    return (
      <MessageBar intent="error" role="alert">
        <MessageBarBody>{errorWords(error)}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => void refetch()}>{words("action.retry")}</Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (summary.status === importStatus.submitted) return <PrepareImport key={id} summary={summary} />;
  return <RunStep summary={summary} />;
}

function PrepareImport({ summary }: { summary: ImportSummary }) {
  const words = useWords();
  const table = useTable(summary.table);
  const navigate = useNavigate();
  const { step = "file" } = useSearch({ from: "/imports/$id" });
  const go = (next: Step) =>
    void navigate({
      to: "/imports/$id",
      params: { id: summary.id },
      search: next === "match" || next === "options" ? { step: next } : {},
    });
  return (
    <StepFrame title={words("import.of", { name: summary.name })} step={step} onGo={go}>
      <Steps summary={summary} table={table} step={step} onGo={go} />
    </StepFrame>
  );
}

interface StepsProps {
  readonly summary: ImportSummary;
  readonly table: Table;
  readonly step: Step;
  readonly onGo: (step: Step) => void;
}

function Steps({ summary, table, step, onGo }: StepsProps) {
  const { id } = summary;
  const client = useQueryClient();
  const toasts = useToasts();
  const words = useWords();
  const [draft, change, forget] = useDraft(id);
  const [isStarting, setStarting] = useState(false);
  const query = useQuery({ ...previewQuery(id, draft.dialect), placeholderData: keepPreviousData });
  const preview = query.data;
  const chosen = useMemo(() => new Map(draft.chosen), [draft.chosen]);
  const matches = useMemo(() => matchesOf(table, preview?.columns ?? [], chosen), [table, preview, chosen]);

  const isRepeated = preview !== undefined && preview.earlier.length > 0 && !draft.again;
  if (preview === undefined || step === "file" || isRepeated) {
    return (
      <FileStep
        summary={summary}
        query={query}
        isRepeated={isRepeated}
        onDialect={(chosenNow) => change({ dialect: { ...draft.dialect, ...chosenNow } })}
        onNext={() => {
          if (isRepeated) change({ again: true });
          onGo("match");
        }}
      />
    );
  }
  const start = async () => {
    setStarting(true);
    try {
      await startImport(id, importMap(preview.columns, matches, constantsOf(draft)), preview.dialect);
      forget();
      await recordsChanged(client, "importfiles");
    } catch (error) {
      toasts.failed(error, words("import.notStarted"));
    } finally {
      setStarting(false);
    }
  };
  if (step === "match") {
    return (
      <MatchStep
        table={table}
        preview={preview}
        matches={matches}
        constants={constantsOf(draft)}
        onMatch={(changes) => change({ chosen: [...new Map([...chosen, ...changes])] })}
        onNext={() => onGo("options")}
      />
    );
  }
  return (
    <OptionsStep
      table={table}
      draft={draft}
      taken={matches}
      onChange={change}
      isStarting={isStarting}
      onStart={() => void start()}
    />
  );
}
