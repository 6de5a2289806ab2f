import { isReference, type Reference } from "@leadwright/schema";
import { recordTable } from "../postgres/ddl.ts";
import { Draft, type Phase, runPhases } from "./draft.ts";
import { removeRows } from "./remove.ts";
import { stampCreate } from "./stamps.ts";
import { newId } from "./uuid.ts";
import { validate } from "./validate.ts";
import { insertRecord } from "./write.ts";

/** participationtypemask: what the activity is about. */
export const regardingMask = 8;

/** Both ends are locked by the activity's own change, so nothing is left to check. */
const partyPhases: readonly Phase[] = [validate, stampCreate, insertRecord];

/** What an activity is about is one of its parties too, so that everything about a person is found by its parties. */
export const followRegarding: Phase = (draft) => {
  const { table, values, before } = draft;
  const regarding = values.regardingobjectid;
  if (!table.activity || regarding === undefined) return;
  const old = before?.regardingobjectid;
  const next = isReference(regarding) ? regarding : undefined;
  if ((isReference(old) ? old.id : undefined) === next?.id) return;
  return replaceParty(draft, isReference(old), next);
};

async function replaceParty(draft: Draft, hadOne: boolean, regarding: Reference | undefined): Promise<void> {
  const { work, table, id } = draft;
  if (hadOne) {
    const rows = await draft.transaction.run<{ id: string }>({
      text: `select activitypartyid::text as id from ${recordTable("activityparty")} where activityid = $1 and participationtypemask = $2`,
      values: [id, regardingMask],
    });
    const ids = rows.map((row) => row.id);
    if (ids.length > 0)
      await work.under(id, () => removeRows(work, work.table("activityparty"), ids, { asSystem: true }));
  }
  const parties = work.table("activityparty");
  if (!regarding || !parties.columns.get("partyid")?.targets?.includes(regarding.table)) return;
  const values = { activityid: { table: table.name, id }, partyid: regarding, participationtypemask: regardingMask };
  const party = new Draft(work, parties, "create", newId(), values, { asSystem: true });
  await work.under(id, () => runPhases(partyPhases, party));
}
