import type { Column } from "@leadwright/schema";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, Suspense, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SchemaProvider } from "../api/schema-provider.tsx";
import { LanguageProvider } from "../language/language-provider.tsx";
import { columnsOf, tableNamed } from "./testing/schema.ts";
import { type RecordForm, useRecordForm } from "./use-record-form.ts";

const id = "0190a0b0-1111-7abc-8def-0123456789ab";
const lead = tableNamed("lead");
const columns = columnsOf("lead", "subject", "firstname", "lastname", "jobtitle");
const stored = {
  leadid: id,
  "@odata.etag": 'W/"1"',
  subject: "Deal",
  firstname: "Ada",
  lastname: "Byron",
  jobtitle: null,
  companyname: "Engines",
};

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | null;
}

let root: Root;
let shown: RecordForm | undefined;
/** The form as last rendered. */
const form = new Proxy({} as RecordForm, { get: (_, key) => shown?.[key as keyof RecordForm] });
let showColumns: (columns: Column[]) => void;
let sent: Sent[];
let answer: (request: Sent) => Response | Promise<Response>;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const refusal = (status: number, code: string, message = "no") => json({ error: { code, message } }, status);
const changedMeanwhile = () => refusal(412, "0x80060882");

const onProblem = vi.fn();
const start = {};

function Probe({ isNew }: { isNew: boolean }) {
  const [shownColumns, setColumns] = useState(columns);
  showColumns = setColumns;
  const source = isNew ? { start } : { record: stored };
  shown = useRecordForm({ table: lead, columns: shownColumns, onProblem, ...source });
  return null;
}

async function show(isNew = false) {
  const client = new QueryClient();
  client.setQueryData(["session"], { state: "signedOut" });
  client.setQueryData(["customisation"], { columns: [], choices: [] });
  shown = undefined;
  root = createRoot(document.createElement("div"));
  const page = (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <Suspense>
          <SchemaProvider>
            <Probe isNew={isNew} />
          </SchemaProvider>
        </Suspense>
      </LanguageProvider>
    </QueryClientProvider>
  );
  await act(async () => root.render(page));
  while (shown === undefined) await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
}

const type = (values: Record<string, string>) => {
  for (const [name, text] of Object.entries(values)) form.form.setValue(name, text, { shouldDirty: true });
};
const save = () => act(() => form.save());

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  sessionStorage.clear();
  onProblem.mockClear();
  sent = [];
  answer = ({ body }) => json({ ...stored, "@odata.etag": 'W/"2"', ...(body as object) });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const body = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const request = { method: init.method ?? "GET", path, body, ifMatch: new Headers(init.headers).get("if-match") };
    sent.push(request);
    return answer(request);
  });
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

test("only what changed is sent, under the version that was read", async () => {
  await show();
  type({ jobtitle: "Countess", firstname: "Ada" });
  expect(form.isDirty()).toBe(true);
  await save();
  expect(sent).toMatchObject([{ method: "PATCH", body: { jobtitle: "Countess" }, ifMatch: 'W/"1"' }]);
  expect(form.isDirty()).toBe(false);
});

test("nothing is sent when nothing changed, and a second press while saving is the same save", async () => {
  await show();
  await save();
  expect(sent).toEqual([]);
  type({ jobtitle: "Countess" });
  await act(() => Promise.all([form.save(), form.save()]));
  expect(sent).toHaveLength(1);
});

test("what is wrong is said at its field and nothing is sent", async () => {
  await show();
  type({ lastname: " " });
  expect(await save()).toBeUndefined();
  expect(sent).toEqual([]);
  expect(form.form.getFieldState("lastname").error?.message).toBe("Fill this in.");
  expect(onProblem).toHaveBeenCalledWith(expect.objectContaining({ name: "lastname" }));
});

test("a refusal that names a column is said at its field; another one at the top; what was typed stays", async () => {
  await show();
  type({ jobtitle: "Countess" });
  answer = () => refusal(400, "0x80044331", "The 'jobtitle' attribute is too long.");
  expect(await save()).toBeUndefined();
  expect(form.form.getFieldState("jobtitle").error?.message).toContain("too long");
  answer = () => {
    throw new TypeError("offline");
  };
  expect(await save()).toBeUndefined();
  expect(form.failure).toMatchObject({ status: 0 });
  expect(form.form.getValues("jobtitle")).toBe("Countess");
});

test("somebody was faster: other fields are merged and saved without asking", async () => {
  await show();
  type({ jobtitle: "Countess" });
  const theirs = { ...stored, "@odata.etag": 'W/"2"', firstname: "Augusta" };
  answer = ({ method, ifMatch, body }) =>
    method === "GET"
      ? json(theirs)
      : ifMatch === 'W/"2"'
        ? json({ ...theirs, ...(body as object) })
        : changedMeanwhile();
  expect(await save()).toMatchObject({ jobtitle: "Countess", firstname: "Augusta" });
  expect(sent.at(-1)).toMatchObject({ body: { jobtitle: "Countess" }, ifMatch: 'W/"2"' });
  expect(form.form.getValues("firstname")).toBe("Augusta");
});

