import module from "node:module";
import v8 from "node:v8";
import { isSetUp, keepSystemViews, resumeDemo } from "@leadwright/sales";
import { systemCaller } from "@leadwright/store";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { createApp } from "../app.ts";
import { ChangeBus } from "../changes/change-bus.ts";
import type { DemoSignIn } from "../sign-in/demo-door.ts";
import { createSetUpCode } from "../sign-in/set-up-code.ts";
import { startWorkers } from "../workers/start-workers.ts";
import { awaitStop } from "./await-stop.ts";
import { type Command, type OptionValues, optional, type Terminal, UsageError } from "./command.ts";
import { listenRefusal, tryListen } from "./listening.ts";
import { openDemo, showDemoLoading } from "./start-demo.ts";
import { prepareWebApp } from "./web-app.ts";
import { dataOptions, dataUsage, open, placeOf } from "./with-store.ts";

export const start: Command = {
  name: "start",
  summary: "start the server and its database",
  usage: `[options]

  --port PORT          (PORT, else 4180; 0: any free one)
  --host ADDRESS       address to listen on (127.0.0.1: this computer only)
  --demo               with a demo organisation: made on an empty data folder, refused on a real one
  --demo-open          people of a demo may be signed in as with one click from other computers too
  --api-only           answer the APIs, without the web app
  --trust-proxy        believe X-Forwarded-* headers: a proxy with TLS stands in front
  --log LEVEL          trace, debug, info, warn, error or silent (LEADWRIGHT_LOG, else warn)
  --json               print JSON
${dataUsage}`,
  options: {
    ...dataOptions,
    port: { type: "string" },
    host: { type: "string" },
    demo: { type: "boolean" },
    "demo-open": { type: "boolean" },
    "api-only": { type: "boolean" },
    "trust-proxy": { type: "boolean" },
    log: { type: "string" },
    json: { type: "boolean" },
  },
  positionals: [],
  async run(options, _positionals, terminal) {
    // Most of what a request makes is garbage at its end: collected early, many large pages at once do not pile it up.
    v8.setFlagsFromString("--heap-growing-percent=20");
    const port = readPort(optional(options, "port") ?? terminal.environment.PORT ?? "4180");
    const host = optional(options, "host") ?? "127.0.0.1";
    const log = pino({ level: readLevel(options, terminal) }, pino.destination({ fd: 2, sync: true }));
    // Before anything is made: a start that is refused leaves no new database behind.
    const refusal = await tryListen(port, host);
    if (refusal) throw listenRefusal(refusal, port, host);
    // From here on: a stop that is asked for while the database starts must stop it again.
    const stop = awaitStop();
    try {
      const webFolder = options["api-only"] === true ? undefined : await prepareWebApp(terminal);
      const store = await open(options, terminal, "server", log);
      const changes = new ChangeBus();
      const trustProxy = options["trust-proxy"] === true;
      const setUpCode = createSetUpCode();
      const app = createApp({
        store,
        log,
        trustProxy,
        changes,
        setUpCode,
        demoSignIn: demoSignIn(options, host, trustProxy),
        ...(webFolder === undefined ? {} : { webFolder }),
      });
      let stopWorkers = async (): Promise<void> => {};
      try {
        const madeDemo = options.demo === true && (await openDemo(store));
        if (!madeDemo) await resumeDemo(store);
        // An organisation that was set up by an older version has not all of them.
        if (await isSetUp(store)) await store.change(systemCaller, keepSystemViews);
        stopWorkers = await startWorkers(store, { changes, place: placeOf(options, terminal), log });
        const url = await listen(app, port, host);
        keepCompiled();
        const setUp = await isSetUp(store);
        if (options.json === true) terminal.out(JSON.stringify({ url, setUp }));
        else if (setUp) terminal.out(`Leadwright is at ${url}`);
        else {
          terminal.out(`Leadwright is at ${url} - open it to set up your organisation`);
          if (!isThisComputerOnly(host))
            terminal.out(`From another computer: the same with /?code=${setUpCode} behind it`);
        }
        await showDemoLoading(store, terminal, { silent: options.json === true, until: stop.received });
        await stop.received;
      } finally {
        // Requests end first: they need the store. Jobs are handed back meanwhile.
        await Promise.all([app.close(), store.jobs.stop(), stopWorkers()]);
        await store.close(stop.timeLeft());
      }
    } finally {
      stop.release();
    }
  },
};

/** What Node has made of the sources is kept now and not at the end only, which may be a crash: the next start is faster. */
function keepCompiled(): void {
  setImmediate(() => module.flushCompileCache?.());
}

/** A proxy hands requests of other computers on as if they came from this one, so it takes a word to open the door there. */
function demoSignIn(options: OptionValues, host: string, trustProxy: boolean): DemoSignIn {
  if (options["demo-open"] === true) return "anywhere";
  return isThisComputerOnly(host) && !trustProxy ? "this computer" : "closed";
}

function isThisComputerOnly(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<string> {
  try {
    const url = new URL(await app.listen({ port, host }));
    if (url.hostname === "0.0.0.0" || url.hostname === "[::]") url.hostname = "localhost";
    return url.origin;
  } catch (error) {
    throw listenRefusal(error as NodeJS.ErrnoException, port, host);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`'${text}' is not a port (0 to 65535).`);
  return port;
}

function readLevel(options: OptionValues, { environment }: Terminal): string {
  const level = optional(options, "log") ?? environment.LEADWRIGHT_LOG ?? "warn";
  const known = ["trace", "debug", "info", "warn", "error", "silent"];
  if (!known.includes(level)) throw new UsageError(`'${level}' is not a log level (${known.join(", ")}).`);
  return level;
}
