import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient } from "../testing/http-client.ts";
import { startSetUpApp, startTestApp, type TestApp } from "../testing/test-app.ts";

let folder: string;
let app: TestApp;
let client: HttpClient;
const html = { accept: "text/html,application/xhtml+xml" };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leadwright-web-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Leadwright</title>");
  await writeFile(join(folder, "assets", "app-a1b2.js"), "console.log('app')");
  await writeFile(join(folder, "assets", "app-a1b2.js.gz"), gzipSync("console.log('app')"));
  app = await startTestApp({ webFolder: folder });
  client = new HttpClient(app.origin);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe("the web app", () => {
  test.each(["/", "/leads", "/leads/0195c0de-0000-7000-8000-000000000001", "/settings/tokens?x=1"])(
    "is at %s",
    async (path) => {
      const answer = await client.get(path, html);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain("<title>Leadwright</title>");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    },
  );

  test("runs its own scripts only, in no other site's frame", async () => {
    const { headers } = await client.get("/", html);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("has files with a hash that browsers keep for ever, compressed where they can read it", async () => {
    const answer = await client.get("/assets/app-a1b2.js", { "accept-encoding": "gzip" });
    expect(answer.text).toBe("console.log('app')");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-encoding")).toBe("gzip");
  });

  test.each([
    ["/assets/gone-c3d4.js", html],
    ["/favicon.ico", html],
    ["/api/nope", html],
    ["/auth/nope", html],
    ["/leads", { accept: "application/json" }],
    ["/../package.json", html],
    ["/%2e%2e/package.json", html],
    ["/assets/%2e%2e%2f%2e%2e%2fpackage.json", html],
    ["/assets", { accept: "*/*" }],
  ])("is not at %s for %j", async (path, headers) => {
    const answer = await client.get(path, headers);
    expect([answer.status, answer.json?.error?.code]).toEqual([404, "0x8006088a"]);
  });
});

describe("the root of the Web API", () => {
  const roots = ["/api/data/v9.2/", "/api/data/v9.2", "/api/data/v9.0/"];

  test.each(roots)("sends a browser at %s to the explorer, signed in or not", async (root) => {
    const answer = await client.get(root, html);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/explorer"]);
    expect(answer.headers.get("vary")).toBe("Accept, Authorization");
    expect((await client.get("/explorer", html)).text).toContain("<title>Leadwright</title>");
  });

  test.each([
    ["asks for JSON", { accept: "application/json" }],
    ["asks for JSON rather than HTML", { accept: "application/json, text/html;q=0.5" }],
    ["takes anything", { accept: "*/*" }],
    ["shows a token", { ...html, authorization: "Bearer lw_unknown" }],
  ])("is the service document for a program that %s", async (_, headers) => {
    const answer = await client.get("/api/data/v9.2/", headers);
    expect([answer.status, answer.headers.get("vary")]).toEqual([401, "Accept, Authorization"]);
  });

  test("is the service document with a token, and without a web app", async () => {
    const bare = await startSetUpApp();
    try {
      for (const headers of [html, { accept: "application/json" }, {}]) {
        const { status, json, headers: said } = await bare.admin.get("", headers);
        expect([status, said.get("vary")]).toEqual([200, "Accept, Authorization"]);
        expect(json.value).toContainEqual({ name: "leads", kind: "EntitySet", url: "leads" });
      }
      expect((await new HttpClient(bare.origin).get("", html)).status).toBe(401);
    } finally {
      await bare.close();
    }
  });
});

describe("any path", () => {
  test("that is not a URL is a 400 in our shape", async () => {
    const answer = await client.get("/%ZZ");
    expect([answer.status, answer.json.error.code]).toEqual([400, "0x80060888"]);
  });

  test("may be long, but not endless", async () => {
    expect((await client.get(`/api/data/v9.2/leads?$filter=${"a".repeat(31_000)}`)).status).toBe(401);
    const answer = await client.get(`/${"a".repeat(70_000)}`);
    expect([answer.status, answer.json.error.code]).toEqual([431, "0x80060888"]);
  });

  test("is answered with 404 when there is no web app", async () => {
    const bare = await startTestApp();
    try {
      expect((await new HttpClient(bare.origin).get("/", html)).status).toBe(404);
    } finally {
      await bare.close();
    }
  });
});

test("/healthz says that the server and its database are there", async () => {
  expect((await client.get("/healthz")).json).toEqual({ status: "ok" });
});

test("what breaks inside is a 500 with an id that is in the log with the stack, once", async () => {
  const broken = await startTestApp();
  try {
    broken.store.sql = () => Promise.reject(new Error("boom"));
    const answer = await new HttpClient(broken.origin).get("/healthz");
    expect([answer.status, answer.json.error.code]).toEqual([500, "0x80040216"]);
    expect(answer.text).not.toContain("boom");
    const errors = broken.logged.filter(({ level }) => level === 50);
    expect(errors).toHaveLength(1);
    expect(answer.json.error.message).toContain(errors[0]?.request as string);
    expect(JSON.stringify(errors[0])).toContain("boom");
  } finally {
    await broken.close();
  }
});

test("a request that is being answered is finished before the server closes", async () => {
  const closing = await startTestApp();
  const answered = new Promise<number>((resolve, reject) => {
    const sent = request(`${closing.origin}/auth/setup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    sent.on("response", (response) => resolve(response.statusCode ?? 0));
    sent.on("error", reject);
    sent.write("{");
    setTimeout(() => {
      void closing.close();
      setTimeout(() => sent.end("}"), 100);
    }, 100);
  });
  expect(await answered).toBe(400);
});
