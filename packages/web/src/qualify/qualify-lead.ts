import { callAction } from "../api/records.ts";
import { qualifiedReason } from "../commands/lead-states.ts";
import type { QualifyTarget } from "./carried-values.ts";

/** A row that qualifying made. */
export interface CreatedRow {
  readonly table: QualifyTarget;
  readonly id: string;
}

interface Answer {
  readonly value: readonly Readonly<Record<string, string>>[];
}

/** Qualifies a lead: creates what is asked, closes the lead, all or nothing. Answers what was created. */
export async function qualifyLead(
  id: string,
  create: Readonly<Record<QualifyTarget, boolean>>,
  operation?: string,
): Promise<readonly CreatedRow[]> {
  const parameters = {
    CreateAccount: create.account,
    CreateContact: create.contact,
    CreateOpportunity: create.opportunity,
    Status: qualifiedReason,
  };
  const { value } = await callAction<Answer>(`leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, parameters, operation);
  return readCreated(value);
}

/** The rows of the action's answer, by their types. */
export function readCreated(rows: Answer["value"]): readonly CreatedRow[] {
  return rows.flatMap((row) => {
    const table = row["@odata.type"]?.split(".").at(-1);
    const id = table && row[`${table}id`];
    return id && (table === "account" || table === "contact" || table === "opportunity") ? [{ table, id }] : [];
  });
}

/** Where the work goes on: the opportunity, else the account, else the contact. */
export function nextRow(created: readonly CreatedRow[]): CreatedRow | undefined {
  const order: readonly QualifyTarget[] = ["opportunity", "account", "contact"];
  return order.map((table) => created.find((row) => row.table === table)).find((row) => row !== undefined);
}
