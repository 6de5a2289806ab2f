/** Where data is, or is to go: a data folder or the URL of a database. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { clusterFolder } from "../postgres/cluster.ts";
import type { Log } from "../postgres/log.ts";
import { type OpenDatabase, openDatabase } from "../postgres/open-database.ts";
import { refuseUnfinishedRestore } from "../postgres/restore-mark.ts";
import { refuse } from "./archive-format.ts";

export interface Place {
  /** Absolute path; not touched when `databaseUrl` is given. */
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
}

export function hasUrl({ databaseUrl }: Place): boolean {
  return databaseUrl !== undefined && databaseUrl !== "";
}

/** In words, without the password that a URL may hold. */
export function placeName(place: Place): string {
  if (!hasUrl(place)) return place.dataFolder;
  const url = URL.parse(place.databaseUrl ?? "");
  return url === null ? "the database" : `the database ${url.host}${url.pathname}`;
}

/** That PostgreSQL's folder is there; opening would make one. */
export async function hasCluster({ dataFolder }: Place): Promise<boolean> {
  return access(join(clusterFolder(dataFolder), "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

/** Opens a place that holds data, for reading. `alone`: no server may work on it. Throws backup, dataFolder. */
export async function openSource(place: Place, log: Log, alone: boolean): Promise<OpenDatabase> {
  if (!hasUrl(place) && !(await hasCluster(place))) throw refuse(`There is no data in ${place.dataFolder}.`);
  return openDatabase({ ...place, kind: "command", exclusive: alone, log });
}

/** Throws backup when the product has never run on the database, dataFolder when a restore was broken off there. */
export async function requireData(database: Pick<pg.ClientBase, "query">, place: string): Promise<void> {
  await refuseUnfinishedRestore(database);
  const { rows } = await database.query<{ found: boolean }>(
    "select to_regclass('app.migration') is not null and to_regclass('pgboss.version') is not null as found",
  );
  if (rows[0]?.found !== true) throw refuse(`There is no data of Leadwright in ${place}.`);
}
