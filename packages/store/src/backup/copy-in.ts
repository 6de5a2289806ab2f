import { once } from "node:events";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** Rows on their way into a table, no faster than PostgreSQL takes them. Its refusal comes out of the next call. */
export class CopyIn {
  readonly #stream: Writable;
  readonly #ended: Promise<void>;
  #failure: unknown;

  constructor(client: pg.Client, text: string) {
    this.#stream = client.query(copyFrom(text));
    this.#ended = finished(this.#stream);
    this.#ended.catch((error: unknown) => {
      this.#failure = error;
    });
  }

  async write(bytes: Buffer): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#stream.write(bytes)) await Promise.race([once(this.#stream, "drain"), this.#ended]);
  }

  async end(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#stream.end();
    await this.#ended;
  }
}
