import type { ServerResponse } from "node:http";
import { AppError } from "@leadwright/schema";
import type { RecordChanged } from "@leadwright/store";
import type { FastifyInstance } from "fastify";
import { type Doorkeeper, identify } from "../sign-in/identify.ts";
import type { ChangeBus } from "./change-bus.ts";
import { readableChange } from "./readable-changes.ts";

/** Open pages of one process; more browsers than that belong to several. */
const mostConnections = 2000;
/** Changes that wait to be told to one page; a page that is that far behind had better start again. */
const mostWaiting = 500;
/** Bytes that a slow client may have outstanding. */
const mostBuffered = 1024 * 1024;
/** Milliseconds between signs of life; proxies cut what is silent for a minute, and rights are looked at again. */
const heartbeat = 25_000;

/** GET /api/changes: server-sent events, `change` with a ChangeNotice each, for as long as the user may be here. */
export function addLiveChanges(app: FastifyInstance, door: Doorkeeper, changes: ChangeBus): void {
  const open = new Set<ServerResponse>();

  app.get("/api/changes", async (request, reply) => {
    if (open.size >= mostConnections) throw new AppError("tooManyAttempts", { seconds: 60 });
    await identify(door, request, reply);
    const waiting: RecordChanged[] = [];
    let telling = false;

    async function tell(): Promise<void> {
      if (telling) return;
      telling = true;
      try {
        for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) {
          const { caller } = await identify(door, request, reply);
          const notice = await readableChange(door.store, caller, change);
          if (notice !== undefined) response.write(`event: change\ndata: ${JSON.stringify(notice)}\n\n`);
        }
      } catch {
        // Signed out or disabled meanwhile, or no database: the page asks again and learns which.
        response.end();
      } finally {
        telling = false;
      }
    }

    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      // Kept alive, it would hold up the server's closing when its events have ended.
      connection: "close",
    });
    response.write("retry: 3000\n\n");
    open.add(response);
    const unsubscribe = changes.subscribe((change) => {
      if (waiting.push(change) > mostWaiting || response.writableLength > mostBuffered) response.destroy();
      else void tell();
    });
    const timer = setInterval(() => {
      response.write(": \n\n");
      identify(door, request, reply).catch(() => response.end());
    }, heartbeat);
    response.on("close", () => {
      clearInterval(timer);
      unsubscribe();
      open.delete(response);
    });
  });

  app.addHook("preClose", async () => {
    for (const response of open) response.end();
  });
}
