import { expect, it } from "vitest";
import { plainDialect } from "./dialect.ts";
import { readFirstRow, readRows } from "./read-rows.ts";

async function* from(text: string, times = 1): AsyncGenerator<Buffer> {
  for (let i = 0; i < times; i++) yield Buffer.from(text);
}

async function rowsOf(text: string): Promise<[number, ...string[]][]> {
  const found: [number, ...string[]][] = [];
  for await (const { rows } of readRows(from(text), plainDialect)) {
    found.push(...rows.map(({ number, cells }): [number, ...string[]] => [number, ...cells]));
  }
  return found;
}

it("counts rows as a spreadsheet does: a cell of two lines is in one, an empty line is one", async () => {
  expect(await rowsOf('a,b\n1,"x\ny"\n\n,\n3,4')).toEqual([
    [1, "a", "b"],
    [2, "1", "x\ny"],
    [5, "3", "4"],
  ]);
});

it("takes any end of line, also mixed", async () => {
  expect(await rowsOf("a\r\nb\nc\rd")).toEqual([
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [4, "d"],
  ]);
});

it("takes a quote inside a cell as a quote", async () => {
  expect(await rowsOf('5" pipe,a "b" c\n')).toEqual([[1, '5" pipe', 'a "b" c']]);
});

it("gives ragged rows as they are", async () => {
  expect(await rowsOf("a,b\n1\n1,2,3\n")).toEqual([
    [1, "a", "b"],
    [2, "1"],
    [3, "1", "2", "3"],
  ]);
});

it("says how far it has read, and stops reading when nobody listens", async () => {
  let sent = 0;
  async function* counted() {
    for await (const part of from("x,y\n".repeat(1_000), 100)) {
      sent += part.length;
      yield part;
    }
  }
  for await (const { rows, bytes } of readRows(counted(), plainDialect)) {
    expect(bytes).toBe(4_000);
    expect(rows.length).toBeGreaterThan(900);
    break;
  }
  expect(sent).toBe(4_000);
  expect(await readFirstRow(from(""), plainDialect)).toBeUndefined();
});
