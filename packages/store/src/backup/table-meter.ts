import { createHash } from "node:crypto";
import type { TableSum } from "./snapshot.ts";

const lineEnd = 0x0a;

/** Counts and hashes the data of a table as it passes. A line break inside a value is written as \n, so each line is a row. */
export class TableMeter {
  readonly #hash = createHash("sha256");
  #rows = 0;
  #bytes = 0;

  add(piece: Buffer): void {
    this.#hash.update(piece);
    this.#bytes += piece.length;
    for (let at = piece.indexOf(lineEnd); at !== -1; at = piece.indexOf(lineEnd, at + 1)) this.#rows += 1;
  }

  /** Once, at the end. */
  sum(): TableSum {
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}
