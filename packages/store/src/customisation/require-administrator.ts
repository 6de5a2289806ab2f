import type { Table } from "@leadwright/schema";
import { AppError } from "@leadwright/schema";
import type { Caller } from "../types.ts";

/** Throws privilegeDenied for everybody else. */
export function requireAdministrator({ principal }: Caller, table: Pick<Table, "name"> | undefined): void {
  if (principal.administrator) return;
  if (table === undefined) throw new AppError("administratorsOnly");
  const details = { user: principal.userId, privilege: "CreateAttribute", table: table.name };
  throw new AppError("privilegeDenied", details);
}
