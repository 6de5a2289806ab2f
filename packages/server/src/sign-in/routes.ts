import { isSetUp, setUpOrganisation } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Attempts, addressKey } from "./attempts.ts";
import {
  createStandardDemo,
  type DemoSignIn,
  demoEntrance,
  requireDemoPerson,
  speakLanguage,
  stopDemoLoad,
} from "./demo-door.ts";
import { describeSession, type SessionAnswer } from "./describe-session.ts";
import type { Doorkeeper } from "./identify.ts";
import { identifySession } from "./identify-session.ts";
import { checkPassword, hashPassword } from "./passwords.ts";
import { addPeopleRoutes } from "./people-routes.ts";
import { assertSameOrigin } from "./same-origin.ts";
import { clearSessionCookie, writeSessionCookie } from "./session-cookie.ts";
import { assertSetUpCode } from "./set-up-code.ts";
import { findUserByEmail, findUserById, replacePasswordHash } from "./users.ts";

const text = z.string().max(1000);
const setUpBody = z.object({
  organisation: text,
  baseCurrency: text,
  language: z.enum(["en", "pl", "vi"]),
  administrator: z.object({ name: text, email: text, password: text }),
  code: text.optional(),
});
const demoBody = z.object({ language: z.enum(["en", "pl", "vi"]), code: text.optional() });
const demoSignInBody = z.object({ userId: z.guid(), language: z.enum(["en", "pl", "vi"]).optional() });
const signInBody = z.object({ email: text, password: text });
const passwordBody = z.object({ current: text, new: text });
const tokenBody = z.object({ name: text });

/** Tries in 15 minutes. An address has more, since a whole office may share one. */
const tries = { email: 10, address: 30 };

export interface DoorOptions {
  /** What visitors from other computers must show to set the organisation up. */
  readonly setUpCode: string;
  readonly demoSignIn: DemoSignIn;
}

/** Set-up, sign-in, sign-out, own password, access tokens and people, under /auth. */
export function addSignInRoutes(app: FastifyInstance, door: Doorkeeper, { setUpCode, demoSignIn }: DoorOptions): void {
  const attempts = new Attempts();
  const { store, sessions, tokens } = door;

  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  async function describeVisitor(request: FastifyRequest): Promise<SessionAnswer> {
    if (!(await isSetUp(store))) return { state: "setup" };
    const demo = await demoEntrance(store, demoSignIn, request);
    return { state: "signedOut", ...(demo === undefined ? {} : { demo }) };
  }

  app.get("/session", async (request, reply) => {
    try {
      const { caller, session } = await identifySession(door, request, reply);
      return await describeSession(store, caller.principal, session.csrfToken);
    } catch (error) {
      if (!(error instanceof AppError) || error.key !== "unauthorized") throw error;
      return await describeVisitor(request);
    }
  });

  app.post("/setup", async (request, reply) => {
    assertSameOrigin(request);
    const { administrator, code, ...organisation } = setUpBody.parse(request.body);
    if (await isSetUp(store)) throw new AppError("alreadySetUp");
    attempts.count(`setup ${addressKey(request.ip)}`, tries.address);
    assertSetUpCode(setUpCode, code, request.ip);
    const { name, email, password } = administrator;
    const passwordHash = await hashPassword(password);
    const { organisation: organisationName, ...rest } = organisation;
    const { userId } = await setUpOrganisation(store, {
      name: organisationName,
      ...rest,
      administrator: { name, email, passwordHash },
    });
    reply.code(201);
    return startSession(door, userId, request, reply);
  });

  app.post("/demo", async (request, reply) => {
    assertSameOrigin(request);
    const { code, language } = demoBody.parse(request.body);
    if (await isSetUp(store)) throw new AppError("alreadySetUp");
    attempts.count(`setup ${addressKey(request.ip)}`, tries.address);
    assertSetUpCode(setUpCode, code, request.ip);
    await createStandardDemo(store, language);
    return reply.code(202).send(await describeVisitor(request));
  });

  app.post("/demo/stop", async (request) => {
    assertSameOrigin(request);
    await stopDemoLoad(store, demoSignIn, request);
    return describeVisitor(request);
  });

  app.post("/demo/sign-in", async (request, reply) => {
    assertSameOrigin(request);
    const { userId, language } = demoSignInBody.parse(request.body);
    await requireDemoPerson(store, demoSignIn, request, userId);
    if (language !== undefined) await speakLanguage(store, userId, language);
    return startSession(door, userId, request, reply);
  });

  app.post("/sign-in", async (request, reply) => {
    assertSameOrigin(request);
    const { email, password } = signInBody.parse(request.body);
    const emailKey = `email ${email.trim().toLowerCase()}`;
    const addressTries = `address ${addressKey(request.ip)}`;
    attempts.count(addressTries, tries.address);
    attempts.count(emailKey, tries.email);
    const user = await findUserByEmail(store, email);
    const right = await checkPassword(password, user?.passwordHash);
    if (user === undefined || !right || user.disabled) throw new AppError("signInFailed");
    attempts.forget(emailKey);
    attempts.giveBack(addressTries);
    return startSession(door, user.id, request, reply);
  });

  app.post("/sign-out", async (request, reply) => {
    const { session } = await identifySession(door, request, reply);
    await sessions.end(session.hash);
    clearSessionCookie(reply);
    return reply.code(204).send();
  });

  app.post("/sign-out-everywhere", async (request, reply) => {
    const { session } = await identifySession(door, request, reply);
    await sessions.endAll(session.userId);
    clearSessionCookie(reply);
    return reply.code(204).send();
  });

  app.post("/password", async (request, reply) => {
    const { session } = await identifySession(door, request, reply);
    const body = passwordBody.parse(request.body);
    attempts.count(`password ${session.userId}`, tries.email);
    const user = await findUserById(store, session.userId);
    if (!(await checkPassword(body.current, user?.passwordHash))) throw new AppError("passwordWrong");
    await replacePasswordHash(store, session.userId, await hashPassword(body.new));
    await sessions.endAll(session.userId, session.hash);
    attempts.forget(`password ${session.userId}`);
    return reply.code(204).send();
  });

  app.get("/tokens", async (request, reply) => {
    const { session } = await identifySession(door, request, reply);
    return { tokens: await tokens.list(session.userId) };
  });

  app.post("/tokens", async (request, reply) => {
    const { session } = await identifySession(door, request, reply);
    const { name } = tokenBody.parse(request.body);
    reply.code(201);
    return tokens.create(session.userId, name);
  });

  app.delete<{ Params: { id: string } }>("/tokens/:id", async (request, reply) => {
    const { session } = await identifySession(door, request, reply);
    await tokens.revoke(request.params.id, session.userId);
    return reply.code(204).send();
  });

  addPeopleRoutes(app, door);
}

async function startSession(door: Doorkeeper, userId: string, request: FastifyRequest, reply: FastifyReply) {
  const principal = await door.store.principal(userId);
  const { id, csrfToken } = await door.sessions.start(userId, {
    userAgent: request.headers["user-agent"] ?? "",
    address: request.ip,
  });
  writeSessionCookie(reply, id);
  return describeSession(door.store, principal, csrfToken);
}
