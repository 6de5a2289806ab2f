import { AppError } from "@leadwright/schema";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Doorkeeper, type Identity, identify } from "./identify.ts";
import type { Session } from "./sessions.ts";

/** A person with a session. A program's token does not do here: whoever finds one must not be able to make more. */
export async function identifySession(
  door: Doorkeeper,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Identity & { session: Session }> {
  const identity = await identify(door, request, reply);
  if (identity.session === undefined) throw new AppError("unauthorized");
  return { ...identity, session: identity.session };
}
