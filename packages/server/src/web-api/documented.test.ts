/** The examples of docs/web-api.md, run as a reader runs them: from the top to the bottom, on a server of their own. */
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Example,
  fits,
  lastJson,
  readExamples,
  readRefusals,
  statusesOf,
} from "../testing/documented-examples.ts";
import { endOfStep, Interpreter } from "../testing/interpreter.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const page = await readFile(new URL("../../../../docs/web-api.md", import.meta.url), "utf8");
const examples = readExamples(page);

/** Curl where there is one, else what stands in for it; CURL=stand-in takes that in any case. */
const curl = (process.env.CURL === "stand-in" ? "" : (process.env.PATH ?? ""))
  .split(delimiter)
  .map((folder) => join(folder, "curl"))
  .find((path) => existsSync(path));
const standIn = fileURLToPath(new URL("../testing/curl.ts", import.meta.url));

/** In curl's place: does what it does, and writes the status of each answer down. */
const curlScript =
  curl === undefined
    ? `exec "$NODE" "${standIn}" "$@"`
    : `exec "${curl}" -w '%{stderr}%{http_code}\\n' "$@" 2>>"$CURL_LOG"`;

let app: SetUpApp;
let folder: string;
let shell: Interpreter;
let node: Interpreter;

beforeAll(async () => {
  app = await startSetUpApp();
  folder = await mkdtemp(join(tmpdir(), "leadwright-documented-"));
  const { token = "" } = (await app.addUser("ann@example.com", "System Administrator")).client;
  await app.addUser("bob@example.com");
  await program("curl", curlScript);
  await program("npx", `[ "$*" = "leadwright token add --user ann@example.com" ] && echo "${token}"`);
  await writeFile(join(folder, "log"), "");
  await writeFile(join(folder, "page.mjs"), onThisServer(clientModule()));
  const PATH = `${folder}${delimiter}${process.env.PATH ?? ""}`;
  const env = { ...process.env, PATH, NODE: process.execPath, CURL_LOG: join(folder, "log"), TOKEN: token };
  // Commands that fail, and names that were not given, end it.
  shell = new Interpreter("sh", ["-eu"], { cwd: folder, env });
  node = new Interpreter(process.execPath, [join(folder, "page.mjs")], { cwd: folder, env });
}, 60_000);
afterAll(async () => {
  shell.end();
  node.end();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const onThisServer = (text: string) => text.replaceAll("http://127.0.0.1:4180", app.origin);

async function program(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
  await chmod(join(folder, name), 0o755);
}

/** Runs the block, and compares what came of it with what the page says. */
async function run({ language, text, printed }: Example, statuses: readonly number[]): Promise<void> {
  await writeFile(join(folder, "log"), "");
  const said = await (language === "js" ? node.step("\n") : shell.step(`${onThisServer(text)}\necho "${endOfStep}"\n`));
  const answered = (await readFile(join(folder, "log"), "utf8")).split("\n").filter(Boolean).map(Number);
  expect(answered, said).toEqual(statuses);
  if (printed?.language === "json") expect(fits(JSON.parse(printed.text), lastJson(said)), said).toBe(true);
  else if (language === "js") expect(said).toBe(printed?.text ?? "");
}

test("every example does what the page says", async () => {
  expect(examples.length).toBeGreaterThan(25);
  for (const example of examples) {
    await run(example, statusesOf(example)).catch((error: Error) => {
      throw new Error(`docs/web-api.md:${example.line}: ${error.message}`, { cause: error });
    });
  }
}, 120_000);

test("what is not supported is refused as the page says", async () => {
  const refusals = readRefusals(page);
  expect(refusals.length).toBeGreaterThan(15);
  const answers: unknown[] = [];
  for (const { method, path } of refusals) {
    const { status } = await app.admin.send(method, path, method === "GET" ? {} : { body: {} });
    answers.push({ method, path, status });
  }
  expect(answers).toEqual(refusals);
});

/** All blocks of the client as one module, which waits for a line before each. */
function clientModule(): string {
  const blocks = examples.filter(({ language }) => language === "js");
  const text = blocks.map((block) => `await steps.next();\n${block.text}\nconsole.log("${endOfStep}");\n`).join("");
  // Outside the repository the client's name says nothing.
  const found = text.replace('from "dynamics-web-api"', `from "${import.meta.resolve("dynamics-web-api")}"`);
  return `import { createInterface } from "node:readline";
const steps = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
${found}`;
}
