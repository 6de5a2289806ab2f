import { AppError, isReference, type Reference, type Table } from "@leadwright/schema";
import type { Draft, Phase } from "./draft.ts";

/**
 * Rows that the whole organisation stands on: there is one organisation, its base currency stays, and business units form
 * one tree. What set-up does on the system's behalf is not asked.
 */
export const guardOrganisation: Phase = (draft) => {
  if (draft.options.asSystem) return;
  switch (draft.table.name) {
    case "organization":
      return guardOrganisationRow(draft);
    case "transactioncurrency":
      return draft.message === "create" ? undefined : guardBaseCurrency(draft);
    case "businessunit":
      return draft.message === "delete" ? undefined : guardUnitTree(draft);
  }
};

function guardOrganisationRow({ message, values, before }: Draft): void {
  if (message !== "update") throw refusal("There is one organisation: it can neither be added nor deleted.");
  const old = before?.basecurrencyid;
  const next = values.basecurrencyid;
  if (next === undefined || !isReference(old) || (isReference(next) && next.id === old.id)) return;
  throw refusal("The organisation's base currency cannot be changed: all amounts have been converted to it.");
}

async function guardBaseCurrency(draft: Draft): Promise<void> {
  const { message, values, before, id } = draft;
  const { baseCurrencyId } = await draft.work.settings();
  if (baseCurrencyId !== id) return;
  if (message === "delete") throw refusal("The organisation's base currency cannot be deleted.");
  const rate = values.exchangerate;
  if (rate !== undefined && Number(rate) !== Number(before?.exchangerate))
    throw refusal("The base currency's exchange rate is always 1.");
}

async function guardUnitTree({ message, values, before, id, table, transaction }: Draft): Promise<void> {
  const next = values.parentbusinessunitid;
  const isRoot = before !== undefined && !isReference(before.parentbusinessunitid);
  if (next === undefined && message === "update") return;
  if (!isReference(next)) {
    if (isRoot) return;
    if (message === "update") throw requiredParent(table);
    values.parentbusinessunitid = await rootUnit(transaction);
    return;
  }
  if (isRoot) throw refusal("The root business unit has no unit above it.");
  const above = await transaction.run<{ id: string }>({
    text: `with recursive above as (
             select $1::uuid as id
             union
             select u.parentbusinessunitid from crm.businessunit u join above on u.businessunitid = above.id
           ) select id::text as id from above where id = $2`,
    values: [next.id, id],
  });
  if (above.length > 0) throw refusal("A business unit cannot be placed under itself.");
}

/** Where a new unit stands that names none above it. */
async function rootUnit(transaction: Draft["transaction"]): Promise<Reference> {
  const [root] = await transaction.run<{ id: string }>({
    text: "select businessunitid::text as id from crm.businessunit where parentbusinessunitid is null order by createdon limit 1",
    values: [],
  });
  if (!root) throw refusal("The organisation has no root business unit.");
  return { table: "businessunit", id: root.id };
}

function requiredParent(table: Table): AppError {
  const column = table.columns.get("parentbusinessunitid");
  return new AppError("requiredMissing", { label: column?.label ?? "", column: column?.name ?? "", table: table.name });
}

function refusal(reason: string): AppError {
  return new AppError("invalidArgument", { reason });
}
