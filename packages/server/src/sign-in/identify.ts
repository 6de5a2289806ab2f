import { AppError, type Language } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import type { FastifyReply, FastifyRequest } from "fastify";
import { acceptedLanguage } from "../http/language.ts";
import { assertSameOrigin } from "./same-origin.ts";
import { sameSecret } from "./secrets.ts";
import { readSessionCookie, writeSessionCookie } from "./session-cookie.ts";
import type { Session, Sessions } from "./sessions.ts";
import type { Tokens } from "./tokens.ts";

/** Who asks, how they showed it, and the language to answer in. */
export interface Identity {
  readonly caller: Caller;
  readonly language: Language;
  /** Absent for programs, which show a token. */
  readonly session?: Session;
}

export interface Doorkeeper {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
}

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Who sends this request: by access token, else by session cookie. A session that changes something must also show that it
 * comes from our own page. Throws unauthorized, tokenUnknown, csrfMissing; a disabled user is unauthorized.
 */
export async function identify(door: Doorkeeper, request: FastifyRequest, reply: FastifyReply): Promise<Identity> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return identifyToken(door, authorization, request);

  const id = readSessionCookie(request);
  const session = id === undefined ? undefined : await door.sessions.find(id);
  if (id === undefined || session === undefined) throw new AppError("unauthorized");
  if (!safeMethods.has(request.method)) assertOwnPage(request, session);
  const principal = await door.store.principal(session.userId);
  if (session.prolonged) writeSessionCookie(reply, id);
  return { caller: { principal, door: "web" }, language: principal.language, session };
}

async function identifyToken(door: Doorkeeper, authorization: string, request: FastifyRequest): Promise<Identity> {
  const token = shownToken(authorization);
  const userId = token === undefined ? undefined : await door.tokens.find(token);
  if (userId === undefined) throw new AppError("tokenUnknown");
  const principal = await door.store.principal(userId);
  return { caller: { principal, door: "api" }, language: acceptedLanguage(request.headers["accept-language"]) };
}

/** As a bearer token, or as the password of whatever name: Excel and its like can send no other header. */
function shownToken(authorization: string): string | undefined {
  const [, scheme = "", credentials = ""] = /^(bearer|basic) +(\S+) *$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== "basic") return credentials || undefined;
  const text = Buffer.from(credentials, "base64").toString();
  return text.slice(text.indexOf(":") + 1) || undefined;
}

function assertOwnPage(request: FastifyRequest, session: Session): void {
  assertSameOrigin(request);
  const token = request.headers["x-csrf-token"];
  if (typeof token !== "string" || !sameSecret(token, session.csrfToken)) throw new AppError("csrfMissing");
}
