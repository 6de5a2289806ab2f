/** The whole server on a database of its own, over real HTTP. */
import { addUser, salesRules, setUpOrganisation } from "@leadwright/sales";
import { openStoreOn, type Store } from "@leadwright/store";
import { type FreshDatabase, freshDatabase, silentLog } from "@leadwright/store/testing";
import type { FastifyInstance } from "fastify";
import { type Logger, pino } from "pino";
import { type AppOptions, createApp } from "../app.ts";
import { ChangeBus } from "../changes/change-bus.ts";
import { hashPassword } from "../sign-in/passwords.ts";
import { Tokens } from "../sign-in/tokens.ts";
import { HttpClient } from "./http-client.ts";

export const password = "correct horse battery";

export interface TestApp {
  readonly database: FreshDatabase;
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly changes: ChangeBus;
  /** http://127.0.0.1:port */
  readonly origin: string;
  /** What was logged, one object a line. */
  readonly logged: Record<string, unknown>[];
  close(): Promise<void>;
}

export interface SetUpApp extends TestApp {
  readonly adminId: string;
  /** Calls the Web API as the administrator, with a token. */
  readonly admin: HttpClient;
  /** Another user with a role, and a client with his token. */
  addUser(email: string, role?: string): Promise<{ id: string; client: HttpClient }>;
}

type TestAppOptions = Pick<AppOptions, "webFolder" | "demoSignIn">;

/** Listening, with an empty database. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await freshDatabase();
  const store = await openStoreOn(database.config, { rules: salesRules, log: silentLog });
  const logged: Record<string, unknown>[] = [];
  const log: Logger = pino({ level: "info" }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const changes = new ChangeBus();
  const app = createApp({ store, log, changes, ...options });
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    database,
    store,
    app,
    changes,
    origin,
    logged,
    close: async () => {
      await app.close();
      await store.close();
      await database.drop();
    },
  };
}

/** The same with an organisation (Contoso, PLN) and its administrator ada@example.com. */
export async function startSetUpApp(options: TestAppOptions = {}): Promise<SetUpApp> {
  const running = await startTestApp(options);
  const { store, origin } = running;
  const tokens = new Tokens(store);
  const passwordHash = await hashPassword(password);
  const { userId: adminId } = await setUpOrganisation(store, {
    name: "Contoso",
    baseCurrency: "PLN",
    language: "en",
    administrator: { name: "Ada Admin", email: "ada@example.com", passwordHash },
  });
  const clientOf = async (id: string) => new HttpClient(origin, (await tokens.create(id, "test")).token);
  return {
    ...running,
    adminId,
    admin: await clientOf(adminId),
    addUser: async (email, role = "Salesperson") => {
      const principal = await store.principal(adminId);
      const id = await store.change({ principal, door: "command" }, (work) =>
        addUser(work, { email, name: `${email.split("@")[0]} Tester`, role, passwordHash }),
      );
      return { id, client: await clientOf(id) };
    },
  };
}
