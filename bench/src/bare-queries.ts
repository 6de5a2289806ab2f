/**
 * What queries are measured against: Node's http and the pg driver, the hand-written SQL of query-data.ts as prepared
 * statements, JSON.stringify. Argument: JSON of pg config. Prints its port.
 */
import { createServer } from "node:http";
import pg from "pg";
import { handWritten } from "./query-data.ts";

const pool = new pg.Pool({ ...(JSON.parse(process.argv[2] ?? "{}") as pg.PoolConfig), max: 10 });

const server = createServer(async (request, response) => {
  const name = request.url ?? "";
  const text = handWritten[name];
  const { rows } = text === undefined ? { rows: [] } : await pool.query({ name, text });
  response.writeHead(text === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify({ value: rows }));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
