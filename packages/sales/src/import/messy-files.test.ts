/** Files that others wrote, with what should come out of them beside them; and one without an end. */
import { existsSync } from "node:fs";
import { readFile as readDisk, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { plainDialect } from "./dialect.ts";
import { readRows } from "./read-rows.ts";
import { readFile } from "./testing/read-file.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const spectrum = `${data}csv-messy/csv-spectrum/`;
const missing = !existsSync(spectrum);
const names = missing ? [] : (await readdir(`${spectrum}csvs`)).map((name) => name.replace(/\.csv$/, ""));

describe.skipIf(missing)("files of the data set that lies beside the repository", () => {
  // Of this one the expected values lost their letters; it is looked at below.
  it.each(names.filter((name) => name !== "location_coordinates"))("csv-spectrum: %s", async (name) => {
    const expected: unknown = JSON.parse(await readDisk(`${spectrum}json/${name}.json`, "utf8"));
    const { rows } = await readFile(await readDisk(`${spectrum}csvs/${name}.csv`));
    const [headings = [], ...others] = rows;
    const found = others.map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at]])));
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("\\r\\n", "\\n")) as unknown;
    expect(plain(found)).toEqual(plain(expected));
  });

  it("csv-spectrum: location_coordinates", async () => {
    const { rows } = await readFile(await readDisk(`${spectrum}csvs/location_coordinates.csv`));
    expect(rows[1]).toHaveLength(4);
    expect(rows[1]?.[1]).toMatch(/^37.36'37\.8"N 121.2'17\.9"W$/);
  });

  it.each(["long-sample", "normal", "sample-header", "sample", "utf-8-bom-sample", "verylong-sample"])(
    "papaparse: %s",
    async (name) => {
      const content = await readDisk(`${data}csv-messy/papaparse/${name}.csv`);
      const options = { bom: true, relaxColumnCount: true, skipRecordsWithEmptyValues: true };
      const { rows, dialect } = await readFile(content);
      expect(dialect.delimiter).toBe(",");
      expect(rows).toEqual(parse(content, options));
    },
  );

  it("rows that a spreadsheet put into one cell come out as they were", async () => {
    const { rows } = await readFile(await readDisk(`${data}csv-messy/x-education-excel-mangled.csv`));
    const whole = parse(await readDisk(`${data}x-education/Leads.csv`)) as string[][];
    expect(rows).toHaveLength(9_241);
    const sorted = (all: readonly (readonly string[])[]) => all.map((cells) => cells.join("\u0000")).toSorted();
    expect(sorted(rows)).toEqual(sorted(whole));
  });
});

/** Megabytes of the file without an end; the whole of it is never anywhere. By hand: MEGABYTES=3072. */
const megabytes = Number(process.env.MEGABYTES ?? 40);

it(`memory does not grow with the file: ${megabytes} MB`, { timeout: 900_000 }, async () => {
  const row = '660737,API,"Olark, Chat",No,No,0,0,Page Visited on Website,"said ""no""",Select,Unemployed\n';
  const block = Buffer.from(row.repeat(Math.floor((1024 * 1024) / row.length)));
  async function* source() {
    for (let i = 0; i < megabytes; i++) yield block;
  }
  let count = 0;
  let most = 0;
  const started = performance.now();
  const before = process.memoryUsage();
  for await (const { rows } of readRows(source(), plainDialect)) {
    count += rows.length;
    const now = process.memoryUsage();
    most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
  }
  const seconds = (performance.now() - started) / 1000;
  expect(count).toBe(megabytes * Math.floor((1024 * 1024) / row.length));
  expect(most).toBeLessThan(150 * 1024 * 1024);
  if (process.env.MEGABYTES)
    console.log({ megabytes, seconds, mostMegabytes: most / 1024 / 1024, rowsPerSecond: count / seconds });
});
