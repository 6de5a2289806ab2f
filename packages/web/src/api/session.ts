import type { Language } from "@leadwright/schema";
import { queryOptions, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { api, setCsrfToken } from "./client.ts";

export type Right = "create" | "read" | "write" | "delete" | "append" | "appendto" | "assign" | "share";

export interface SignedIn {
  readonly state: "signedIn";
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly language: Language;
    /** IANA name. */
    readonly timeZone: string;
    readonly administrator: boolean;
  };
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    /** Made up, to try the product out. */
    readonly demo: boolean;
    /** How long deleted records can be restored; 0: not at all. */
    readonly binDays: number;
    readonly baseCurrency: {
      readonly id: string;
      readonly code: string;
      readonly symbol: string;
      readonly digits: number;
    };
  };
  readonly csrfToken: string;
  /** By table, then right: how far it reaches, 1 own rows to 4 all. What is not named is not granted. */
  readonly privileges: Readonly<Record<string, Partial<Record<Right, number>>>>;
}

/** Nobody is signed in. `demo`: whoever looks may choose whom to be. */
interface SignedOut {
  readonly state: "signedOut";
  readonly demo?: DemoEntrance;
}

export interface DemoEntrance {
  /** Present while the records are being loaded; nobody is let in until then. */
  readonly progress?: { readonly done: number; readonly of: number };
  readonly people: readonly DemoPerson[];
}

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly role: string;
  /** Business unit. */
  readonly unit: string;
  readonly language: Language;
}

export type Session = { readonly state: "setup" } | SignedOut | SignedIn;

export interface NewOrganisation {
  readonly organisation: string;
  /** ISO 4217. */
  readonly baseCurrency: string;
  readonly language: Language;
  readonly administrator: { readonly name: string; readonly email: string; readonly password: string };
  /** Needed from another computer than the server's. */
  readonly code?: string;
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session> => remember(await api<Session>("/auth/session")),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

function remember(session: Session): Session {
  if (session.state === "signedIn") setCsrfToken(session.csrfToken);
  return session;
}

/** Who is signed in. Only below the shell, where somebody is. */
export function useSession(): SignedIn {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data.state !== "signedIn") throw new Error("useSession outside the shell");
  return data;
}

/** Whether the user may do this to at least some rows of the table; the server decides on each row. */
export function useMay(): (right: Right, table: string) => boolean {
  const { privileges } = useSession();
  return (right, table) => (privileges[table]?.[right] ?? 0) > 0;
}

/** Signing in and out; each leaves the session query with what is true afterwards. */
export function useSignIn() {
  const client = useQueryClient();
  const enter = (session: Session) => client.setQueryData<Session>(["session"], remember(session));
  const leave = () => {
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    client.setQueryData<Session>(["session"], { state: "signedOut" });
    // A demo says whom one may be next.
    void client.invalidateQueries({ queryKey: ["session"] });
  };
  return {
    setUp: async (body: NewOrganisation) => enter(await api<Session>("/auth/setup", { method: "POST", body })),
    startDemo: async (body: { language: Language; code?: string }) =>
      enter(await api<Session>("/auth/demo", { method: "POST", body })),
    stopDemo: async () => enter(await api<Session>("/auth/demo/stop", { method: "POST" })),
    /** `language`: what the visitor speaks, which the person in the demo speaks from then on. */
    signInAs: async (userId: string, language: Language | undefined) =>
      enter(await api<Session>("/auth/demo/sign-in", { method: "POST", body: { userId, language } })),
    signIn: async (body: { email: string; password: string }) =>
      enter(await api<Session>("/auth/sign-in", { method: "POST", body })),
    signOut: async () => {
      await api("/auth/sign-out", { method: "POST" });
      leave();
    },
    signOutEverywhere: async () => {
      await api("/auth/sign-out-everywhere", { method: "POST" });
      leave();
    },
  };
}

/** Replaces the signed-in user's own password; other sessions end. */
export function changePassword(body: { current: string; new: string }): Promise<void> {
  return api("/auth/password", { method: "POST", body });
}

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: async () => (await api<{ tokens: Token[] }>("/auth/tokens")).tokens,
});

/** The answer's `token` is shown once and never again. */
export function createToken(name: string): Promise<Token & { token: string }> {
  return api("/auth/tokens", { method: "POST", body: { name } });
}

export function revokeToken(id: string): Promise<void> {
  return api(`/auth/tokens/${id}`, { method: "DELETE" });
}
