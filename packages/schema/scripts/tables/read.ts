import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { dataFiles } from "./files.ts";

export const dataFolder = resolve(import.meta.dirname, "../../data");
export const specification = resolve(import.meta.dirname, "../../../../../shared/spec/tables.json");

/** What data/ should hold: path in it -> text. */
export async function readDataFiles(path: string): Promise<ReadonlyMap<string, string>> {
  const extensions = join(dataFolder, "extensions");
  const names = (await readdir(extensions)).filter((name) => name !== "relationships.json").sort();
  const { tables } = await readJson(path);
  return dataFiles(
    tables,
    await Promise.all(names.map((name) => readJson(join(extensions, name)))),
    await readJson(join(extensions, "relationships.json")),
  );
}

async function readJson(path: string) {
  return JSON.parse(await readFile(path, "utf8"));
}
