import { createHash } from "node:crypto";
import { AppError, type Schema, type Table } from "@leadwright/schema";
import type { QueryConfig } from "pg";
import { quote, recordTable } from "../postgres/ddl.ts";
import { bindValues, type Source, Statement } from "../read/statement.ts";
import { rowFilter } from "../rights/row-filter.ts";
import type { Principal, Right } from "../types.ts";
import { storedColumnList } from "./stored-row.ts";

interface Compiled {
  readonly name: string;
  readonly text: string;
  readonly sources: readonly Source[];
}

export interface Asked {
  readonly schema: Schema;
  /** Undefined: the system. */
  readonly principal: Principal | undefined;
  readonly now: Date;
}

const limit = 5_000;

/** Statements that ask what a caller may do with rows that are about to be changed or pointed at. */
export class RightsQueries {
  readonly #compiled = new Map<string, Compiled>();

  /** Rows: { id, allowed }; the rows found are locked against deletion until the transaction ends, in the order of ids. */
  targets(asked: Asked, table: Table, right: Right, ids: readonly string[]): QueryConfig {
    return this.#query(asked, `target ${table.name} ${right}`, ids, (statement) => {
      const filter = rowFilter({ ...asked, statement }, table, right, "t");
      const id = `t.${quote(table.primaryId)}`;
      const place = statement.sources.length + 1;
      return `select ${id}::text as id, ${filter} as allowed from ${recordTable(table.name)} t where ${id} = any($${place}::uuid[]) order by ${id} for key share of t`;
    });
  }

  /** Rows with all their columns and `allowed`, in the order of their ids; `lock`: against any other change. */
  rows(asked: Asked, table: Table, right: Right, ids: readonly string[], lock: boolean): QueryConfig {
    return this.#query(asked, `rows ${table.name} ${right} ${lock}`, ids, (statement) => {
      const filter = rowFilter({ ...asked, statement }, table, right, "t");
      const id = `t.${quote(table.primaryId)}`;
      const place = statement.sources.length + 1;
      const select = `select ${storedColumnList(table, "t")}, ${filter} as allowed from ${recordTable(table.name)} t`;
      return `${select} where ${id} = any($${place}::uuid[]) order by ${id}${lock ? ` ${rowLock(table, right)} of t` : ""}`;
    });
  }

  /** One row, or none: { allowed }, whether the row is within each of the rights. */
  rights(asked: Asked, table: Table, rights: readonly Right[], id: string): QueryConfig {
    return this.#query(asked, `rights ${table.name} ${rights.join()}`, id, (statement) => {
      const filters = rights.map((right) => rowFilter({ ...asked, statement }, table, right, "t"));
      const place = statement.sources.length + 1;
      return `select to_json(array[${filters.join(", ")}]) as allowed from ${recordTable(table.name)} t where t.${quote(table.primaryId)} = $${place}`;
    });
  }

  /** The last parameter is `argument`; the rest come from who asks. */
  #query(asked: Asked, kind: string, argument: unknown, build: (statement: Statement) => string): QueryConfig {
    const key = `${asked.schema.revision} ${asked.principal?.rightsKey ?? "system"} ${kind}`;
    let compiled = this.#compiled.get(key);
    if (!compiled) {
      if (this.#compiled.size >= limit) this.#compiled.clear();
      const statement = new Statement();
      const text = build(statement);
      // By its text, which users of different roles mostly share, so that no connection prepares it twice.
      const name = `rights_${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
      compiled = { name, text, sources: statement.sources };
      this.#compiled.set(key, compiled);
    }
    const values = [...bindValues(compiled.sources, { principal: asked.principal, now: asked.now }), argument];
    return { name: compiled.name, text: compiled.text, values };
  }
}

/**
 * The lock that a change of a row takes. Records may be pointed at while they are changed, so that two rows which point at
 * each other's neighbours do not wait for each other; not so while they are deleted, and not what rights hang on.
 */
export function rowLock(table: Table, right: Right): string {
  return right !== "delete" && table.ownership === "user" ? "for no key update" : "for update";
}

/** "prvWriteLead ...": what a caller is told who lacks a right. */
export function denied(principal: Principal, right: Right, table: Pick<Table, "name" | "schemaName">): AppError {
  const privilege = `${right === "appendto" ? "AppendTo" : right.charAt(0).toUpperCase() + right.slice(1)}${table.schemaName}`;
  return new AppError("privilegeDenied", { user: principal.userId, privilege, table: table.name });
}
