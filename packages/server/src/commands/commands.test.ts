/** The command line as a user has it: child processes on a data folder of their own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bin, environmentWith, runCommand } from "../testing/command-line.ts";
import { HttpClient } from "../testing/http-client.ts";
import { ServerProcess } from "../testing/server-process.ts";
import type { Terminal } from "./command.ts";
import { runWords } from "./main.ts";

const setUp = {
  organisation: "Contoso",
  baseCurrency: "PLN",
  language: "en",
  administrator: { name: "Ada Admin", email: "ada@example.com", password: "correct horse battery" },
};

let folder: string;
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leadwright-commands-"));
  // The database runs under another user where the tests run as root.
  await chmod(folder, 0o755);
  data = join(folder, "data");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** On the data of this test. */
const run = (words: readonly string[], input = "") =>
  runCommand(words, { input, environment: { LEADWRIGHT_DATA: data } });

/** The same in this process, where there is nothing to see but what is said. */
async function say(words: readonly string[]) {
  const said = { out: "", error: "" };
  const terminal: Terminal = {
    out: (line) => {
      said.out += `${line}\n`;
    },
    error: (line) => {
      said.error += `${line}\n`;
    },
    piped: async () => undefined,
    progress: () => {},
    bytes: async () => {},
    environment: { LEADWRIGHT_DATA: data },
  };
  return { code: await runWords(words, terminal), ...said };
}

const startServer = () => ServerProcess.start(["--data", data]);

