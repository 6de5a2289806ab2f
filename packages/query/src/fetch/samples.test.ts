/** Published queries: those of Microsoft's documentation, beside the repository where they are at hand. */
import { AppError } from "@leadwright/schema";
import { expect, test } from "vitest";
import { schema } from "../testing/parse.ts";
import { readFetch } from "./fetch.ts";
import { parseFetch } from "./syntax.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");
const file = new URL("../../../../../shared/data/fetchxml/fetchxml-samples.jsonl", import.meta.url);
const here = existsSync(file);
const samples = here
  ? readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { fetchxml: string }).fetchxml)
  : [];

test("every one parses; those over our tables are understood", ({ skip }) => {
  skip(!here, "The samples are not beside the repository.");
  expect(samples).toHaveLength(117);
  const refused: string[] = [];
  for (const text of samples) {
    parseFetch(text);
    try {
      readFetch(schema, text);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(error.message);
    }
  }
  // Tables that are not here, columns of somebody's own, and templates whose values are filled in first.
  const expected = /^The entity with the name '|'[@$]\w+' is not a valid |Name = 'sample_/;
  expect(refused.filter((message) => !expected.test(message))).toEqual([]);
  expect(refused.length).toBeLessThan(30);
});
