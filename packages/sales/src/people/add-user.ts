import { AppError, type Reference, splitName } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

export interface NewUser {
  /** Absent: a new one. */
  readonly id?: string;
  readonly email: string;
  /** Full name. */
  readonly name: string;
  /** Name of a role of the organisation. */
  readonly role: string;
  /** argon2id, encoded; absent: the user cannot sign in with a password yet. */
  readonly passwordHash?: string;
  /** Absent: the caller's own. */
  readonly businessUnitId?: string;
}

/**
 * A person who can sign in: user, role and password in one transaction.
 * Throws duplicateRecord when the e-mail address is taken, invalidArgument when the role or address is not right.
 */
export async function addUser(work: Work, input: NewUser): Promise<string> {
  const email = input.email.trim();
  const { first, middle, last } = splitName(input.name);
  if (last === "") throw new AppError("invalidArgument", { reason: "The name is empty." });
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new AppError("invalidArgument", { reason: `'${email}' is not an e-mail address.` });
  }
  // Two people adding one address at once: the second waits here and then finds it taken.
  await work.sql("select pg_advisory_xact_lock(hashtext('user'), hashtext(lower($1)))", [email]);
  const taken = await work.sql("select 1 from crm.systemuser where lower(internalemailaddress) = lower($1)", [email]);
  if (taken.length > 0) throw new AppError("duplicateRecord");
  const role = await roleByName(work, input.role);
  const unit = input.businessUnitId ?? work.caller.principal.businessUnitId;
  const { id } = await work.create("systemuser", {
    ...(input.id === undefined ? {} : { systemuserid: input.id }),
    firstname: first,
    ...(middle === "" ? {} : { middlename: middle }),
    lastname: last,
    internalemailaddress: email,
    domainname: email,
    businessunitid: { table: "businessunit", id: unit },
  });
  await work.associate({ table: "systemuser", id }, "systemuserroles_association", role);
  if (input.passwordHash) await setPasswordHash(work, id, input.passwordHash);
  return id;
}

/** Replaces the password; sessions are the sign-in's business. */
export async function setPasswordHash(work: Work, userId: string, hash: string): Promise<void> {
  await work.sql(
    `insert into app.credential (userid, passwordhash, changedat) values ($1, $2, $3)
     on conflict (userid) do update set passwordhash = excluded.passwordhash, changedat = excluded.changedat`,
    [userId, hash, work.now],
  );
}

async function roleByName(work: Work, name: string): Promise<Reference> {
  const roles = await work.sql<{ roleid: string; name: string }>("select roleid, name from crm.role order by name");
  const role = roles.find((candidate) => candidate.name.toLowerCase() === name.trim().toLowerCase());
  if (role) return { table: "role", id: role.roleid };
  const known = roles.map((candidate) => candidate.name).join(", ");
  throw new AppError("invalidArgument", { reason: `There is no role '${name}'. Roles: ${known}.` });
}
