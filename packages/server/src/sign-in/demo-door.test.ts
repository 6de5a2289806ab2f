import { request } from "node:http";
import { addDemoPlan, createDemoOrganisation, fillDemo } from "@leadwright/sales";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDemo } from "../commands/start-demo.ts";
import { HttpClient } from "../testing/http-client.ts";
import { startSetUpApp, startTestApp, type TestApp } from "../testing/test-app.ts";

const plan = { seed: "door", now: "2026-11-20T12:00:00Z", leads: 20, activities: 40 };

/** What fetch would not let us say: another host. */
function ask(
  origin: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<{ status: number; json: { state?: string; demo?: unknown } }> {
  return new Promise((resolve, reject) => {
    const call = request(
      origin + path,
      { method: body ? "POST" : "GET", headers: { ...headers, "content-type": "application/json" } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, json: JSON.parse(text || "{}") }));
      },
    );
    call.on("error", reject);
    call.end(body ? JSON.stringify(body) : undefined);
  });
}

describe("a demo organisation", () => {
  let app: TestApp;
  let client: HttpClient;
  let people: { id: string; name: string; role: string; unit: string }[];
  beforeAll(async () => {
    app = await startTestApp({ demoSignIn: "this computer" });
    client = new HttpClient(app.origin);
    await createDemoOrganisation(app.store, plan, { language: "en", asJob: false });
  }, 60_000);
  afterAll(() => app.close());

  it("lets nobody in while it is being loaded, and says how far it is", async () => {
    const { json } = await client.get("/auth/session");
    expect(json).toEqual({ state: "signedOut", demo: { progress: { done: 0, of: 1 }, people: [] } });
    const [person] = await app.store.sql<{ id: string }>("select systemuserid::text as id from crm.systemuser limit 1");
    const answer = await client.post("/auth/demo/sign-in", { userId: person?.id });
    expect([answer.status, answer.json.error.message]).toEqual([409, expect.stringContaining("still being loaded")]);
    await fillDemo(app.store);
  });

  it("lists its people with role and unit, and signs in as any of them", async () => {
    people = (await client.get("/auth/session")).json.demo.people;
    expect(people).toHaveLength(12);
    expect(new Set(people.map(({ unit }) => unit))).toEqual(new Set(["Leadwright Demo", "London", "Warsaw", "Hanoi"]));
    const huong = people.find(({ name }) => name === "Nguyễn Thị Hương");
    expect(huong).toMatchObject({
      role: "Sales Manager",
      unit: "Hanoi",
      language: "vi",
      title: "Trưởng phòng kinh doanh",
    });
    const answer = await client.post("/auth/demo/sign-in", { userId: huong?.id });
    expect(answer.json).toMatchObject({
      state: "signedIn",
      user: { name: "Nguyễn Thị Hương", language: "vi" },
      organisation: { demo: true },
    });
  });

  it("has no password that fits, and no way in as somebody who is not of the demo", async () => {
    for (const password of ["", "undefined", "null", "demo demo demo"])
      expect((await client.post("/auth/sign-in", { email: "olivia@demo.example", password })).status).toBe(401);
    const other = await client.post("/auth/demo/sign-in", { userId: "00000000-0000-4000-8000-000000000000" });
    expect(other.status).toBe(403);
    expect((await client.post("/auth/demo/sign-in", { userId: "olivia" })).status).toBe(400);
  });

  it.each([
    ["a page elsewhere whose name leads here", { host: "evil.example" }],
    ["a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["a proxy of the new kind", { forwarded: "for=203.0.113.9" }],
    ["a foreign page", { "sec-fetch-site": "cross-site" }],
  ])("keeps the door shut to %s", async (_who, headers) => {
    const answer = await ask(app.origin, "/auth/demo/sign-in", headers as Record<string, string>, {
      userId: people[0]?.id,
    });
    expect(answer.status).toBe(403);
    if ("sec-fetch-site" in headers) return;
    expect((await ask(app.origin, "/auth/session", headers as Record<string, string>)).json).toEqual({
      state: "signedOut",
    });
  });

  it("is what start --demo goes on with", async () => {
    expect(await openDemo(app.store)).toBe(false);
  });
});

it("signs nobody in where the door is closed, whatever comes", async () => {
  const app = await startTestApp();
  try {
    await createDemoOrganisation(app.store, plan, { language: "en", asJob: false });
    await fillDemo(app.store);
    const client = new HttpClient(app.origin);
    expect((await client.get("/auth/session")).json).toEqual({ state: "signedOut" });
    const [person] = await app.store.sql<{ id: string }>("select systemuserid::text as id from crm.systemuser limit 1");
    expect((await client.post("/auth/demo/sign-in", { userId: person?.id })).status).toBe(403);
  } finally {
    await app.close();
  }
});

it("signs nobody in on a real organisation, and makes no demo of it", async () => {
  const app = await startSetUpApp({ demoSignIn: "anywhere" });
  try {
    const client = new HttpClient(app.origin);
    expect((await client.get("/auth/session")).json).toEqual({ state: "signedOut" });
    expect((await client.post("/auth/demo/sign-in", { userId: app.adminId })).status).toBe(403);
    expect((await client.post("/auth/demo", { language: "en" })).status).toBe(409);
    await expect(openDemo(app.store)).rejects.toThrow("This is a real organisation");
    await expect(addDemoPlan(app.store, plan)).rejects.toThrow("This is a real organisation");
  } finally {
    await app.close();
  }
});
