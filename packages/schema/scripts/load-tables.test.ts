import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dataFolder, readDataFiles, specification } from "./tables/read.ts";

test("the data is what the script makes of the specification", async ({ skip }) => {
  skip(!existsSync(specification), "The specification is not beside the repository.");
  for (const [path, text] of await readDataFiles(specification))
    expect(await readFile(join(dataFolder, path), "utf8"), path).toBe(text);
});
