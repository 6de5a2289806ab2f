import { AppError } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";
import { ServiceProtection } from "./service-protection.ts";

describe("what one user may ask", () => {
  let now = 1_000_000_000_000;
  const limits = { requests: 3, milliseconds: 1_000, concurrent: 2 };
  const refused = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      if (error instanceof AppError) return [error.entry.code, error.details.seconds];
      throw error;
    }
    return undefined;
  };

  test("is so many requests in five minutes, the others are not held up", () => {
    const protection = new ServiceProtection(() => now);
    const ask = (user = "a") => protection.begin(user, limits);
    for (const left of [2, 1, 0]) {
      const request = ask();
      expect(request.remaining).toEqual({ requests: left, seconds: 1 });
      request.end();
      request.end();
    }
    expect(refused(ask)).toEqual(["0x80072322", 300]);
    expect(refused(() => ask("b"))).toBeUndefined();
    now += 290_000;
    expect(refused(ask)).toEqual(["0x80072322", 10]);
    now += 10_000;
    expect(refused(ask)).toBeUndefined();
  });

  test("is so much time, and so many at once", () => {
    const protection = new ServiceProtection(() => now);
    const ask = () => protection.begin("a", { ...limits, requests: 100 });
    const [one, two] = [ask(), ask()];
    expect(refused(ask)).toEqual(["0x80072326", 1]);
    now += 400;
    one.end();
    const three = ask();
    now += 300;
    two.end();
    expect(refused(ask)).toEqual(["0x80072321", expect.any(Number)]);
    three.end();
  });
});

describe("over HTTP", () => {
  let app: SetUpApp;
  beforeAll(async () => {
    app = await startSetUpApp();
  });
  afterAll(async () => {
    vi.useRealTimers();
    await app.close();
  });

  test("an administrator sets the limits; a user beyond them gets 429 and is told when to come again", async () => {
    const { client } = await app.addUser("eve@example.com");
    const first = await client.get("WhoAmI");
    expect(first.headers.get("x-ms-ratelimit-burst-remaining-xrm-requests")).toBe("999999");
    expect(first.headers.get("x-ms-ratelimit-time-remaining-xrm-requests")).toBe("60000.00");
    const { OrganizationId: id } = first.json;
    expect((await client.patch(`organizations(${id})`, { lw_apirequestlimit: 9 })).status).toBe(403);
    expect((await app.admin.patch(`organizations(${id})`, { lw_apirequestlimit: 3 })).status).toBe(204);
    // The setting is kept for some seconds.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6_000 });
    const answers = [];
    for (let request = 0; request < 3; request++) answers.push(await client.get("WhoAmI"));
    const refused = answers.at(-1);
    expect([refused?.status, refused?.json.error.code]).toEqual([429, "0x80072322"]);
    expect(refused?.json.error.message).toBe(
      "Number of requests exceeded the limit of 3 over time window of 300 seconds.",
    );
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(280);
  });
});
