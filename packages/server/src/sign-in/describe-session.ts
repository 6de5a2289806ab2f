import type { Language } from "@leadwright/schema";
import { Depth, type Principal, type Right, type Store } from "@leadwright/store";
import { type Organisation, readOrganisation } from "../organisation.ts";
import type { DemoEntrance } from "./demo-door.ts";

const rights: readonly Right[] = ["create", "read", "write", "delete", "append", "appendto", "assign", "share"];

export type SessionAnswer =
  | { readonly state: "setup" }
  | { readonly state: "signedOut"; readonly demo?: DemoEntrance }
  | {
      readonly state: "signedIn";
      readonly user: {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly language: Language;
        readonly timeZone: string;
        readonly administrator: boolean;
      };
      readonly organisation: Organisation;
      /** For the header x-csrf-token of every request that changes something. */
      readonly csrfToken: string;
      /** By table, then by right: how far it reaches (1 own to 4 all). What is not named is not granted. */
      readonly privileges: Readonly<Record<string, Partial<Record<Right, Depth>>>>;
    };

/** What the web app needs to know at its start. */
export async function describeSession(store: Store, principal: Principal, csrfToken: string): Promise<SessionAnswer> {
  const [[user], organisation] = await Promise.all([
    store.sql<{ internalemailaddress: string | null }>(
      "select internalemailaddress from crm.systemuser where systemuserid = $1",
      [principal.userId],
    ),
    readOrganisation(store),
  ]);
  const { userId: id, name, language, timeZone, administrator } = principal;
  return {
    state: "signedIn",
    user: { id, name, email: user?.internalemailaddress ?? "", language, timeZone, administrator },
    organisation,
    csrfToken,
    privileges: describePrivileges(store, principal),
  };
}

function describePrivileges(store: Store, principal: Principal) {
  const privileges: Record<string, Partial<Record<Right, Depth>>> = {};
  for (const table of store.schema.tables.keys()) {
    const granted: Partial<Record<Right, Depth>> = {};
    for (const right of rights) {
      const depth = principal.depth(table, right);
      if (depth !== Depth.None) granted[right] = depth;
    }
    if (Object.keys(granted).length > 0) privileges[table] = granted;
  }
  return privileges;
}
