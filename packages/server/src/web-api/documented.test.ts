/** The examples of docs/web-api.md, run as a reader runs them: from the top to the bottom, on a server of their own. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Example, fits, readExamples, readRefusals, statusesOf } from "../testing/documented-examples.ts";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const file = new URL("../../../../docs/web-api.md", import.meta.url);
const page = await readFile(file, "utf8");
const examples = readExamples(page);
const ofShell = examples.filter(({ language }) => language === "sh");
const ofClient = examples.filter(({ language }) => language === "js");

const ourCurl = fileURLToPath(new URL("../testing/curl.ts", import.meta.url));
const realCurl = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "curl"))
  .find((path) => existsSync(path));

/** In curl's place: they do what it does, and write the status of each answer down. */
const curls = [
  ["what stands in for curl", `exec "$NODE" "${ourCurl}" "$@"`],
  ...(realCurl === undefined ? [] : [["curl", `exec "${realCurl}" -w '%{stderr}%{http_code}\\n' "$@" 2>>"$CURL_LOG"`]]),
] as const;

const separator = "=== next ===";

interface Outcome {
  readonly example: Example;
  readonly printed: string;
  readonly statuses: readonly number[];
}

describe.each(curls)("with %s", (_, curl) => {
  let app: SetUpApp;
  let folder: string;
  let shell: readonly Outcome[];
  let client: readonly Outcome[];

  beforeAll(async () => {
    app = await startSetUpApp();
    folder = await mkdtemp(join(tmpdir(), "leadwright-documented-"));
    const ann = (await app.addUser("ann@example.com", "System Administrator")).client;
    await app.addUser("bob@example.com");
    shell = await runShell(ann, curl);
    client = await runClient(ann);
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const onThisServer = (text: string) => text.replaceAll("http://127.0.0.1:4180", app.origin);

  /** All blocks in one shell, so that a later one knows the names that an earlier one gave. */
  async function runShell({ token = "" }: HttpClient, curl: string): Promise<Outcome[]> {
    const program = async (name: string, text: string) => {
      await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
      await chmod(join(folder, name), 0o755);
    };
    await program("curl", curl);
    await program("npx", `[ "$*" = "leadwright token add --user ann@example.com" ] && echo "${token}"`);
    const log = join(folder, "log");
    const script = ofShell.map(({ text }) => `${text}\necho; echo "${separator}" | tee -a "$CURL_LOG"\n`).join("");
    await writeFile(join(folder, "page.sh"), onThisServer(script));
    const { stdout } = await promisify(execFile)("sh", ["-eu", join(folder, "page.sh")], {
      env: {
        ...process.env,
        PATH: `${folder}${delimiter}${process.env.PATH ?? ""}`,
        NODE: process.execPath,
        CURL_LOG: log,
      },
      maxBuffer: 50_000_000,
    });
    const printed = stdout.split(`${separator}\n`);
    const logged = (await readFile(log, "utf8")).split(`${separator}\n`);
    return ofShell.map((example, index) => ({
      example,
      printed: printed[index] ?? "",
      statuses: (logged[index] ?? "").split("\n").filter(Boolean).map(Number),
    }));
  }

  /** All blocks as one module. */
  async function runClient({ token = "" }: HttpClient): Promise<Outcome[]> {
    const module = ofClient.map(({ text }) => `${text}\nconsole.log("${separator}");\n`).join("");
    const path = join(folder, "page.mjs");
    // Outside the repository the client's name says nothing.
    const found = module.replace('from "dynamics-web-api"', `from "${import.meta.resolve("dynamics-web-api")}"`);
    await writeFile(path, onThisServer(found));
    const { stdout } = await promisify(execFile)(process.execPath, [path], { env: { ...process.env, TOKEN: token } });
    const printed = stdout.split(`${separator}\n`);
    return ofClient.map((example, index) => ({ example, printed: printed[index] ?? "", statuses: [] }));
  }

  test("every request of the shell is answered with the status that the page says", () => {
    expect(ofShell.length).toBeGreaterThan(20);
    for (const { example, statuses, printed } of shell) {
      expect(statuses, `docs/web-api.md:${example.line}\n${printed}`).toEqual(statusesOf(example));
    }
  });

  test("what the shell prints is what the page says", () => {
    for (const { example, printed } of shell) {
      if (example.printed === undefined) continue;
      // The last request's answer; those before it stand in lines or right before it.
      const answer = lastJson(printed);
      const expected = JSON.parse(example.printed.text);
      expect(fits(expected, answer), `docs/web-api.md:${example.line} printed\n${printed}`).toBe(true);
    }
  });

  test("what the client prints is what the page says", () => {
    expect(ofClient.length).toBeGreaterThan(8);
    for (const { example, printed } of client) {
      expect(printed, `docs/web-api.md:${example.line}`).toBe(example.printed?.text ?? "");
    }
  });

  test("what is not supported is refused as the page says", async () => {
    const refusals = readRefusals(page);
    expect(refusals.length).toBeGreaterThan(15);
    const told = refusals.map(({ method, path, status }) => `${method} ${path}: ${status}`);
    const actual: string[] = [];
    for (const { method, path } of refusals) {
      const { status } = await app.admin.send(method, path, method === "GET" ? {} : { body: {} });
      actual.push(`${method} ${path}: ${status}`);
    }
    expect(actual).toEqual(told);
  });
});

/** The JSON at the end of the text. */
function lastJson(text: string): unknown {
  const end = text.trimEnd();
  for (let start = 0; start < end.length; start++) {
    try {
      return JSON.parse(end.slice(start));
    } catch {
      // It begins further on.
    }
  }
  return undefined;
}
