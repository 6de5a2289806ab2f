import { AppError, standardSchema } from "@leadwright/schema";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { quote } from "../postgres/ddl.ts";
import type { Log } from "../postgres/log.ts";
import { applyStep, prepare } from "../postgres/migrate.ts";
import { migrations } from "../postgres/migrations.ts";
import { reconcile } from "../postgres/reconcile.ts";
import { removeRestoreMark } from "../postgres/restore-mark.ts";
import { errorCode, errorText } from "../postgres/system-errors.ts";
import { refuse } from "./archive-format.ts";
import { jobTable, readSequences } from "./catalogue.ts";
import { CopyIn } from "./copy-in.ts";
import { keepColumns } from "./keep-columns.ts";
import {
  fullName,
  type Snapshot,
  type SnapshotHeader,
  type SnapshotPart,
  type SnapshotSequence,
  type SnapshotTable,
  type TableSum,
} from "./snapshot.ts";
import { TableMeter } from "./table-meter.ts";

/** What was loaded and found equal. */
export interface Loaded {
  readonly tables: number;
  readonly rows: number;
  /** Columns that this version does not know, kept as they are: `crm.lead.oldname`. */
  readonly kept: readonly string[];
  /** Jobs of queues that this version does not have. */
  readonly jobsLeftOut: number;
}

/**
 * Brings a snapshot into a claimed target, in one transaction that ends with the mark's removal: structure as the snapshot
 * has it, rows, the remaining migrations, indexes, statistics. What was written is read again and compared before. Names
 * come from the snapshot, statements never do. Throws backup.
 */
export async function loadSnapshot(client: pg.Client, { header, parts }: Snapshot, log: Log): Promise<Loaded> {
  try {
    await client.query("begin");
    const load = new Load(client, header, log);
    await load.begin();
    for await (const part of parts) await load.take(part);
    const loaded = await load.end();
    await client.query("commit");
    return loaded;
  } catch (error) {
    throw error instanceof AppError ? error : refuse(explain(error), error);
  }
}

class Load {
  readonly #client: pg.Client;
  readonly #header: SnapshotHeader;
  readonly #log: Log;
  readonly #kept: string[] = [];
  #records = false;
  #rows = 0;
  #jobsLeftOut = 0;
  #current: { readonly table: SnapshotTable; readonly columns: string; readonly copy: CopyIn } | undefined;

  constructor(client: pg.Client, header: SnapshotHeader, log: Log) {
    this.#client = client;
    this.#header = header;
    this.#log = log;
  }

  async begin(): Promise<void> {
    await prepare(this.#client);
    for (const step of migrations.slice(0, this.#header.migration)) await applyStep(this.#client, step, this.#log);
    await this.#client.query("create temp table waitingjob (like pgboss.job_common including defaults) on commit drop");
  }

  async take(part: SnapshotPart): Promise<void> {
    switch (part.kind) {
      case "table":
        return this.#open(part.table);
      case "data":
        return this.#write(part.bytes);
      case "end":
        return this.#close(part);
    }
  }

  async end(): Promise<Loaded> {
    const client = this.#client;
    if (!this.#records) await this.#makeRecordTables();
    await setSequences(client, this.#header.sequences);
    for (const step of migrations.slice(this.#header.migration)) await applyStep(client, step, this.#log);
    await reconcile(client, standardSchema(), this.#log);
    await this.#enqueue();
    await client.query("analyze");
    await removeRestoreMark(client);
    return {
      tables: this.#header.tables.length,
      rows: this.#rows,
      kept: this.#kept,
      jobsLeftOut: this.#jobsLeftOut,
    };
  }

  async #open(index: number): Promise<void> {
    const table = this.#header.tables[index];
    if (table === undefined) throw refuse("The backup is damaged: it holds more tables than its description names.");
    // Custom columns are known once the tables of app are there.
    if (table.schema === "crm" && !this.#records) await this.#makeRecordTables();
    this.#kept.push(...(await keepColumns(this.#client, table)));
    const columns = `${target(table)} (${table.columns.map(({ name }) => quote(name)).join(", ")})`;
    // What the steps put there by themselves, the snapshot has as well.
    if (table.schema === "app") await this.#client.query(`delete from ${target(table)}`);
    const copy = new CopyIn(this.#client, `copy ${columns} from stdin`);
    this.#current = { table, columns, copy };
  }

  async #makeRecordTables(): Promise<void> {
    this.#records = true;
    await reconcile(this.#client, standardSchema(), this.#log, "later");
  }

  #write(bytes: Buffer): Promise<void> {
    return this.#opened().copy.write(bytes);
  }

  async #close(sum: TableSum): Promise<void> {
    const { table, columns, copy } = this.#opened();
    await copy.end();
    this.#current = undefined;
    const meter = new TableMeter();
    for await (const piece of this.#client.query(copyTo(`copy ${columns} to stdout`)) as AsyncIterable<Buffer>) {
      meter.add(piece);
    }
    const found = meter.sum();
    if (found.rows !== sum.rows || found.sha256 !== sum.sha256) {
      throw refuse(
        `Table ${fullName(table)} came out differently from what went in: ${found.rows} rows of ${sum.rows}. Nothing was restored.`,
      );
    }
    this.#rows += sum.rows;
  }

  #opened() {
    if (this.#current === undefined) throw new Error("A table's data comes without its start");
    return this.#current;
  }

  /** What waited goes on here; its time to live begins again, for a backup may be old. */
  async #enqueue(): Promise<void> {
    const columns = this.#header.tables.find((table) => fullName(table) === jobTable)?.columns ?? [];
    if (columns.length === 0) return;
    const names = columns.map(({ name }) => quote(name)).join(", ");
    await this.#client.query("update waitingjob set keep_until = greatest(keep_until, now() + interval '14 days')");
    const { rowCount } = await this.#client.query(
      `insert into pgboss.job_common (${names}) select ${names} from waitingjob w
       where exists (select from pgboss.queue q where q.name = w.name)`,
    );
    const { rows } = await this.#client.query<{ all: number }>("select count(*)::integer as all from waitingjob");
    this.#jobsLeftOut = (rows[0]?.all ?? 0) - (rowCount ?? 0);
  }
}

function target(table: SnapshotTable): string {
  return fullName(table) === jobTable ? "pg_temp.waitingjob" : `${quote(table.schema)}.${quote(table.name)}`;
}

async function setSequences(client: pg.Client, sequences: readonly SnapshotSequence[]): Promise<void> {
  const known = new Set((await readSequences(client)).map(fullName));
  for (const sequence of sequences) {
    if (!known.has(fullName(sequence))) {
      throw refuse(`The backup has a counter ${fullName(sequence)} that this version does not know.`);
    }
    const name = `${quote(sequence.schema)}.${quote(sequence.name)}`;
    await client.query("select setval($1::regclass, $2::bigint, $3)", [name, sequence.last, sequence.called]);
  }
}

function explain(error: unknown): string {
  if (errorCode(error) === "53100") {
    return "The disk of the database is full. Nothing was restored; free some space and try again.";
  }
  return `The data could not be taken in: ${errorText(error)}. Nothing was restored.`;
}
