import { type Column, isPolymorphic, isReference, type Table } from "@leadwright/schema";
import { createdValues } from "../audit/changes.ts";
import { recordTable } from "../postgres/ddl.ts";
import type { Draft } from "./draft.ts";
import { sqlText } from "./sql-text.ts";
import { sqlNames, storedColumns } from "./statements.ts";

/** A COPY and its lines. */
export interface Copy {
  readonly text: string;
  lines(): Iterable<string>;
}

/** The new rows themselves; `columns` as `usedColumns` finds them. */
export function recordCopy(table: Table, columns: readonly Column[], drafts: readonly Draft[]): Copy {
  return {
    text: `copy ${recordTable(table.name)} (${sqlNames(columns).join(", ")}) from stdin`,
    *lines() {
      for (const draft of drafts) yield recordLine(columns, draft);
    },
  };
}

/** One audit entry a row. */
export function auditCopy(table: Table, drafts: readonly Draft[], at: Date): Copy {
  return {
    text: "copy app.audit (at, userid, door, operationid, message, usecase, tablename, recordid, changes) from stdin",
    *lines() {
      for (const { caller, options, values, id, work } of drafts) {
        const changes = JSON.stringify(createdValues(table, values));
        const useCase = options.useCase === undefined ? "\\N" : escaped(options.useCase);
        yield `${at.toISOString()}\t${caller.principal.userId}\t${caller.door}\t${work.operation}\tcreate\t${useCase}\t${table.name}\t${id}\t${escaped(changes)}\n`;
      }
    },
  };
}

/** Columns that at least one row gives a value to. */
export function usedColumns(table: Table, drafts: readonly Draft[]): Column[] {
  const used = new Set<Column>();
  for (const { values } of drafts) for (const column of storedColumns(table, values)) used.add(column);
  return [...used];
}

function recordLine(columns: readonly Column[], { values }: Draft): string {
  let line = "";
  for (const column of columns) {
    const value = values[column.name];
    const text = sqlText(column, value);
    line += text === null ? "\\N\t" : `${escaped(text)}\t`;
    if (isPolymorphic(column)) line += isReference(value) ? `${value.table}\t` : "\\N\t";
  }
  return `${line.slice(0, -1)}\n`;
}

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** As COPY's text format wants it. */
export function escaped(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? "") : text;
}
