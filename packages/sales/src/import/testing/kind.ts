/** A kind of file and what becomes of it: a test, and a line of docs/import-files.md. */
import { refusal } from "@leadwright/store/testing";
import { expect } from "vitest";
import { readFile } from "./read-file.ts";

export type Rows = readonly (readonly string[])[];

export interface Kind {
  readonly group: string;
  readonly file: string;
  /** What happens, for people. */
  readonly happens: string;
  readonly check: () => Promise<void>;
}

/** The file comes out as these rows, and its dialect was found to be so. */
export function reads(content: Buffer | string, rows: Rows, dialect: object = {}) {
  return async () => {
    const read = await readFile(content);
    expect(read.rows).toEqual(rows);
    expect(read.dialect).toMatchObject(dialect);
  };
}

/** The file is refused with this error, before anything is imported. */
export function refuses(content: Buffer | string, key: string, words: RegExp) {
  return async () => {
    const error = await refusal(readFile(content));
    expect([error.key, error.message]).toEqual([key, expect.stringMatching(words)]);
  };
}
