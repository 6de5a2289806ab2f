/** Looks at everything that can be wrong with a data folder and its database, and says it in words. Changes nothing. */
import { AppError, standardSchema } from "@leadwright/schema";
import pg from "pg";
import { loadCustomisation } from "../customisation/load-customisation.ts";
import { openRoute } from "../postgres/cluster.ts";
import { readHolder } from "../postgres/data-folder.ts";
import { isNotYetReady } from "../postgres/embedded.ts";
import type { Log } from "../postgres/log.ts";
import { openDatabase } from "../postgres/open-database.ts";
import { errorText } from "../postgres/system-errors.ts";
import { dataChecks, serverChecks } from "./database-checks.ts";
import { type Finding, runChecks } from "./finding.ts";
import { folderCheck, insideChecks } from "./folder-checks.ts";

export interface ExamineOptions {
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
  readonly log: Log;
}

/** Milliseconds for one statement of a check. */
const patience = 20_000;

/**
 * Where no server runs on the data folder its PostgreSQL is started for the time of the look, unless something is wrong with
 * the folder already. (After a crash that makes PostgreSQL repair its files, as any start does.)
 */
export async function examine({ dataFolder, databaseUrl, log }: ExamineOptions): Promise<Finding[]> {
  if (databaseUrl) return examineDatabase({ dataFolder, databaseUrl, log }, true);
  const holder = await readHolder(dataFolder).catch(() => undefined);
  const subject = { folder: dataFolder, holder };
  const findings = await runChecks([folderCheck], subject);
  if (findings.some(({ level }) => level === "problem")) return findings;
  findings.push(...(await runChecks(insideChecks, subject)));
  const startable = findings.every(({ level, check }) => level !== "problem" || check === "free space");
  const made = !findings.some(({ says }) => says.startsWith("Not made yet") || says.startsWith("There is no folder"));
  if (!startable || !made) return findings;
  if (holder !== undefined) return [...findings, ...(await examineRunning(dataFolder))];
  return [...findings, ...(await examineDatabase({ dataFolder, log }, false))];
}

/** The PostgreSQL that another process runs. */
async function examineRunning(dataFolder: string): Promise<Finding[]> {
  const route = await openRoute(dataFolder);
  try {
    return await examineConnection({ ...route.connection }, true);
  } catch (error) {
    return [unreachable(error)];
  } finally {
    await route.close();
  }
}

async function examineDatabase({ dataFolder, databaseUrl, log }: ExamineOptions, served: boolean): Promise<Finding[]> {
  try {
    const database = await openDatabase({ dataFolder, databaseUrl, kind: "command", log, patience: 5_000 });
    try {
      return await examineConnection(database.config, served);
    } finally {
      await database.close();
    }
  } catch (error) {
    return [unreachable(error)];
  }
}

async function examineConnection(config: pg.ClientConfig, served: boolean): Promise<Finding[]> {
  const client = new pg.Client({
    ...config,
    application_name: "leadwright doctor",
    connectionTimeoutMillis: 10_000,
    statement_timeout: patience,
    options: "-c default_transaction_read_only=on",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    const standard = { client, schema: standardSchema(), served };
    const findings = await runChecks(serverChecks, standard);
    // Without tables, or with tables of a newer program, there is nothing more to look at.
    if (
      findings.some(
        ({ check, level, says }) => check === "version of the data" && (level === "problem" || says.includes("empty")),
      )
    ) {
      return findings;
    }
    const customisation = await loadCustomisation(client).catch(() => undefined);
    const schema = customisation ? standardSchema(customisation) : standard.schema;
    return [...findings, ...(await runChecks(dataChecks, { ...standard, schema }))];
  } finally {
    await client.end().catch(() => {});
  }
}

/** What is wrong with the folder says itself what to do; waiting helps only while a server comes up or goes down. */
function unreachable(error: unknown): Finding {
  const says = `It cannot be reached: ${errorText(error)}`;
  const finding = { check: "database", level: "problem", says } as const;
  if (error instanceof AppError || !isNotYetReady(error)) return finding;
  return { ...finding, advice: "If a server has just been started or killed, look again in a minute." };
}
