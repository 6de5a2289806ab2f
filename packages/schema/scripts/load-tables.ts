/**
 * Writes data/ from the specification: one file a table, the relationships, and the index that imports them all.
 *
 *   node packages/schema/scripts/load-tables.ts [path of tables.json]
 *
 * Hand-written tables and columns in data/extensions are part of it.
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder, readDataFiles, specification } from "./tables/read.ts";

const files = await readDataFiles(process.argv[2] ?? specification);
await mkdir(join(dataFolder, "tables"), { recursive: true });
for (const [path, text] of files) await writeFile(join(dataFolder, path), text);
for (const name of await readdir(join(dataFolder, "tables")))
  if (!files.has(`tables/${name}`)) await rm(join(dataFolder, "tables", name));
console.log(`${files.size} files`);
