/** npm run fuzz -w @leadwright/server -- [--requests 100000] [--seed N] */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../command-line.ts";
import { HttpClient } from "../http-client.ts";
import { ServerProcess } from "../server-process.ts";
import { fuzzRun } from "./fuzz-run.ts";
import type { FuzzTarget } from "./world.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const seed = Number(values.seed);
const say = (words: string) => process.stderr.write(`${words}\n`);
say(`seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), "leadwright-fuzz-"));
// PostgreSQL runs as another user where we are root.
await chmod(folder, 0o755);
const data = join(folder, "data");
const server = await ServerProcess.start(["--data", data]);
try {
  const { faults, ...figures } = await fuzzRun(await setUp(), { requests: Number(values.requests), seed, say });
  process.stdout.write(`${JSON.stringify({ seed, ...figures, faults: faults.length }, undefined, 2)}\n`);
  for (const fault of faults.slice(0, 100)) say(fault.slice(0, 6_000));
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function setUp(): Promise<FuzzTarget> {
  const administrator = { name: "Ada Admin", email: "ada@example.com", password: "correct horse battery" };
  const organisation = { organisation: "Contoso", baseCurrency: "PLN", language: "en", administrator };
  const set = await server.client.post("/auth/setup", organisation);
  if (set.status !== 201) throw new Error(`Set-up: ${set.status} ${set.text}`);
  const clientOf = async (email: string) =>
    new HttpClient(server.url, await command(["token", "add", "--user", email]));
  const addUser = async (email: string, role: string) => {
    const words = ["user", "add", "--email", email, "--name", `${email.split("@")[0]} Tester`, "--role", role];
    await command([...words, "--password-stdin"], administrator.password);
    const client = await clientOf(email);
    return { id: (await client.get("WhoAmI")).json.UserId as string, client };
  };
  const lastLog = () => server.log.slice(-2_000);
  return { origin: server.url, admin: await clientOf(administrator.email), addUser, pid: server.pid, lastLog };
}

async function command(words: readonly string[], input = ""): Promise<string> {
  const { code, out, error } = await runCommand([...words, "--data", data], { input });
  if (code !== 0) throw new Error(`leadwright ${words.join(" ")}: ${error}`);
  return out.trim();
}
