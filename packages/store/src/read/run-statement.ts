import { createHash } from "node:crypto";
import { AppError } from "@leadwright/schema";
import { DatabaseError } from "pg";
import { boundedRows, type Database, TooLarge } from "./bounded-rows.ts";
import type { CompiledStatement } from "./compile-query.ts";
import { type BindContext, bindValues } from "./statement.ts";
import type { Texts } from "./write-field.ts";

export type { Database } from "./bounded-rows.ts";

/**
 * A prepared statement takes memory in every connection for as long as that lives (an hour: see the pool). So what is asked
 * once gets no name, and no more than these many get one in an hour, whatever is asked.
 */
const maxNames = 300;
const period = 3_600_000;
const names = new Map<string, string>();
/** Texts run once so far; forgotten when they are many. */
const seen = new Set<string>();
let namedSince = Date.now();
/** The pool's statement timeout. */
const seconds = 30;

/**
 * Runs a statement; every value is PostgreSQL's text. Throws queryTooLong, answerTooLarge, and badRequest for values
 * that fit nothing.
 */
export async function runStatement(
  database: Database,
  statement: CompiledStatement,
  context: BindContext,
): Promise<Texts[]> {
  const values = bindValues(statement.sources, context);
  const name = statementName(statement.text);
  try {
    return await boundedRows(database, {
      ...(name !== undefined && { name }),
      text: statement.text,
      values,
      rowMode: "array",
    });
  } catch (error) {
    throw readError(error);
  }
}

/**
 * From its second run on a statement is prepared: PostgreSQL plans it once for each connection. Not so when it looks for a
 * pattern: whether the index of words or the order of the list finds the rows sooner depends on the word, and a plan made
 * for any word reads a million rows in search of a rare one.
 */
function statementName(text: string): string | undefined {
  if (text.includes(" like ")) return undefined;
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= maxNames) {
    if (Date.now() - namedSince < period) return undefined;
    names.clear();
    namedSince = Date.now();
  }
  if (!seen.has(text)) {
    if (seen.size >= maxNames) seen.clear();
    seen.add(text);
    return undefined;
  }
  seen.delete(text);
  const name = `read_${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
  names.set(text, name);
  return name;
}

/** The AppError that a database error means for a reader; anything that is not the query's doing as it is. */
export function readError(error: unknown): unknown {
  if (error instanceof TooLarge) return new AppError("answerTooLarge");
  if (!(error instanceof DatabaseError)) return error;
  const { code = "" } = error;
  if (code === "57014") return new AppError("queryTooLong", { seconds }, { cause: error });
  // Class 54: more columns, parameters or nesting than PostgreSQL takes. Class 22: a value that is none of its type.
  if (code.startsWith("54")) return tooComplex(error);
  if (!code.startsWith("22")) return error;
  return new AppError(
    "badRequest",
    { reason: `A value of the query cannot be used: ${error.message}.` },
    { cause: error },
  );
}

function tooComplex(error: DatabaseError): AppError {
  const reason = `The query is too large; ask for fewer columns with $select, or fewer expands (${error.message}).`;
  return new AppError("badRequest", { reason }, { cause: error });
}
