import { type BrowserContext, test as base } from "@playwright/test";
import { Api } from "./api.ts";
import { type Words, wordsOf } from "./language.ts";
import { type Leadwright, startLeadwright } from "./leadwright.ts";

export { expect } from "@playwright/test";

/** Somebody who can sign in. */
interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export const password = "correct horse battery";

type StorageState = Exclude<NonNullable<Parameters<BrowserContext["setStorageState"]>[0]>, string>;

/** One server with one organisation: Ada administers it. */
export interface Organisation {
  readonly server: Leadwright;
  readonly ada: Person;
  /** The Web API with Ada's token. */
  readonly api: Api;
  /** Browser storage in which Ada is signed in. */
  readonly signedIn: StorageState;
  /** Adds a person with a role, through the command line; returns who it is and the Web API with his token. */
  addPerson(name: string, role: string): Promise<{ person: Person; api: Api }>;
  /** Browser storage in which this person is signed in. */
  signIn(person: Person): Promise<StorageState>;
}

interface TestFixtures {
  /** English, which is what the organisation and Ada speak. */
  readonly words: Words;
}

interface WorkerFixtures {
  /** Names the organisation. A file that names its own has a server of its own. */
  readonly organisationName: string;
  /** Nothing is set up on it until `organisation` is asked for, which a signed-in page does. */
  readonly server: Leadwright;
  readonly organisation: Organisation;
}

/** Storage of a browser that was never here. */
export const stranger: StorageState = { cookies: [], origins: [] };

/** `page` is Ada's, signed in, at a server that this file has for itself. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  organisationName: ["Contoso", { option: true, scope: "worker" }],
  server: [
    // Another name, another server.
    async ({ organisationName: _ }, use) => {
      const server = await startLeadwright();
      try {
        await use(server);
      } finally {
        await server.stop();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
  organisation: [
    async ({ server, organisationName }, use) => use(await setUp(server, organisationName)),
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: ({ server }, use) => use(server.url),
  storageState: ({ organisation }, use) => use(organisation.signedIn),
  words: await wordsOf("en"),
});

async function setUp(server: Leadwright, name: string): Promise<Organisation> {
  const administrator = { name: "Ada Admin", email: "ada@example.com" };
  const { storage, id } = await enter(server, "setup", {
    organisation: name,
    baseCurrency: "EUR",
    language: "en",
    administrator: { ...administrator, password },
  });
  const apiOf = async (email: string) => {
    const { token } = JSON.parse(await server.run(["token", "add", "--user", email, "--json"])) as { token: string };
    return new Api(server.url, token);
  };
  return {
    server,
    ada: { ...administrator, id },
    api: await apiOf(administrator.email),
    signedIn: storage,
    addPerson: async (name, role) => {
      const email = `${name.split(" ")[0]?.toLowerCase()}@example.com`;
      const args = ["user", "add", "--email", email, "--name", name, "--role", role, "--password-stdin", "--json"];
      const { id } = JSON.parse(await server.run(args, password)) as { id: string };
      return { person: { id, name, email }, api: await apiOf(email) };
    },
    signIn: async ({ email }) => (await enter(server, "sign-in", { email, password })).storage,
  };
}

/** Sets up or signs in over HTTP, which is quicker than the page. */
async function enter(
  server: Leadwright,
  door: "setup" | "sign-in",
  body: Readonly<Record<string, unknown>>,
): Promise<{ storage: StorageState; id: string }> {
  const response = await fetch(`${server.url}/auth/${door}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${door}: ${response.status} ${await response.text()}`);
  const { user } = (await response.json()) as { user: { id: string } };
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(response.headers.getSetCookie()[0] ?? "") ?? [];
  const cookie = {
    name,
    value,
    domain: "127.0.0.1",
    path: "/",
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: "Lax" as const,
  };
  return { storage: { cookies: [cookie], origins: [] }, id: user.id };
}
