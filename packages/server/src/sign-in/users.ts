import type { Store } from "@leadwright/store";

export interface SignInUser {
  readonly id: string;
  readonly passwordHash: string | undefined;
  readonly disabled: boolean;
}

/** Who signs in with this e-mail address, case aside. */
export async function findUserByEmail(store: Store, email: string): Promise<SignInUser | undefined> {
  return findUser(store, "lower(u.internalemailaddress) = lower($1)", email.trim());
}

export async function findUserById(store: Store, id: string): Promise<SignInUser | undefined> {
  return findUser(store, "u.systemuserid = $1", id);
}

async function findUser(store: Store, condition: string, value: string): Promise<SignInUser | undefined> {
  const [row] = await store.sql<{ systemuserid: string; passwordhash: string | null; isdisabled: boolean | null }>(
    `select u.systemuserid, c.passwordhash, u.isdisabled
       from crm.systemuser u left join app.credential c on c.userid = u.systemuserid
      where ${condition}
      order by u.isdisabled is true, c.passwordhash is null, u.createdon limit 1`,
    [value],
  );
  if (row === undefined) return undefined;
  return { id: row.systemuserid, passwordHash: row.passwordhash ?? undefined, disabled: row.isdisabled === true };
}

/** Sets the password of a user who showed the current one. */
export async function replacePasswordHash(store: Store, userId: string, passwordHash: string): Promise<void> {
  await store.sql(
    `insert into app.credential (userid, passwordhash, changedat) values ($1, $2, now())
     on conflict (userid) do update set passwordhash = excluded.passwordhash, changedat = excluded.changedat`,
    [userId, passwordHash],
  );
}
