import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const total = 1_234;
let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  const principal = await app.store.principal(app.adminId);
  const rows = Array.from({ length: total }, (_, index) => ({
    subject: `S${index % 7}`,
    lastname: String(index).padStart(4, "0"),
  }));
  await app.store.change({ principal, door: "command" }, (work) => work.createMany("lead", rows));
});
afterAll(() => app.close());

interface Row {
  readonly lastname: string;
}

async function pages(url: string, headers: Record<string, string> = {}): Promise<Row[][]> {
  const found: Row[][] = [];
  for (let next: string | undefined = url; next !== undefined; ) {
    const { json, status } = await admin.get(next, headers);
    expect(status).toBe(200);
    found.push(json.value);
    next = json["@odata.nextLink"];
  }
  return found;
}

const names = (rows: readonly Row[][]) => rows.flat().map(({ lastname }) => lastname);
const all = Array.from({ length: total }, (_, index) => String(index).padStart(4, "0"));

test.each([
  ["one page of all", "leads?$select=lastname&$orderby=lastname", {}, [total]],
  ["pages of a size", "leads?$select=lastname&$orderby=lastname", { prefer: "odata.maxpagesize=601" }, [601, 601, 32]],
  [
    "pages that end with a slice",
    "leads?$select=lastname&$orderby=lastname",
    { prefer: "odata.maxpagesize=1000" },
    [1000, 234],
  ],
  ["equal values", "leads?$select=lastname&$orderby=subject desc", { prefer: "odata.maxpagesize=700" }, [700, 534]],
])("%s hold every row once", async (_name, url, headers, sizes) => {
  const found = await pages(url, headers);
  expect(found.map((page) => page.length)).toEqual(sizes);
  const shown = names(found);
  expect(url.includes("subject") ? shown.toSorted() : shown).toEqual(all);
});

test("$top ends within a slice, and the count is that of all", async () => {
  const { json } = await admin.get("leads?$select=lastname&$orderby=lastname&$top=777&$count=true");
  expect(json["@odata.count"]).toBe(total);
  expect(names([json.value])).toEqual(all.slice(0, 777));
  expect(json["@odata.nextLink"]).toBeUndefined();
  const last = await admin.get(`leads?$select=lastname&$orderby=lastname&$top=${total}`);
  expect(names([last.json.value])).toEqual(all);
});

test("a page is sent before it is read to its end", async () => {
  const answer = await fetch(`${admin.base}leads`, { headers: { authorization: `Bearer ${admin.token}` } });
  expect(answer.headers.get("transfer-encoding")).toBe("chunked");
  expect(((await answer.json()) as { value: Row[] }).value).toHaveLength(total);
  // Who goes away in the middle leaves nothing behind.
  const leaving = new AbortController();
  const left = await fetch(`${admin.base}leads`, {
    headers: { authorization: `Bearer ${admin.token}` },
    signal: leaving.signal,
  });
  await left.body?.getReader().read();
  leaving.abort();
  expect((await admin.get("leads?$top=1")).status).toBe(200);
});
