import { addUser, setPasswordHash } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { Caller } from "@leadwright/store";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Doorkeeper } from "./identify.ts";
import { identifySession } from "./identify-session.ts";
import { hashPassword } from "./passwords.ts";
import { findUserById } from "./users.ts";

const text = z.string().max(1000);
const userBody = z.object({ name: text, email: text, role: text, password: text });
const passwordBody = z.object({ password: text });

/** Under /auth, for administrators: somebody new with a role and a first password, and a new password for anybody. */
export function addPeopleRoutes(app: FastifyInstance, door: Doorkeeper): void {
  const { store, sessions } = door;

  app.post("/users", async (request, reply) => {
    const caller = await administrator(door, request, reply, "CreateUser");
    const { name, email, role, password } = userBody.parse(request.body);
    const passwordHash = await hashPassword(password);
    const id = await store.change(caller, (work) => addUser(work, { name, email, role, passwordHash }));
    return reply.code(201).send({ id });
  });

  app.post<{ Params: { id: string } }>("/users/:id/password", async (request, reply) => {
    const caller = await administrator(door, request, reply, "WriteUser");
    const { password } = passwordBody.parse(request.body);
    const id = z.guid().safeParse(request.params.id).data;
    const user = id === undefined ? undefined : await findUserById(store, id);
    if (user === undefined) throw new AppError("resourceNotFound", { segment: request.params.id });
    const passwordHash = await hashPassword(password);
    await store.change(caller, (work) => setPasswordHash(work, user.id, passwordHash));
    await sessions.endAll(user.id);
    return reply.code(204).send();
  });
}

/** Throws privilegeDenied for anybody else. */
async function administrator(
  door: Doorkeeper,
  request: FastifyRequest,
  reply: FastifyReply,
  privilege: string,
): Promise<Caller> {
  const { caller } = await identifySession(door, request, reply);
  const { administrator: may, userId } = caller.principal;
  if (!may) throw new AppError("privilegeDenied", { user: userId, privilege, table: "systemuser" });
  return caller;
}
