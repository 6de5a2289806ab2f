/** Rows in every table of a database, with the values that are hardest to carry over. */
import type pg from "pg";

/** Words of those who will use it, and everything that means something to COPY. */
const texts = [
  "Zażółć gęślą jaźń · Nguyễn Thị Ánh Tuyết · Đặng Ngọc Mỹ",
  "a\tb\nc\r\nd\\e\\N\\.\u0001\u007f '\"` 🙂 𐍈",
  "\\.",
  "\\N",
  "",
] as const;
const values: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  text: texts,
  integer: [2_147_483_647, -2_147_483_648, 0],
  bigint: ["9223372036854775807", "-9223372036854775808", "0"],
  numeric: ["NaN", "-123456789012345678901234567890.123456789012345678901234567890", "0.10", "Infinity"],
  "double precision": ["NaN", "-Infinity", "5e-324", "1.7976931348623157e308", "-0"],
  boolean: [true, false],
  date: ["infinity", "-infinity", "0044-03-15 BC", "9999-12-31"],
  "timestamp(0) with time zone": ["infinity", "-infinity", "2026-03-29 02:30:00+02", "0001-01-01 00:00:00+00"],
  "timestamp with time zone": ["infinity", "2026-11-25 12:00:00.123456+00", "-infinity"],
  jsonb: ['{"a\\tb": [1e400, "\\n\\\\", null, "ł"]}', "null", '""'],
  json: ['{ "b":1, "a" : 2, "a":3 }', "[]"],
  bytea: ["\\x00ff0a5c", "\\x", `\\x${"00ff".repeat(3_000)}`],
  "text[]": ['{"a\\"b",NULL,"\\\\"}', "{}"],
  "uuid[]": ["{}"],
  "integer[]": ["{1,NULL}", "{}"],
};

/** What reconcile and the steps read, and so cannot hold just anything; and what is not carried over. */
const real: ReadonlySet<string> = new Set([
  "app.migration",
  "app.customtable",
  "app.customcolumn",
  "app.customchoice",
  "app.globalchoice",
  "app.customrelationship",
  "app.description",
  "app.session",
  "app.backup",
]);

/** Gives the tables that took none. */
export async function insertExtremeRows(pool: pg.Pool, count = 4): Promise<string[]> {
  const { rows: tables } = await pool.query<{ table: string; columns: { name: string; type: string }[] }>(`
    select n.nspname || '.' || c.relname as table,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname in ('app', 'crm') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.attidentity = ''
    group by 1
    order by exists (select from pg_constraint k where k.conrelid = (min(c.oid::bigint))::oid and k.contype = 'f'), 1`);
  const empty: string[] = [];
  for (const { table, columns } of tables) {
    if (real.has(table)) continue;
    let taken = 0;
    for (let row = 0; row < count; row++) {
      const names = columns.map(({ name }) => `"${name}"`).join(", ");
      const parameters = columns.map(({ type }, at) => `$${at + 1}::${type}`).join(", ");
      const given = columns.map(({ type }) => extremeValue(type, row));
      const done = await pool.query(`insert into ${table} (${names}) values (${parameters})`, given).catch(() => null);
      taken += done?.rowCount ?? 0;
    }
    if (taken === 0) empty.push(table);
  }
  return empty;
}

function extremeValue(type: string, row: number): string | number | boolean | null {
  // The same in every column of a row, so that a row that refers to another finds it.
  if (type === "uuid") return `018f0000-0000-7000-8000-${String(row).padStart(12, "0")}`;
  const known = values[type];
  if (known === undefined) throw new Error(`No extreme values for the type ${type}`);
  return known[row % known.length] ?? null;
}
