import type { FastifyReply, FastifyRequest } from "fastify";
import { sessionLifetime } from "./sessions.ts";

const cookieName = "leadwright_session";
const attributes = { path: "/", httpOnly: true, sameSite: "lax", secure: "auto" } as const;

export function readSessionCookie(request: FastifyRequest): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : request.server.parseCookie(header)[cookieName];
}

export function writeSessionCookie(reply: FastifyReply, id: string): void {
  reply.setCookie(cookieName, id, { ...attributes, maxAge: sessionLifetime });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(cookieName, attributes);
}
