import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient, type TestAnswer } from "../testing/http-client.ts";
import { password, type SetUpApp, startSetUpApp, startTestApp } from "../testing/test-app.ts";

const anonymous = (origin: string) => new HttpClient(origin);
const cookieOf = (answer: TestAnswer) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

describe("set-up", () => {
  const body = {
    organisation: "Contoso",
    baseCurrency: "PLN",
    language: "pl",
    administrator: { name: "Łucja Nowak", email: "lucja@example.com", password },
  };

  test("is done once, even by two at the same time, and signs the administrator in", async () => {
    const app = await startTestApp();
    try {
      const client = anonymous(app.origin);
      expect((await client.get("/auth/session")).json).toEqual({ state: "setup" });
      for (const wrong of [
        {},
        { ...body, language: "de" },
        { ...body, baseCurrency: "XXXX" },
        { ...body, administrator: { ...body.administrator, password: "short" } },
      ]) {
        expect((await client.post("/auth/setup", wrong)).status).toBe(400);
      }
      const answers = await Promise.all([client.post("/auth/setup", body), client.post("/auth/setup", body)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const done = answers.find(({ status }) => status === 201);
      expect(done?.json).toMatchObject({
        state: "signedIn",
        user: { name: "Łucja Nowak", email: "lucja@example.com", language: "pl", administrator: true },
        organisation: { name: "Contoso", baseCurrency: { code: "PLN", digits: 2 } },
      });
      expect(done?.json.privileges.lead.create).toBe(4);
      const session = await client.get("/auth/session", { cookie: cookieOf(done as TestAnswer) });
      expect(session.json).toEqual(done?.json);
      expect((await client.get("/auth/session")).json).toEqual({ state: "signedOut" });
      expect((await client.post("/auth/setup", body)).status).toBe(409);
    } finally {
      await app.close();
    }
  });
});

describe("once set up", () => {
  let app: SetUpApp;
  let client: HttpClient;
  beforeAll(async () => {
    app = await startSetUpApp();
    client = anonymous(app.origin);
  });
  afterAll(() => app.close());

  /** A browser that is signed in. */
  async function signIn(email: string, word = password) {
    const answer = await client.post("/auth/sign-in", { email, password: word });
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.stringContaining("signedIn")]);
    const cookie = cookieOf(answer);
    const csrf = answer.json.csrfToken as string;
    return { answer, cookie, csrf, headers: { cookie, "x-csrf-token": csrf } };
  }

  describe("signing in", () => {
    test("gives a cookie that scripts cannot read and other sites cannot send", async () => {
      const { answer } = await signIn("ADA@example.com ");
      const cookie = answer.headers.get("set-cookie") ?? "";
      expect(cookie).toMatch(/^leadwright_session=[\w-]{43};/);
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Lax/);
      expect(cookie).not.toMatch(/Secure/);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    });

    test("says the same of a wrong password, an unknown address, a disabled user and one without a password", async () => {
      const { id } = await app.addUser("disabled@example.com");
      await app.admin.patch(`systemusers(${id})`, { isdisabled: true });
      const { id: without } = await app.addUser("nopassword@example.com");
      await app.store.sql("delete from app.credential where userid = $1", [without]);
      const answers = await Promise.all(
        [
          { email: "ada@example.com", password: "wrong password" },
          { email: "nobody@example.com", password },
          { email: "disabled@example.com", password },
          { email: "nopassword@example.com", password },
        ].map((body) => client.post("/auth/sign-in", body)),
      );
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]?.json.error).toEqual({
        code: "0x8F000003",
        message: "The e-mail address or the password is wrong.",
      });
      expect(answers.every(({ headers }) => headers.get("set-cookie") === null)).toBe(true);
    });

    test.each([
      [{}],
      [{ email: "a" }],
      [{ email: 1, password: 2 }],
      ["null"],
      ["["],
      [{ email: "x".repeat(2000), password }],
    ])("refuses %j", async (body) => {
      expect((await client.post("/auth/sign-in", body)).status).toBe(400);
    });

    test("is refused after ten tries for one address, with the time to wait, and not for others", async () => {
      await app.addUser("target@example.com");
      const fresh = await startAnother();
      try {
        const attempt = (email: string, word: string) =>
          anonymous(fresh.origin).post("/auth/sign-in", { email, password: word });
        for (let index = 0; index < 10; index++)
          expect((await attempt("target@example.com", "wrong")).status).toBe(401);
        const refused = await attempt("Target@example.com", password);
        expect([refused.status, refused.json.error.code]).toEqual([429, "0x8F000004"]);
        expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(800);
        expect((await attempt("ada@example.com", password)).status).toBe(200);
        for (let index = 0; index < 19; index++) await attempt(`guess${index}@example.com`, "wrong");
        expect((await attempt("ada@example.com", password)).status).toBe(429);
      } finally {
        await fresh.close();
      }
    });

    test("from a foreign page is refused", async () => {
      const body = { email: "ada@example.com", password };
      for (const headers of [
        { origin: "https://evil.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
      ]) {
        expect((await client.post("/auth/sign-in", body, headers as Record<string, string>)).status).toBe(403);
      }
      expect(
        (await client.post("/auth/sign-in", body, { origin: app.origin, "sec-fetch-site": "same-origin" })).status,
      ).toBe(200);
    });
  });

  describe("a session", () => {
    test("reads without more, and writes with the page's token only", async () => {
      const { cookie, csrf } = await signIn("ada@example.com");
      expect((await client.get("leads?$top=1", { cookie })).status).toBe(200);
      const lead = { subject: "S", lastname: "B" };
      for (const headers of [
        {},
        { "x-csrf-token": "wrong" },
        { "x-csrf-token": csrf, origin: "https://evil.example" },
      ]) {
        const refused = await client.post("leads", lead, { cookie, ...headers });
        expect([refused.status, refused.json.error.code]).toEqual([403, "0x8F000005"]);
      }
      expect((await client.post("leads", lead, { cookie, "x-csrf-token": csrf })).status).toBe(204);
      const history = await app.store.sql<{ door: string }>("select door from app.audit order by auditid desc limit 1");
      expect(history).toEqual([{ door: "web" }]);
    });

    test("is told of errors in its user's language", async () => {
      const { id } = await app.addUser("polish@example.com");
      const settings = await app.admin.patch(`usersettingscollection(${id})`, { uilanguageid: 1045 });
      expect(settings.status).toBe(204);
      const { cookie } = await signIn("polish@example.com");
      expect((await client.get("foos", { cookie })).json.error.message).toBe("Nie ma zasobu „foos”.");
    });

    test("ends with sign-out", async () => {
      const { cookie, headers } = await signIn("ada@example.com");
      expect((await client.post("/auth/sign-out", undefined, { cookie })).status).toBe(403);
      const out = await client.post("/auth/sign-out", undefined, headers);
      expect(out.status).toBe(204);
      expect(out.headers.get("set-cookie")).toMatch(/leadwright_session=;.*Max-Age=0/);
      expect((await client.get("leads", { cookie })).status).toBe(401);
    });

    test("ends at once, with all others of the user, with sign-out everywhere", async () => {
      await app.addUser("everywhere@example.com");
      const [one, two] = [await signIn("everywhere@example.com"), await signIn("everywhere@example.com")];
      const other = await signIn("ada@example.com");
      for (const { cookie } of [one, two]) expect((await client.get("leads?$top=1", { cookie })).status).toBe(200);
      expect((await client.post("/auth/sign-out-everywhere", undefined, one.headers)).status).toBe(204);
      for (const { cookie } of [one, two]) expect((await client.get("leads?$top=1", { cookie })).status).toBe(401);
      expect((await client.get("leads?$top=1", { cookie: other.cookie })).status).toBe(200);
    });

    test("ends at once when the user is disabled", async () => {
      const { id, client: program } = await app.addUser("leaving@example.com");
      const { cookie } = await signIn("leaving@example.com");
      expect((await client.get("leads?$top=1", { cookie })).status).toBe(200);
      expect((await app.admin.patch(`systemusers(${id})`, { isdisabled: true })).status).toBe(204);
      expect((await client.get("leads?$top=1", { cookie })).status).toBe(401);
      expect((await program.get("leads?$top=1")).status).toBe(401);
      expect((await client.get("/auth/session", { cookie })).json).toEqual({ state: "signedOut" });
    });

    test("is kept as a hash, is prolonged by use, and ends when its time is up", async () => {
      const { cookie } = await signIn("ada@example.com");
      const id = cookie.split("=")[1] ?? "";
      const rows = await app.store.sql<{ all: string }>(
        "select string_agg(to_json(s)::text, '') as all from app.session s",
      );
      expect(rows[0]?.all).not.toContain(id);
      const age = (seconds: number) =>
        app.store.sql(
          "update app.session set lastseenat = lastseenat - make_interval(secs => $1), expiresat = expiresat - make_interval(secs => $1)",
          [seconds],
        );
      const fresh = await startAnother();
      try {
        const later = anonymous(fresh.origin);
        await age(7200);
        const prolonged = await later.get("leads?$top=1", { cookie });
        expect(prolonged.headers.get("set-cookie")).toMatch(/Max-Age=1209600/);
        expect((await later.get("leads?$top=1", { cookie })).headers.get("set-cookie")).toBeNull();
      } finally {
        await fresh.close();
      }
      const last = await startAnother();
      try {
        await age(15 * 24 * 3600);
        expect((await anonymous(last.origin).get("leads?$top=1", { cookie })).status).toBe(401);
      } finally {
        await last.close();
      }
    });

    test.each(["", "x", "%", "leadwright_session", "a".repeat(5000)])("with the cookie %j is none", async (value) => {
      expect((await client.get("leads", { cookie: `leadwright_session=${value}` })).status).toBe(401);
    });
  });

  describe("the own password", () => {
    test("is changed by who knows it, and other sessions end", async () => {
      await app.addUser("change@example.com");
      const [here, there] = [await signIn("change@example.com"), await signIn("change@example.com")];
      const change = (current: string, next: string) =>
        client.post("/auth/password", { current, new: next }, here.headers);
      expect((await change("wrong one", "a new password")).status).toBe(400);
      expect((await change(password, "short")).status).toBe(400);
      expect((await change(password, "a new password")).status).toBe(204);
      expect((await client.get("leads?$top=1", { cookie: here.cookie })).status).toBe(200);
      expect((await client.get("leads?$top=1", { cookie: there.cookie })).status).toBe(401);
      expect((await client.post("/auth/sign-in", { email: "change@example.com", password })).status).toBe(401);
      await signIn("change@example.com", "a new password");
    });
  });

  describe("access tokens", () => {
    test("are shown once, listed, and worthless when revoked", async () => {
      await app.addUser("tokens@example.com");
      const { headers } = await signIn("tokens@example.com");
      const created = await client.post("/auth/tokens", { name: "Zapier" }, headers);
      expect(created.status).toBe(201);
      const { id, token } = created.json;
      expect(token).toMatch(/^lw_[\w-]{43}$/);
      const program = new HttpClient(app.origin, token);
      expect((await program.post("leads", { subject: "S", lastname: "B" })).status).toBe(204);
      const listed = (await client.get("/auth/tokens", headers)).json.tokens;
      expect(listed).toContainEqual({
        id,
        name: "Zapier",
        createdAt: created.json.createdAt,
        lastUsedAt: expect.any(String),
      });
      expect(JSON.stringify(listed)).not.toContain(token);
      const stored = await app.store.sql<{ all: string }>(
        "select string_agg(to_json(t)::text, '') as all from app.token t",
      );
      expect(stored[0]?.all).not.toContain(token);

      const ada = await signIn("ada@example.com");
      expect((await client.delete(`/auth/tokens/${id}`, ada.headers)).status).toBe(404);
      expect((await client.delete(`/auth/tokens/${id}`, headers)).status).toBe(204);
      expect((await program.get("leads?$top=1")).status).toBe(401);
      expect((await client.delete(`/auth/tokens/${id}`, headers)).status).toBe(404);
      expect((await client.delete("/auth/tokens/nope", headers)).status).toBe(404);
    });

    test.each(["Bearer lw_nope", "Bearer", "Basic YTpi", "", "Bearer lw_a b"])(
      "%j is not one",
      async (authorization) => {
        const answer = await client.get("leads", { authorization });
        expect(answer.status).toBe(401);
        expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
        expect(answer.json.error.code).toMatch(/^0x/);
      },
    );

    test("cannot make more of themselves or change the password", async () => {
      expect((await app.admin.post("/auth/tokens", { name: "more" })).status).toBe(401);
      expect((await app.admin.get("/auth/tokens")).status).toBe(401);
      expect((await app.admin.post("/auth/password", { current: password, new: "a new password" })).status).toBe(401);
    });

    test("names have 1 to 100 characters", async () => {
      const { headers } = await signIn("ada@example.com");
      for (const name of ["", " ", "x".repeat(101)]) {
        expect((await client.post("/auth/tokens", { name }, headers)).status).toBe(400);
      }
    });
  });

  test("nothing that is secret is logged", async () => {
    await client.post("/auth/sign-in", { email: "ada@example.com", password: "a wrong password" });
    const text = JSON.stringify(app.logged);
    expect(text).not.toContain("a wrong password");
    expect(text).not.toContain(password);
    expect(text).not.toMatch(/lw_|leadwright_session/);
  });

  /** Another process on the same database: nothing remembered of sessions and tries. */
  async function startAnother() {
    const { createApp } = await import("../app.ts");
    const { silentLog } = await import("@leadwright/store/testing");
    const other = createApp({ store: app.store, log: silentLog });
    const origin = await other.listen({ host: "127.0.0.1", port: 0 });
    return { origin, close: () => other.close() };
  }
});
