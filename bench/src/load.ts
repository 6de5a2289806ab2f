/**
 * A load generator as a process of its own: so many connections, each sending the next request when the last is answered,
 * for so many seconds. Prints requests a second as JSON. Loopback only; bounded in time.
 */
import { Agent, request } from "node:http";

export interface Load {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** `{n}` becomes a running number, so that bodies and paths differ. */
  readonly body?: string;
  /** Paths to go through in turn instead of the URL's own. */
  readonly paths?: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly failed: number;
}

/** Runs the load in this process. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const target = new URL(load.url);
  if (!["127.0.0.1", "localhost"].includes(target.hostname)) throw new Error("The load goes to loopback only.");
  const end = performance.now() + load.seconds * 1000;
  let done = 0;
  let failed = 0;
  let number = 0;
  const once = () =>
    new Promise<void>((resolve, reject) => {
      number++;
      const path = load.paths?.[number % load.paths.length] ?? target.pathname + target.search;
      const body = load.body?.replaceAll("{n}", String(number));
      const headers =
        body === undefined ? load.headers : { ...load.headers, "content-length": Buffer.byteLength(body) };
      const call = request(
        { host: target.hostname, port: target.port, path, method: load.method, headers, agent },
        (answer) => {
          answer.on("data", () => {});
          answer.on("end", () => {
            if ((answer.statusCode ?? 500) >= 300) failed++;
            else done++;
            resolve();
          });
        },
      );
      call.on("error", reject);
      call.end(body);
    });
  const connection = async () => {
    while (performance.now() < end) await once();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: load.connections }, connection));
  agent.destroy();
  return { requestsPerSecond: (done * 1000) / (performance.now() - started), failed };
}

if (process.argv[2]) process.stdout.write(JSON.stringify(await runLoad(JSON.parse(process.argv[2]) as Load)));