describe("the command line explains itself", () => {
  test.each([[[]], [["--help"]], [["help"]]])("%j lists the commands", async (words) => {
    const { code, out } = await say(words);
    expect(code).toBe(0);
    for (const name of ["start", "user add", "token add", "token list", "token revoke", "import"]) {
      expect(out).toContain(`  ${name} `);
    }
  });

  test.each([["start"], ["user add"], ["token add"], ["token list"], ["token revoke"], ["import"]])(
    "%s --help says what it takes",
    async (name) => {
      const { code, out } = await say([...name.split(" "), "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`leadwright ${name}`);
      expect(out).toContain("--data DIR");
    },
  );

  test.each([
    [["nope"], "There is no command 'nope'."],
    [["user"], "There is no command 'user'."],
    [["start", "--nope"], "Unknown option '--nope'"],
    [["start", "--port", "99999"], "'99999' is not a port"],
    [["start", "--log", "loud"], "'loud' is not a log level"],
    [["user", "add"], "--email is missing."],
    [["token", "revoke"], "Expected ID behind 'token revoke'."],
    [["import", "a.csv"], "--table is missing."],
  ])("%j is not understood: exit code 2", async (words, message) => {
    const { code, error } = await say(words);
    expect([code, error]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("on a data folder", () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer();
    expect((await server.client.post("/auth/setup", setUp)).status).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
  });

  test("users and tokens are made while the server runs", async () => {
    const user = await run(["user", "add", "--email", "jan@example.com", "--name", "Jan Nowak", "--json"]);
    expect(user.code).toBe(0);
    const { password } = JSON.parse(user.out);
    expect((await server.client.post("/auth/sign-in", { email: "jan@example.com", password })).status).toBe(200);

    const piped = await run(
      ["user", "add", "--email", "eva@example.com", "--name", "Eva Z", "--role", "sales manager", "--password-stdin"],
      "a piped password\n",
    );
    expect(piped).toMatchObject({ code: 0, out: "eva@example.com can sign in.\n", error: "" });
    expect(
      (await server.client.post("/auth/sign-in", { email: "eva@example.com", password: "a piped password" })).status,
    ).toBe(200);

    const token = await run(["token", "add", "--user", "jan@example.com", "--name", "robot"]);
    expect(token.out).toMatch(/^lw_[\w-]{43}\n$/);
    const program = new HttpClient(server.url, token.out.trim());
    expect((await program.get("WhoAmI")).status).toBe(200);
    const list = await run(["token", "list", "--user", "jan@example.com", "--json"]);
    const [{ id, name }] = JSON.parse(list.out);
    expect(name).toBe("robot");
    expect((await run(["token", "revoke", id])).code).toBe(0);
    await expect.poll(async () => (await program.get("WhoAmI")).status, { timeout: 8000 }).toBe(401);
  }, 60_000);

  test.each([
    [
      ["user", "add", "--email", "ada@example.com", "--name", "Again A"],
      "A record with matching key values already exists.",
    ],
    [["user", "add", "--email", "new@example.com", "--name", "N N", "--role", "King"], "There is no role 'King'."],
    [["user", "add", "--email", "nonsense", "--name", "N N"], "'nonsense' is not an e-mail address."],
    [["token", "add", "--user", "nobody@example.com"], "Nobody has the e-mail address 'nobody@example.com'."],
    [["token", "revoke", "nope"], "nope"],
    [["import", "gone.csv", "--table", "lead", "--map", "gone.json"], "gone.json"],
  ])(
    "%j fails in words: exit code 1",
    async (words, message) => {
      const { code, error } = await say(words);
      expect([code, error]).toEqual([1, expect.stringContaining(message)]);
      expect(error).not.toContain("    at ");
    },
    30_000,
  );

  test("a file is imported, what failed is written beside it, and it is taken back beside the running server", async () => {
    const [file, map] = [join(folder, "leads.csv"), join(folder, "map.json")];
    await writeFile(file, "Topic,Last\n50 licences,Nguyễn\nTraining,\n");
    await writeFile(map, JSON.stringify({ columns: { Topic: { to: "subject" }, Last: { to: "lastname" } } }));
    const { code, out } = await run(["import", file, "--table", "lead", "--map", map, "--json"]);
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ created: 1, updated: 0, failed: 1, errors: `${file}.errors.csv` });
    expect(await readFile(result.errors, "utf8")).toContain("Training");
    const undone = await run(["import", "undo", result.id, "--json"]);
    expect([undone.code, undone.error]).toEqual([0, ""]);
    expect(JSON.parse(undone.out)).toMatchObject({ isRunning: false, undone: 1, keptCount: 0 });

    // More than fit into a request: the server's job does it while the command waits.
    const large = join(folder, "large.csv");
    await writeFile(large, `Topic,Last\n${Array.from({ length: 700 }, (_, n) => `large,L${n}\n`).join("")}`);
    const imported = JSON.parse((await run(["import", large, "--table", "lead", "--map", map, "--json"])).out);
    const back = await run(["import", "undo", imported.id, "--json"]);
    expect(JSON.parse(back.out)).toMatchObject({ isRunning: false, undone: 700, total: 700, keptCount: 0 });
  }, 60_000);

  test("a second server is refused in words", async () => {
    const second = await run(["start", "--api-only", "--port", "0", "--log", "silent"]);
    expect(second.code).toBe(1);
    expect(second.error).toMatch(/already|in use|running|another/i);
    expect(second.error).not.toContain("    at ");
  }, 60_000);

  test("a port in use is refused in words, before any data is made", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    try {
      const other = join(folder, "other");
      const refused = await run(["start", "--api-only", "--port", String(port), "--data", other, "--log", "silent"]);
      expect([refused.code, refused.error]).toEqual([
        1,
        expect.stringContaining(`Port ${port} of 127.0.0.1 is in use.`),
      ]);
      expect(existsSync(other)).toBe(false);
    } finally {
      holder.close();
    }
  }, 60_000);

  test.each(["SIGTERM", "SIGINT"] as const)(
    "%s stops it within 5 s, and what was there is there again",
    async (signal) => {
      expect(await server.stop(signal)).toBeLessThan(5);
      server = await startServer();
      const { email, password } = setUp.administrator;
      expect((await server.client.post("/auth/sign-in", { email, password })).status).toBe(200);
    },
    60_000,
  );

  test("a stop while it starts leaves nothing behind", async () => {
    const other = join(folder, "interrupted");
    const child = spawn(
      process.execPath,
      [bin, "start", "--api-only", "--port", "0", "--data", other, "--log", "silent"],
      {
        env: environmentWith(),
        stdio: "ignore",
      },
    );
    await expect.poll(() => existsSync(other), { timeout: 10_000 }).toBe(true);
    child.kill("SIGTERM");
    expect((await once(child, "close"))[0]).toBe(0);
    const { code, error } = await run(["token", "list", "--user", "x", "--data", other]);
    expect([code, error]).toEqual([1, expect.stringContaining("Nobody has the e-mail address")]);
  }, 60_000);

  test("commands work when no server runs", async () => {
    await server.stop();
    const list = await run(["token", "list", "--user", "jan@example.com"]);
    expect(list).toMatchObject({ code: 0, error: "" });
    const user = await run(["user", "add", "--email", "offline@example.com", "--name", "Off Line"]);
    expect(user.out).toMatch(/^offline@example\.com can sign in\. Password: \w{20}\n$/);
    server = await startServer();
  }, 60_000);
});
