import { refuse } from "./archive-format.ts";

/** Reads exact numbers of bytes from a stream of pieces. */
export class ByteReader {
  /** Bytes read so far. */
  position = 0;
  readonly #source: AsyncIterator<Buffer>;
  #pieces: Buffer[] = [];
  #held = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Throws backup when the source has fewer. */
  async read(length: number): Promise<Buffer> {
    while (this.#held < length) {
      if (!(await this.#fill())) throw refuse("it ends too soon; a part of it is missing");
    }
    const all = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces);
    const rest = all.subarray(length);
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    this.position += length;
    return all.subarray(0, length);
  }

  async atEnd(): Promise<boolean> {
    return this.#held === 0 && !(await this.#fill());
  }

  async #fill(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#source.next();
      if (done === true) return false;
      if (value.length === 0) continue;
      this.#pieces.push(value);
      this.#held += value.length;
      return true;
    }
  }
}
