import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, localPath, onSignedOut, setCsrfToken } from "./client.ts";
import { ApiError, isConflict } from "./errors.ts";

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; odata.metadata=minimal" },
  });
const fetchMock = vi.fn<typeof fetch>();
const sent = () => fetchMock.mock.calls[0] as [string, RequestInit & { headers: Record<string, string> }];

beforeEach(() => vi.stubGlobal("fetch", fetchMock));
afterEach(() => {
  vi.unstubAllGlobals();
  fetchMock.mockReset();
});

test("paths are relative to the Web API, and reading sends no token", async () => {
  fetchMock.mockResolvedValue(json(200, { value: [] }));
  expect(await api("leads?$top=1")).toEqual({ value: [] });
  const [path, init] = sent();
  expect(path).toBe("/api/data/v9.2/leads?$top=1");
  expect(init.headers).not.toHaveProperty("x-csrf-token");
  expect(init).not.toHaveProperty("body");
});

test("a change carries the page's token, the ETag and what is preferred", async () => {
  setCsrfToken("secret");
  fetchMock.mockResolvedValue(new Response(null, { status: 204 }));
  const prefer = ["return=representation", 'odata.include-annotations="*"'];
  expect(await api("leads(1)", { method: "PATCH", body: { a: 1 }, ifMatch: 'W/"7"', prefer })).toBeUndefined();
  const [, init] = sent();
  expect(init.headers).toMatchObject({
    "x-csrf-token": "secret",
    "if-match": 'W/"7"',
    prefer: 'return=representation,odata.include-annotations="*"',
    "content-type": "application/json",
  });
  expect(init.body).toBe('{"a":1}');
});

test("the server's words and code become an ApiError", async () => {
  const error = { code: "0x80060882", message: "The version does not match." };
  fetchMock.mockResolvedValue(json(412, { error }));
  const thrown = await api("leads(1)", { method: "DELETE" }).catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({ status: 412, ...error });
  expect(isConflict(thrown)).toBe(true);
});

test("an error page of a proxy, a cut-off answer and no answer are errors too", async () => {
  fetchMock.mockResolvedValueOnce(new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }));
  await expect(api("leads")).rejects.toMatchObject({ status: 502, message: "Bad Gateway" });
  fetchMock.mockResolvedValueOnce(new Response('{"value":[', { headers: { "content-type": "application/json" } }));
  await expect(api("leads")).rejects.toMatchObject({ code: "network" });
  fetchMock.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await expect(api("leads")).rejects.toMatchObject({ status: 0, code: "network" });
});

test("a request that was called off stays an abort, not an error of ours", async () => {
  const stop = new AbortController();
  stop.abort();
  const abort = new DOMException("", "AbortError");
  fetchMock.mockRejectedValue(abort);
  await expect(api("leads", { signal: stop.signal })).rejects.toBe(abort);
});

test("a lost session is told, except by the sign-in itself", async () => {
  const listener = vi.fn();
  onSignedOut(listener);
  fetchMock.mockImplementation(async () => json(401, { error: { code: "0x8F000002", message: "Sign in first." } }));
  await expect(api("/auth/sign-in", { method: "POST", body: {} })).rejects.toThrow();
  expect(listener).not.toHaveBeenCalled();
  await expect(api("leads")).rejects.toThrow("Sign in first.");
  expect(listener).toHaveBeenCalledOnce();
});

test("a link to the next page counts by its path, whatever host a proxy made of it", () => {
  expect(localPath("http://10.0.0.7:4180/api/data/v9.2/leads?$select=a&$skiptoken=%3Cx%20y%3E")).toBe(
    "/api/data/v9.2/leads?$select=a&$skiptoken=%3Cx%20y%3E",
  );
});
