import { queryOptions } from "@tanstack/react-query";
import { api, apiRoot, ownPageHeaders, toError } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { type ApiRecord, callAction, createRecord, readPage, readRecord, recordPath } from "../api/records.ts";
import { lookupValue } from "../api/values.ts";
import type { Dialect, FailedRow, ImportMap, ImportNotes, ImportPreview, ImportSummary, ImportUndo } from "./types.ts";
import { importStatus, isRunning } from "./types.ts";

const listed = [
  "name",
  "targetentityname",
  "statuscode",
  "successcount",
  "lw_updatedcount",
  "failurecount",
  "progresscounter",
  "totalcount",
  "lw_secondsspent",
  "lw_error",
  "lw_fileid",
  "lw_notes",
  "createdon",
  "_createdby_value",
];
/** Imports shown; older ones are history. */
const shownImports = 100;
/** Milliseconds between looks at an import that runs. */
const pollEvery = 1_000;

const noNotes: ImportNotes = { short: { count: 0, rows: [] }, unpacked: { count: 0, rows: [] } };

const path = (id: string) => `importfiles(${id})`;

/** Imports that were started or given a file, newest first. */
export const importsQuery = queryOptions({
  queryKey: ["records", "importfiles", "imports"],
  queryFn: async ({ signal }) => {
    const filter = "lw_fileid ne null";
    const query = { set: "importfiles", select: listed, filter, orderBy: "createdon desc", top: shownImports };
    return (await readPage(recordPath(query), undefined, signal)).rows.map(toSummary);
  },
  refetchInterval: ({ state }) => (state.data?.some(isMoving) ? 2 * pollEvery : false),
});

function isMoving(summary: ImportSummary): boolean {
  return isRunning(summary) || summary.status === importStatus.undoing;
}

/** One import; read again each second while it runs, in a page that nobody looks at too. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["records", "importfiles", "import", id],
    queryFn: async ({ signal }) =>
      toSummary(await readRecord("importfiles", id, { select: [...listed, "lw_mapping"] }, signal)),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? pollEvery : false),
    refetchIntervalInBackground: true,
  });
}

export function previewQuery(id: string, dialect: Partial<Dialect>) {
  return queryOptions({
    queryKey: ["records", "importfiles", "preview", id, dialect],
    queryFn: () =>
      callAction<ImportPreview>(`${path(id)}/Microsoft.Dynamics.CRM.lw_PreviewImport`, parametersOf(dialect)),
    // The file does not change.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function failuresQuery(id: string) {
  return queryOptions({
    queryKey: ["records", "importfiles", "failures", id],
    queryFn: async ({ signal }) =>
      (await api<{ value: readonly FailedRow[] }>(`${path(id)}/lw_failedrows`, { signal })).value,
  });
}

/** Where the browser fetches the failed rows as a file. */
export function failedRowsUrl(id: string): string {
  return `${apiRoot}${path(id)}/lw_failedrows/$value`;
}

export function startImport(id: string, map: ImportMap, dialect: Dialect): Promise<void> {
  return callAction(`${path(id)}/Microsoft.Dynamics.CRM.lw_StartImport`, { Map: map, ...parametersOf(dialect) });
}

/** Stops it; what is done stays. */
export function stopImport(id: string): Promise<void> {
  return callAction(`${path(id)}/Microsoft.Dynamics.CRM.lw_StopImport`);
}

/** Lets a stopped one go on where it was. */
export function resumeImport(id: string): Promise<void> {
  return callAction(`${path(id)}/Microsoft.Dynamics.CRM.lw_ResumeImport`);
}

/** Takes it back; a large one goes on as a job. */
export async function undoImport(id: string): Promise<void> {
  await callAction(`${path(id)}/Microsoft.Dynamics.CRM.lw_UndoImport`);
}

/** How far an undo is, asked again each second while it runs. */
export function importUndoQuery(id: string) {
  return queryOptions({
    queryKey: ["records", "importfiles", "undo", id],
    queryFn: () => callAction<ImportUndo>(`${path(id)}/Microsoft.Dynamics.CRM.lw_ImportUndo`),
    refetchInterval: ({ state }) => (state.data?.isRunning === false ? false : pollEvery),
    refetchIntervalInBackground: true,
  });
}

/** Parameters that are undefined are not sent. */
function parametersOf({ encoding, delimiter, quote, escape: escaping, dates, decimals }: Partial<Dialect>) {
  return {
    Encoding: encoding,
    Delimiter: delimiter,
    Quote: quote,
    Escape: escaping,
    Dates: dates,
    Decimals: decimals,
  };
}

export interface UploadOptions {
  /** Share of the file that is sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Makes an import of the file into the table and sends its content; the id of its importfile. */
export async function uploadFile(table: string, file: File, options: UploadOptions): Promise<string> {
  const name = file.name.slice(0, 250);
  const record = await createRecord("importfiles", { name, targetentityname: table, importid: { name } });
  const id = String(record.importfileid);
  await sendContent(id, file, options);
  return id;
}

/** By XMLHttpRequest, since fetch does not say how far the sending is. */
function sendContent(id: string, file: File, { onProgress, signal }: UploadOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const end = (settle: () => void) => {
      signal.removeEventListener("abort", stop);
      settle();
    };
    request.open("PATCH", `${apiRoot}${path(id)}/lw_content`);
    for (const [name, value] of Object.entries(ownPageHeaders())) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-ms-file-name", encodeURIComponent(file.name.slice(0, 250)));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => end(() => (request.status < 300 ? resolve() : reject(problemOf(request))));
    request.onerror = () => end(() => reject(new ApiError(0, "network", "The server cannot be reached.")));
    request.onabort = () => end(() => reject(new DOMException("The upload was stopped", "AbortError")));
    signal.addEventListener("abort", stop, { once: true });
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): ApiError {
  let body: unknown;
  try {
    body = JSON.parse(request.responseText);
  } catch {
    // An answer that is not ours, of a proxy say, has only its status.
    body = undefined;
  }
  return toError(request, body);
}

function toSummary(record: ApiRecord): ImportSummary {
  const number = (name: string) => Number(record[name] ?? 0);
  return {
    id: String(record.importfileid),
    name: String(record.name ?? ""),
    table: String(record.targetentityname ?? ""),
    status: number("statuscode"),
    created: number("successcount"),
    updated: number("lw_updatedcount"),
    failed: number("failurecount"),
    rows: number("progresscounter"),
    total: number("totalcount"),
    seconds: number("lw_secondsspent"),
    error: String(record.lw_error ?? ""),
    hasFile: record.lw_fileid != null,
    createdOn: String(record.createdon ?? ""),
    createdBy: lookupValue(record, { name: "createdby", type: "Lookup", targets: ["systemuser"] }),
    mapping: String(record.lw_mapping ?? ""),
    notes: record.lw_notes == null ? noNotes : (JSON.parse(String(record.lw_notes)) as ImportNotes),
  };
}