test("somebody changed the same field: it is asked, and the choice is saved under the new version", async () => {
  await show();
  type({ jobtitle: "Countess", firstname: "A." });
  const theirs = { ...stored, "@odata.etag": 'W/"2"', jobtitle: "Analyst" };
  answer = ({ method, ifMatch, body }) =>
    method === "GET"
      ? json(theirs)
      : ifMatch === 'W/"2"'
        ? json({ ...theirs, ...(body as object) })
        : changedMeanwhile();
  expect(await save()).toBeUndefined();
  expect(form.conflict?.conflicts).toMatchObject([{ was: "", mine: "Countess", theirs: "Analyst" }]);
  const { drafts } = form.conflict!;
  expect(await act(() => form.resolve({ ...drafts, jobtitle: "Analyst" }))).toMatchObject({ jobtitle: "Analyst" });
  expect(sent.at(-1)).toMatchObject({ body: { firstname: "A." }, ifMatch: 'W/"2"' });
  expect(form.conflict).toBeUndefined();
});

test("what is typed while the answer is on its way stays, unsaved", async () => {
  await show();
  type({ jobtitle: "Countess" });
  const { promise, resolve } = Promise.withResolvers<Response>();
  answer = () => promise;
  await act(async () => {
    const saving = form.save();
    type({ firstname: "Augusta" });
    resolve(json({ ...stored, "@odata.etag": 'W/"2"', jobtitle: "Countess" }));
    await saving;
  });
  expect(form.form.getValues("firstname")).toBe("Augusta");
  expect(form.isDirty()).toBe(true);
  answer = ({ body }) => json({ ...stored, "@odata.etag": 'W/"3"', jobtitle: "Countess", ...(body as object) });
  await save();
  expect(sent.at(-1)).toMatchObject({ body: { firstname: "Augusta" }, ifMatch: 'W/"2"' });
});

test("what was typed when the session ended is there after signing in again", async () => {
  await show();
  type({ jobtitle: "Countess" });
  answer = () => refusal(401, "0x8F000002");
  await save();
  await act(async () => root.unmount());
  await show();
  expect(form.form.getValues("jobtitle")).toBe("Countess");
  expect(form.isDirty()).toBe(true);
});

test("a column that comes after the record shows its value, beside what is typed", async () => {
  await show();
  type({ jobtitle: "Countess" });
  await act(async () => showColumns([...columns, ...columnsOf("lead", "companyname")]));
  expect(form.form.getValues()).toMatchObject({ companyname: "Engines", jobtitle: "Countess" });
  await save();
  expect(sent).toMatchObject([{ body: { jobtitle: "Countess" } }]);
  expect(sent[0]?.body).not.toHaveProperty("companyname");
});

test("a new record whose answer was lost is not created twice: what was edited since is added to it", async () => {
  await show(true);
  type({ subject: "Deal", lastname: "Byron" });
  answer = () => {
    throw new TypeError("connection lost");
  };
  expect(await save()).toBeUndefined();
  const first = sent[0]?.body as { leadid: string };
  type({ lastname: "Lovelace" });
  const there = { ...stored, firstname: null, ...first };
  answer = ({ method, body }) =>
    method === "POST" ? refusal(412, "0x80040237") : json(method === "GET" ? there : { ...there, ...(body as object) });
  expect(await save()).toMatchObject({ leadid: first.leadid, lastname: "Lovelace" });
  expect(sent[1]).toMatchObject({ method: "POST", body: { leadid: first.leadid } });
  expect(sent.at(-1)).toMatchObject({ method: "PATCH", body: { lastname: "Lovelace" }, ifMatch: 'W/"1"' });
  expect(sent.at(-1)?.path).toContain(`leads(${first.leadid})`);
});

test("another record with the same key is no success", async () => {
  await show(true);
  type({ subject: "Deal", lastname: "Byron" });
  answer = ({ method }) => (method === "POST" ? refusal(412, "0x80040237", "taken") : refusal(404, "0x80040217"));
  expect(await save()).toBeUndefined();
  expect(form.failure).toMatchObject({ message: "taken" });
});

test("a new record sends what is filled in", async () => {
  await show(true);
  type({ subject: "Deal", lastname: "Byron", jobtitle: " " });
  await save();
  expect(sent).toMatchObject([{ method: "POST", body: { subject: "Deal", lastname: "Byron" }, ifMatch: null }]);
  expect(sent[0]?.body).not.toHaveProperty("jobtitle");
});
