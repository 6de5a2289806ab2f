import { AppError, isCustomName } from "@leadwright/schema";
import { DatabaseError } from "pg";
import { keyPrefix } from "../postgres/indexes.ts";

/** PostgreSQL's codes for what a value can be guilty of: the caller can put these right. */
const causedByInput: ReadonlySet<string> = new Set([
  "22001", // string_data_right_truncation
  "22003", // numeric_value_out_of_range
  "22007", // invalid_datetime_format
  "22008", // datetime_field_overflow
  "22021", // character_not_in_repertoire
  "22P02", // invalid_text_representation
  "22P05", // untranslatable_character
  "23502", // not_null_violation
  "23514", // check_violation
  "54000", // program_limit_exceeded: a value too long for an index
]);

/**
 * The AppError that a database error means; anything that is not the caller's doing comes back as it is (`outage` has words
 * for it), so that jobs tell what another try may cure from what is refused.
 */
export function translated(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const code = error.code ?? "";
  if (code === "23505") return duplicate(error);
  if (code === "57014") return new AppError("queryTooLong", { seconds: 30 }, { cause: error });
  if (code === "42703" || code === "42P01") return gone(error);
  if (!causedByInput.has(code)) return error;
  return new AppError("invalidArgument", { reason: inputReason(error) }, { cause: error });
}

/** A column or a table of pairs that an administrator took away while the request was on its way; else a defect. */
function gone(error: DatabaseError): unknown {
  const [, name = ""] = /^(?:column|relation) "?(?:\w+\.)?"?(\w+)/.exec(error.message) ?? [];
  return isCustomName(name) ? new AppError("definitionGone", { name }, { cause: error }) : error;
}

/** `Key (lower(new_code), new_number)=(a1, 7) already exists.` */
function duplicate(error: DatabaseError): AppError {
  const { constraint: index = "", table = "", detail = "" } = error;
  const start = `${keyPrefix}${table}_`;
  if (!index.startsWith(start)) return new AppError("duplicateRecord", {}, { cause: error });
  const terms = /^Key \((.*?)\)=\(/.exec(detail)?.[1] ?? "";
  const columns = terms.replaceAll("lower(", "").replaceAll(/[")]/g, "");
  return new AppError("duplicateKey", { key: index.slice(start.length), columns }, { cause: error });
}

function inputReason(error: DatabaseError): string {
  const where = error.column ? ` ('${error.column}' of '${error.table}')` : "";
  return `A value cannot be stored${where}: ${error.message}.`;
}
