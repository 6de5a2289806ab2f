import { Readable } from "node:stream";
import { afterServiceRoot, parsePrefer } from "@leadwright/query";
import { AppError, type Language } from "@leadwright/schema";
import type { Caller } from "@leadwright/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asksForPage } from "../http/asks-for-page.ts";
import { errorBody, retryAfter, toAppError } from "../http/error-answer.ts";
import { decodeUtf8 } from "../http/json-body.ts";
import { acceptedLanguage } from "../http/language.ts";
import { type Doorkeeper, type Identity, identify } from "../sign-in/identify.ts";
import { PartRunner } from "./batch/part-runner.ts";
import { runBatch } from "./batch/run-batch.ts";
import type { Answer, Call } from "./call.ts";
import { dispatch } from "./dispatch.ts";
import { impersonate } from "./impersonate.ts";
import { operationHeader, withOperation } from "./operation.ts";
import { ParseCache } from "./parse-cache.ts";
import { LimitSettings } from "./protection/read-limits.ts";
import { ServiceProtection } from "./protection/service-protection.ts";
import { searchOperations } from "./search/search.ts";

const methods = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"];
const json = "application/json; odata.metadata=minimal";

/** The page of the web app that shows the Web API to people. */
const explorerPage = "/explorer";

/**
 * The Web API, under /api/data/v8.0/ to /api/data/v9.x/. `explorer`: there is a web app, whose explorer a browser is sent to that
 * opens the root.
 */
export function addWebApi(app: FastifyInstance, door: Doorkeeper, { explorer }: { readonly explorer: boolean }): void {
  const parsed = new ParseCache();
  const protection = new ServiceProtection();
  const limits = new LimitSettings(door.store);

  /** Who asks, on whose behalf, within the limits of what one user may ask for. */
  async function enter(request: FastifyRequest, reply: FastifyReply): Promise<{ identity: Identity; acting: Caller }> {
    const identity = await identify(door, request, reply);
    // Kept for an error's words.
    request.language = identity.language;
    const use = protection.begin(identity.caller.principal.userId, await limits.current());
    reply.raw.once("close", use.end);
    reply.header("x-ms-ratelimit-burst-remaining-xrm-requests", use.remaining.requests);
    reply.header("x-ms-ratelimit-time-remaining-xrm-requests", use.remaining.seconds.toFixed(2));
    const acting = await impersonate(door.store, identity.caller, request.headers);
    return { identity, acting };
  }

  async function answerSearch(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { acting } = await enter(request, reply);
    const [, version, operation = ""] = /^\/api\/search\/v([12])\.0\/(\w+)(?:\?|$)/.exec(request.raw.url ?? "") ?? [];
    const run = searchOperations.get(operation);
    if (run === undefined) throw notFound(request);
    if (request.method !== "POST") throw new AppError("methodNotAllowed", { method: request.method });
    const { store } = door;
    return send(request, reply, await run({ store, caller: acting, body: request.body, second: version === "2" }));
  }

  /** Nothing here is done in the background in that way, so there is no operation to tell of. */
  async function answerBackgroundOperation(request: FastifyRequest, reply: FastifyReply): Promise<never> {
    await enter(request, reply);
    throw notFound(request);
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const root = serviceRoot(request.raw.url ?? "");
    if (root.path === "") {
      reply.header("vary", "Accept, Authorization");
      if (explorer && opensInBrowser(request)) return reply.header("cache-control", "no-cache").redirect(explorerPage);
    }
    const { identity, acting } = await enter(request, reply);
    const reads = request.method === "GET" || request.method === "HEAD";
    const caller = reads ? acting : await withOperation(door.store, acting, request.headers);
    if (caller.operation !== undefined) reply.header(operationHeader, caller.operation);
    const { schema } = door.store;
    const call: Call = {
      store: door.store,
      schema,
      caller,
      language: identity.language,
      baseUrl: `${request.protocol}://${hostOf(request)}${root.base}`,
      path: root.path,
      preferences: parsePrefer(request.headers.prefer),
      headers: request.headers,
      body: request.body,
      context: {},
    };
    const resource = parsed.parse(schema, request.method, root.path);
    if (resource.kind !== "batch") return send(request, reply, await dispatch(call, resource));
    const runner = new PartRunner({
      parsed,
      signedIn: identity.caller,
      requestId: request.id,
      toAppError: (error) => toAppError(error, request),
    });
    return send(request, reply, await runBatch(call, runner));
  }

  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  app.addContentTypeParser("multipart/mixed", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, decodeUtf8(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });

  app.decorateRequest("language");
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.route({ method: methods, url: "/api/data/*", handler: answer });
  app.route({ method: methods, url: "/api/search/*", handler: answerSearch });
  app.route({ method: methods, url: "/api/backgroundoperation/*", handler: answerBackgroundOperation });
}

/** Programs that show a token get the data, whatever they say that they take. */
function opensInBrowser(request: FastifyRequest): boolean {
  return asksForPage(request) && request.headers.authorization === undefined;
}

function notFound(request: FastifyRequest): AppError {
  return new AppError("resourceNotFound", { segment: (request.raw.url ?? "").slice(0, 100) });
}

/** Cuts `/api/data/v9.2/leads?$top=1` into its base, `/api/data/v9.2/`, and the rest. Throws resourceNotFound. */
function serviceRoot(url: string): { base: string; path: string } {
  const version = /^\/api\/data\/(v[89]\.\d)(?=[/?]|$)/.exec(url)?.[1];
  const path = version === undefined ? undefined : afterServiceRoot(url);
  if (path === undefined) throw new AppError("resourceNotFound", { segment: url.slice(0, 100) });
  return { base: `/api/data/${version}/`, path };
}

/** The host that the client used, for URLs in answers; what is not a host name is not repeated. */
function hostOf({ host }: FastifyRequest): string {
  return /^[\w.-]+(:\d+)?$|^\[[\da-fA-F:.]+\](:\d+)?$/.test(host) ? host : "localhost";
}

/** Headers and body of an answer. The id that names the request to the client names it in the log too. */
function send(request: FastifyRequest, reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  reply.code(status).headers({
    "odata-version": "4.0",
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    req_id: request.id,
    "x-ms-service-request-id": request.id,
    ...(body === undefined ? {} : { "content-type": json }),
    ...headers,
  });
  // As bytes, or Fastify would rewrite the content type.
  if (body === undefined || Buffer.isBuffer(body)) return reply.send(body);
  return reply.send(typeof body === "string" ? Buffer.from(body) : Readable.from(body, { objectMode: false }));
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toAppError(error, request);
  const language = request.language ?? acceptedLanguage(request.headers["accept-language"]);
  const details = parsePrefer(request.headers.prefer).annotations.patterns.length > 0;
  const wait = retryAfter(known);
  if (wait !== undefined) reply.header("retry-after", wait);
  if (known.entry.status === 401) reply.header("www-authenticate", 'Bearer realm="Leadwright"');
  return send(request, reply, { status: known.entry.status, body: errorBody(known, language, details) });
}

declare module "fastify" {
  interface FastifyRequest {
    language?: Language;
  }
}
