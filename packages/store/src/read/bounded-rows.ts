import type { CustomTypesConfig, PoolClient, QueryArrayConfig } from "pg";
import type { Texts } from "./write-field.ts";

/** Where statements run: a pool, or one transaction. */
export interface Database {
  connect(): Promise<Pick<PoolClient, "query" | "release">>;
}

/** Characters that one statement may answer with; a page of any ordinary query is far below. */
export const maxCharacters = 64 * 1024 * 1024;

/** Thrown when a statement answers with more than `maxCharacters`; its connection is closed, which stops it. */
export class TooLarge extends Error {}

/** Runs a statement; every value is PostgreSQL's text. What it reads is counted while it comes in. */
export async function boundedRows(
  database: Database,
  query: QueryArrayConfig,
  most: number = maxCharacters,
): Promise<Texts[]> {
  const client = await database.connect();
  const counter = new Counter(client, most);
  try {
    const { rows } = await client.query<(string | null)[]>({ ...query, types: counter.types });
    if (counter.stopped) throw new TooLarge();
    return rows;
  } catch (error) {
    throw counter.stopped ? new TooLarge() : error;
  } finally {
    if (!counter.stopped) client.release();
  }
}

/** Reads values as text and stops the statement when they are too many. */
class Counter {
  readonly types: CustomTypesConfig;
  stopped = false;
  #left: number;

  constructor(client: Pick<PoolClient, "release">, most: number) {
    this.#left = most;
    const read = (value: string): string => {
      this.#left -= value.length;
      if (this.#left < 0 && !this.stopped) {
        this.stopped = true;
        client.release(true);
      }
      return value;
    };
    this.types = { getTypeParser: (() => read) as CustomTypesConfig["getTypeParser"] };
  }
}
