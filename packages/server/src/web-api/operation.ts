import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "@leadwright/schema";
import { type Caller, newId, type Store } from "@leadwright/store";

export const operationHeader = "leadwright-operation";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The caller with the operation that the request's changes belong to: a new one, or the one that the header
 * Leadwright-Operation names, so that the requests of one action can be taken back as one. Throws badRequest, and
 * operationTaken for somebody else's.
 */
export async function withOperation(store: Store, caller: Caller, headers: IncomingHttpHeaders): Promise<Caller> {
  const header = headers[operationHeader];
  if (header === undefined) return { ...caller, operation: newId() };
  const operation = String(header).trim().toLowerCase();
  if (!guid.test(operation)) {
    throw new AppError("badRequest", { reason: "The header 'Leadwright-Operation' is a UUID." });
  }
  const others = await store.sql("select 1 from app.audit where operationid = $1 and userid <> $2 limit 1", [
    operation,
    caller.principal.userId,
  ]);
  if (others.length > 0) throw new AppError("operationTaken", { operation });
  return { ...caller, operation };
}
