import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import type { Store } from "@leadwright/store";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Logger } from "pino";
import { addBackupRoutes } from "./backups/routes.ts";
import { ChangeBus } from "./changes/change-bus.ts";
import { addLiveChanges } from "./changes/routes.ts";
import { closePromptly } from "./http/close-promptly.ts";
import { errorBody, retryAfter, toAppError } from "./http/error-answer.ts";
import { acceptJson } from "./http/json-body.ts";
import { acceptedLanguage } from "./http/language.ts";
import { addWebFiles, isBuilt } from "./http/web-files.ts";
import { addImportRoutes } from "./imports/routes.ts";
import type { DemoSignIn } from "./sign-in/demo-door.ts";
import type { Doorkeeper } from "./sign-in/identify.ts";
import { addSignInRoutes } from "./sign-in/routes.ts";
import { Sessions } from "./sign-in/sessions.ts";
import { createSetUpCode } from "./sign-in/set-up-code.ts";
import { Tokens } from "./sign-in/tokens.ts";
import { addWebApi } from "./web-api/routes.ts";

export interface AppOptions {
  readonly store: Store;
  readonly log: Logger;
  /** Where the workers of this process tell of changes; absent: open pages are told of none. */
  readonly changes?: ChangeBus;
  /** The built web app; absent: the APIs only. */
  readonly webFolder?: string;
  /** A proxy stands in front: X-Forwarded-* say who asks, for which host and whether by https. */
  readonly trustProxy?: boolean;
  /** What visitors from other computers must show to set the organisation up; absent: they cannot. */
  readonly setUpCode?: string;
  /** Who may sign in to a demo organisation with one click; closed unless told. */
  readonly demoSignIn?: DemoSignIn;
  /** Bytes of a JSON body; 32 MB unless told, for attachments in base64. */
  readonly bodyLimit?: number;
}

/** Bytes of URL and headers together; a Web API URL may have 32 KB. */
const maxHeaderSize = 64 * 1024;

/** No route has a JSON schema; the compilers for them, which Fastify loads otherwise, are a tenth of the time to start. */
const noSchemas = () => () => {
  throw new Error("Routes have no JSON schemas here");
};
const withoutSchemas = { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } };

/** The server, ready to listen; closing it leaves the store open. */
export function createApp(options: AppOptions): FastifyInstance {
  const {
    store,
    log,
    webFolder,
    changes = new ChangeBus(),
    trustProxy = false,
    setUpCode = createSetUpCode(),
    demoSignIn = "closed",
    bodyLimit = 32 * 1024 * 1024,
  } = options;
  const app: FastifyInstance = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request would cost more than it says: what is logged names the request's id itself.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    trustProxy,
    bodyLimit,
    // Time enough to send a file of some gigabytes over a slow line.
    requestTimeout: 3_600_000,
    http: { maxHeaderSize },
    schemaController: withoutSchemas,
    forceCloseConnections: "idle",
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  });
  const door: Doorkeeper = { store, sessions: new Sessions(store), tokens: new Tokens(store) };

  closePromptly(app);
  acceptJson(app);
  app.register(cookie, { hook: false });
  app.setErrorHandler(answerError);
  app.get("/healthz", async (_request, reply) => {
    await store.sql("select 1");
    return reply.header("cache-control", "no-store").send({ status: "ok" });
  });
  app.register(async (scope) => addSignInRoutes(scope, door, { setUpCode, demoSignIn }), { prefix: "/auth" });
  app.register(async (scope) => addWebApi(scope, door, { explorer: isBuilt(webFolder) }));
  app.register(async (scope) => addImportRoutes(scope, door));
  app.register(async (scope) => addBackupRoutes(scope, door), { prefix: "/backups" });
  app.register(async (scope) => addLiveChanges(scope, door, changes));
  app.register(async (scope) => addWebFiles(scope, webFolder));
  return app;
}

/** Errors of everything but the Web API, in the same shape, in the language that the browser asks for. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = toAppError(error, request);
  const language = acceptedLanguage(request.headers["accept-language"]);
  const wait = retryAfter(known);
  if (wait !== undefined) reply.header("retry-after", wait);
  reply
    .code(known.entry.status)
    .type("application/json; charset=utf-8")
    .send(errorBody(known, language, false));
}

/** What cannot be read as HTTP has no request to answer; headers that are too long are the one case people meet. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? ["431 Request Header Fields Too Large", `URL and headers together are longer than ${maxHeaderSize} bytes.`]
      : ["400 Bad Request", "This is not a valid HTTP request."];
  const body = JSON.stringify({ error: { code: "0x80060888", message: reason } });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
