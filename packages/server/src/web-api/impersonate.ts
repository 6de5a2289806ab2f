import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The user that an administrator acts for, by the header MSCRMCallerID (or CallerObjectId); without it the caller himself.
 * Throws impersonationDenied to everybody else and for users that cannot act: unknown or disabled.
 */
export async function impersonate(store: Store, caller: Caller, headers: IncomingHttpHeaders): Promise<Caller> {
  const header = headers.mscrmcallerid ?? headers.callerobjectid;
  if (header === undefined) return caller;
  const id = String(header)
    .trim()
    .replace(/^\{(.*)\}$/, "$1")
    .toLowerCase();
  if (id === caller.principal.userId) return caller;
  if (!caller.principal.administrator || !guid.test(id)) throw new AppError("impersonationDenied");
  try {
    return { ...caller, principal: await store.principal(id) };
  } catch (error) {
    if (error instanceof AppError && error.key === "unauthorized") throw new AppError("impersonationDenied");
    throw error;
  }
}
