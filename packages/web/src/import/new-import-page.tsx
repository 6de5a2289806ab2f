import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  mergeClasses,
  ProgressBar,
  Select,
} from "@fluentui/react-components";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { recordsChanged } from "../api/records.ts";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { DropZone } from "./drop-zone.tsx";
import { importQuery, previewQuery, startImport, uploadFile } from "./import-api.ts";
import { usePageStyles } from "./page-styles.ts";
import { StepFrame } from "./step-frame.tsx";
import type { ImportMap } from "./types.ts";

/** Tables that people have files of. */
const offered = [
  "lead",
  "account",
  "contact",
  "opportunity",
  "task",
  "phonecall",
  "appointment",
  "campaign",
  "product",
];

/** `/imports/new`: which table, which file; then it is sent. */
export function NewImportPage() {
  const { like } = useSearch({ from: "/imports/new" });
  return like === undefined ? <NewImport /> : <CorrectedImport like={like} />;
}

function NewImport() {
  const words = useWords();
  const page = usePageStyles();
  const labels = useLabels();
  const schema = useSchema();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ from: "/imports/new" });
  const tables = offered.filter((name) => schema.tables.has(name) && may("create", name));
  const [table, setTable] = useState(tables.find((name) => name === search.table) ?? tables[0] ?? "lead");
  const upload = useUpload(table, async (id) => {
    await navigate({ to: "/imports/$id", params: { id }, replace: true });
  });
  return (
    <StepFrame title={words("import.new")} step="file">
      <section className={mergeClasses(page.card, page.padded, page.stack)}>
        <Field label={words("import.into")} style={{ maxWidth: 320 }}>
          <Select value={table} disabled={upload.isSending} onChange={(_, data) => setTable(data.value)}>
            {tables.map((name) => (
              <option key={name} value={name}>
                {labels.tables(tableOf(schema, name))}
              </option>
            ))}
          </Select>
        </Field>
        {upload.content}
      </section>
    </StepFrame>
  );
}

/** The failed rows of an earlier import, corrected: the same map is used, and nothing else is asked. */
function CorrectedImport({ like }: { like: string }) {
  const words = useWords();
  const page = usePageStyles();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: earlier } = useSuspenseQuery(importQuery(like));
  const upload = useUpload(earlier.table, async (id) => {
    const preview = await client.fetchQuery(previewQuery(id, {}));
    // A file that is in already is not imported again without a word.
    if (preview.earlier.length === 0) {
      await startImport(id, JSON.parse(earlier.mapping) as ImportMap, preview.dialect);
    }
    await navigate({ to: "/imports/$id", params: { id }, replace: true });
  });
  return (
    <StepFrame title={words("import.correctedTitle", { name: earlier.name })} step="file">
      <section className={mergeClasses(page.card, page.padded, page.stack)}>
        <p className={page.hint}>{words("import.correctedText")}</p>
        {upload.content}
      </section>
    </StepFrame>
  );
}

/** Sends the file that is dropped or chosen, says how far it is, and what went wrong. */
function useUpload(table: string, onSent: (id: string) => Promise<void>) {
  const words = useWords();
  const errorWords = useErrorWords();
  const format = useFormat();
  const client = useQueryClient();
  const [sending, setSending] = useState<{ file: File; share: number }>();
  const [problem, setProblem] = useState<unknown>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (file: File) => {
    const controller = new AbortController();
    running.current = controller;
    setProblem(undefined);
    setSending({ file, share: 0 });
    try {
      const onProgress = (share: number) => setSending({ file, share });
      await onSent(await uploadFile(table, file, { onProgress, signal: controller.signal }));
      await recordsChanged(client, "importfiles");
    } catch (error) {
      if (!controller.signal.aborted) setProblem(error);
    } finally {
      setSending(undefined);
    }
  };
  const content = sending ? (
    <div role="status" style={{ display: "grid", gap: 12 }}>
      <Field
        label={words("import.sending", { name: sending.file.name })}
        validationState="none"
        validationMessage={words("import.sent", {
          sent: format.number(Math.round(sending.share * 100)),
          size: format.number(Math.max(1, Math.round(sending.file.size / 1024))),
        })}
      >
        <ProgressBar thickness="large" {...(sending.share < 1 && { value: sending.share })} />
      </Field>
      <div>
        <Button onClick={() => running.current?.abort()}>{words("action.cancel")}</Button>
      </div>
    </div>
  ) : (
    <>
      {problem !== undefined && (
        <MessageBar intent="error" role="alert" layout="multiline">
          <MessageBarBody>{errorWords(problem)}</MessageBarBody>
        </MessageBar>
      )}
      <DropZone onFile={(file) => void send(file)} />
    </>
  );
  return { isSending: sending !== undefined, content };
}
