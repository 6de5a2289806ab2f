import pg from "pg";

/** Settings that make a session's output the same on every server, and let it take its time. */
const plainSession = [
  "timezone = 'UTC'",
  "datestyle = 'ISO'",
  "intervalstyle = 'iso_8601'",
  "extra_float_digits = 1",
  "bytea_output = 'hex'",
  "client_encoding = 'UTF8'",
  // Rows come in the order they lie in.
  "synchronize_seqscans = off",
  "statement_timeout = 0",
  "lock_timeout = 0",
  "idle_in_transaction_session_timeout = 0",
  "jit = off",
];

/** A connection for backup, restore and move. Under another name than a server's, so that servers can be told from it. */
export async function connectPlain(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({
    ...config,
    application_name: "leadwright-backup",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(plainSession.map((setting) => `set ${setting}`).join("; "));
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}
