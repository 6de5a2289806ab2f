import { resolve } from "node:path";
import { salesRules } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { type Caller, openStore, type Store } from "@leadwright/store";
import { type Logger, pino } from "pino";
import { type OptionValues, optional, type Terminal } from "./command.ts";

/** Options of every command that needs the data. */
export const dataOptions = { data: { type: "string" }, "database-url": { type: "string" } } as const;
export const dataUsage = `  --data DIR           data folder (LEADWRIGHT_DATA, else ./data)
  --database-url URL   a PostgreSQL server instead of the data folder's own (DATABASE_URL)`;

/** Runs `action` on the data, whether or not a server is running on it, and lets go of it in every case. */
export async function withStore<Result>(
  options: OptionValues,
  terminal: Terminal,
  action: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await open(options, terminal, "command", pino({ level: "silent" }));
  try {
    return await action(store);
  } finally {
    await store.close();
  }
}

/** Opens the data that the options or the environment name. Throws dataFolder. */
export async function open(
  options: OptionValues,
  terminal: Terminal,
  kind: "server" | "command",
  log: Logger,
): Promise<Store> {
  return openStore({ ...placeOf(options, terminal), kind, rules: salesRules, log });
}

/** Where the data is that the options or the environment name. */
export function placeOf(
  options: OptionValues,
  { environment }: Terminal,
): { readonly dataFolder: string; readonly databaseUrl?: string } {
  const databaseUrl = optional(options, "database-url") ?? environment.DATABASE_URL;
  const dataFolder = resolve(optional(options, "data") ?? environment.LEADWRIGHT_DATA ?? "data");
  return { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) };
}

/** Who may use the command line may do anything: commands act as the longest-serving enabled administrator. Throws notSetUp. */
export async function systemCaller(store: Store): Promise<Caller> {
  const [row] = await store.sql<{ systemuserid: string }>(
    `select u.systemuserid from crm.systemuser u
       join crm.systemuserroles m on m.systemuserid = u.systemuserid
       join crm.role r on r.roleid = m.roleid
      where r.name = 'System Administrator' and u.isdisabled is not true
      order by u.createdon, u.systemuserid limit 1`,
  );
  if (row === undefined) throw new AppError("notSetUp");
  return { principal: await store.principal(row.systemuserid), door: "command" };
}
