import { AppError } from "@leadwright/schema";
import type { Store } from "@leadwright/store";
import { findUserByEmail, type SignInUser } from "../sign-in/users.ts";

/** Throws invalidArgument when nobody has the address. */
export async function requireUser(store: Store, email: string): Promise<SignInUser> {
  const user = await findUserByEmail(store, email);
  if (user === undefined)
    throw new AppError("invalidArgument", { reason: `Nobody has the e-mail address '${email}'.` });
  return user;
}
