import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { DiskGuard } from "../postgres/disk-guard.ts";
import type { Database } from "../read/bounded-rows.ts";
import { translated } from "./database-errors.ts";

/**
 * One transaction that begins with its first statement, so that a change which turns out to be a single statement needs
 * no more than that one round trip (`runAlone`).
 */
export class Transaction {
  readonly #pool: Pool;
  readonly #disk: DiskGuard;
  #client: Promise<PoolClient> | undefined;
  #ended = false;
  #attempts = 0;
  /** Why the transaction can only be rolled back: something was half written when this was thrown. */
  #doomed: { readonly cause: unknown } | undefined;
  /** Statements that wrote, so far. */
  writes = 0;

  constructor(pool: Pool, disk: DiskGuard) {
    this.#pool = pool;
    this.#disk = disk;
  }

  get begun(): boolean {
    return this.#client !== undefined;
  }

  /** Runs a statement inside. Throws AppError for what the input caused; other database errors as they are. */
  async run<Row extends object>(query: QueryConfig): Promise<Row[]> {
    return (await this.#send<Row>(query)).rows;
  }

  async write<Row extends object>(query: QueryConfig): Promise<Row[]> {
    this.#disk.check();
    this.writes++;
    return this.run<Row>(query);
  }

  /** The one statement of a change: in a transaction of its own unless one has begun. Nothing may follow it. */
  async writeAlone<Row extends object>(query: QueryConfig): Promise<Row[]> {
    if (this.begun) return this.write<Row>(query);
    this.#disk.check();
    this.#ended = true;
    try {
      return (await this.#pool.query<Row>(query)).rows;
    } catch (error) {
      throw translated(error);
    }
  }

  /** Sends lines to a `copy ... from stdin`. */
  async copy(text: string, lines: Iterable<string>): Promise<void> {
    this.#disk.check();
    this.writes++;
    const client = await this.client();
    await this.#guarded(() => pipeline(Readable.from(chunks(lines)), client.query(copyFrom(text))));
  }

  /** Something that reads through the connection itself. */
  async using<Result>(action: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.client();
    return this.#guarded(() => action(client));
  }

  /** For reads that are written for a pool: the transaction's connection, kept when they release it. */
  get database(): Database {
    return {
      connect: async () => {
        const client = await this.client();
        const query = client.query.bind(client) as PoolClient["query"];
        return { query, release: (broken) => (broken ? this.#abandon(client) : undefined) };
      },
    };
  }

  /** Begins the transaction when it has not. */
  client(): Promise<PoolClient> {
    if (this.#ended) throw new Error("The transaction has ended: its Work was used after the change.");
    this.#client ??= this.#begin();
    return this.#client;
  }

  /** What `action` throws undoes what it wrote, and nothing before. */
  async attempt<Result>(action: () => Promise<Result>): Promise<Result> {
    const name = `attempt${++this.#attempts}`;
    await this.run({ text: `savepoint ${name}` });
    const doomed = this.#doomed;
    try {
      const result = await action();
      await this.run({ text: `release savepoint ${name}` });
      return result;
    } catch (error) {
      await this.run({ text: `rollback to savepoint ${name}` });
      this.#doomed = doomed;
      throw error;
    }
  }

  /** From now on commit throws this. */
  doom(cause: unknown): void {
    this.#doomed ??= { cause };
  }

  async commit(): Promise<void> {
    if (this.#doomed) throw this.#doomed.cause;
    this.#ended = true;
    const client = await this.#client;
    if (!client) return;
    const { command } = await client.query("commit");
    this.#client = undefined;
    client.release();
    // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and the failure was swallowed.
    if (command !== "COMMIT") throw new Error("The transaction was rolled back: one of its statements had failed.");
  }

  /** Never throws: a connection that cannot roll back is closed, which rolls back too. */
  async rollback(): Promise<void> {
    this.#ended = true;
    const client = await this.#client?.catch(() => undefined);
    if (!client) return;
    this.#client = undefined;
    const failure = await client.query("rollback").then(
      () => undefined,
      () => true,
    );
    client.release(failure);
  }

  /** Closes the connection, which stops what runs on it and rolls back. */
  #abandon(client: PoolClient): void {
    this.#ended = true;
    this.#client = undefined;
    this.doom(new Error("The connection of the transaction was closed."));
    client.release(true);
  }

  async #begin(): Promise<PoolClient> {
    const client = await this.#pool.connect();
    try {
      await client.query("begin");
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async #send<Row extends object>(query: QueryConfig): Promise<QueryResult<Row>> {
    const client = await this.client();
    return this.#guarded(() => client.query<Row>(query));
  }

  /** A statement that fails leaves nothing to commit. */
  async #guarded<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      const cause = translated(error);
      if (isFromDatabase(error)) this.doom(cause);
      throw cause;
    }
  }
}

/** As PostgreSQL told it, or as somebody put it into other words. */
function isFromDatabase(error: unknown): boolean {
  return error instanceof DatabaseError || (error instanceof Error && error.cause instanceof DatabaseError);
}

const chunkLength = 65_536;

function* chunks(lines: Iterable<string>): Iterable<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += line;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk) yield chunk;
}
