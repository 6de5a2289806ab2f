import type { Column, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import type { SignedIn } from "../api/session.ts";
import { type LookupValue, lookupValue, recordId, recordName } from "../api/values.ts";
import type { Drafts, Writing } from "../form/drafts.ts";
import { fieldColumn } from "../form/form-columns.ts";
import { toLocalTime } from "../form/local-time.ts";
import { defaultDrafts } from "../form/new-record.ts";

/** Kinds of activity that a timeline adds, in the order of its buttons. */
export const quickTables = ["phonecall", "task", "email", "appointment"] as const;
export type QuickTable = (typeof quickTables)[number];

/** What is asked of each; the rest is on its own form. */
const fields: Readonly<Record<QuickTable, readonly string[]>> = {
  phonecall: [
    "subject",
    "directioncode",
    "to",
    "from",
    "phonenumber",
    "actualdurationminutes",
    "scheduledend",
    "description",
  ],
  task: ["subject", "scheduledend", "prioritycode", "ownerid", "description"],
  email: ["subject", "to", "description"],
  appointment: ["subject", "scheduledstart", "scheduledend", "location", "requiredattendees", "description"],
};

/** Saved along with what is asked. */
const silent = ["regardingobjectid", "ownerid", "statuscode", "from", "organizer"];

/** The columns of a quick form: those shown, and all that it saves. */
export function quickColumns(table: Table): { readonly shown: readonly Column[]; readonly all: readonly Column[] } {
  const shown = (fields[table.name as QuickTable] ?? []).flatMap((name) => fieldColumn(table, name) ?? []);
  const names = new Set(shown.map((column) => column.name));
  const hidden = silent.filter((name) => !names.has(name)).flatMap((name) => table.columns.get(name) ?? []);
  return { shown, all: [...shown, ...hidden] };
}

/** Who is on the other side of an activity about this record: itself, or the people an opportunity is with. */
export function counterparts(table: Table, record: ApiRecord): readonly LookupValue[] {
  if (table.name !== "opportunity")
    return [{ table: table.name, id: recordId(table, record), name: recordName(table, record) }];
  for (const name of ["parentcontactid", "parentaccountid", "customerid"]) {
    const column = table.columns.get(name);
    const value = column && lookupValue(record, column);
    if (value) return [value];
  }
  return [];
}

interface Start {
  /** Of the activity. */
  readonly table: Table;
  readonly self: LookupValue;
  readonly others: readonly LookupValue[];
  readonly phone: string;
  readonly session: SignedIn;
  readonly writing: Writing;
  readonly now: number;
}

/** What a quick form starts with: me and the other side, the number to call, the next full hour. */
export function quickDrafts({ table, self, others, phone, session, writing, now }: Start): Drafts {
  const hour = 3_600_000;
  const nextHour = Math.ceil(now / hour) * hour;
  const local = (time: number) => toLocalTime(new Date(time).toISOString(), writing.timeZone);
  return {
    ...defaultDrafts(table, quickColumns(table).all, session),
    regardingobjectid: self,
    ...(table.name === "phonecall" && { to: others, phonenumber: phone }),
    ...(table.name === "email" && { to: others }),
    ...(table.name === "appointment" && {
      requiredattendees: others,
      scheduledstart: local(nextHour),
      scheduledend: local(nextHour + hour / 2),
    }),
  };
}

/** Status reason that saves the activity as done: a mail sent, a call made or received. Undefined where that is not offered. */
export function doneStatus(table: Table, drafts: Drafts): number | undefined {
  if (table.name === "email") return 3;
  if (table.name === "phonecall") return drafts.directioncode === false ? 4 : 2;
  return undefined;
}
