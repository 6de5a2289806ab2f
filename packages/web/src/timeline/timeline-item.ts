import type { Schema, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import { tableOf } from "../api/schema-provider.tsx";
import { type LookupValue, lookupValue } from "../api/values.ts";
import { activityTable } from "../shell/places.ts";

/** A note or an activity in a record's timeline. */
export interface TimelineItem {
  /** annotation, or the kind of activity. */
  readonly table: Table;
  readonly id: string;
  /** As it was read. */
  readonly row: ApiRecord;
  readonly subject: string;
  readonly text: string;
  /** When it was made; what the timeline is ordered by. UTC. */
  readonly at: string;
  readonly author: string;
  /** What it hangs on; another record than the page's where a lead's items show on its opportunity. */
  readonly regarding: LookupValue | null;
  /** Activities only. */
  readonly activity?: ActivityFacts;
  /** Notes with a file only. */
  readonly file?: FileFacts;
}

interface ActivityFacts {
  /** 0 open, 1 completed, 2 cancelled, 3 scheduled. */
  readonly state: number;
  readonly status: number;
  readonly start: string | undefined;
  readonly due: string | undefined;
  readonly minutes: number | undefined;
  readonly highPriority: boolean;
  readonly owner: string;
}

interface FileFacts {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

export const noteColumns = [
  "annotationid",
  "subject",
  "notetext",
  "filename",
  "filesize",
  "isdocument",
  "createdon",
  "_createdby_value",
  "_objectid_value",
];

export const activityColumns = [
  "activityid",
  "activitytypecode",
  "subject",
  "description",
  "createdon",
  "scheduledstart",
  "scheduledend",
  "actualdurationminutes",
  "statecode",
  "statuscode",
  "prioritycode",
  "_createdby_value",
  "_ownerid_value",
  "_regardingobjectid_value",
];

const author = { name: "createdby", type: "Lookup" } as const;
const owner = { name: "ownerid", type: "Owner" } as const;
const high = 2;

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const optionalText = (value: unknown) => (typeof value === "string" ? value : undefined);

export function noteItem(schema: Schema, row: ApiRecord): TimelineItem {
  const name = textOf(row.filename);
  return {
    table: tableOf(schema, "annotation"),
    id: String(row.annotationid),
    row,
    subject: textOf(row.subject),
    text: textOf(row.notetext),
    at: textOf(row.createdon),
    author: lookupValue(row, author)?.name ?? "",
    regarding: lookupValue(row, { name: "objectid", type: "Lookup" }),
    ...(row.isdocument === true && { file: { name: name || "file", size: Number(row.filesize ?? 0) } }),
  };
}

export function activityItem(schema: Schema, row: ApiRecord): TimelineItem {
  const minutes = row.actualdurationminutes;
  return {
    table: tableOf(schema, activityTable(schema, row.activitytypecode)),
    id: String(row.activityid),
    row,
    subject: textOf(row.subject),
    text: textOf(row.description),
    at: textOf(row.createdon),
    author: lookupValue(row, author)?.name ?? "",
    regarding: lookupValue(row, { name: "regardingobjectid", type: "Lookup" }),
    activity: {
      state: Number(row.statecode ?? 0),
      status: Number(row.statuscode ?? 0),
      start: optionalText(row.scheduledstart),
      due: optionalText(row.scheduledend),
      minutes: typeof minutes === "number" ? minutes : undefined,
      highPriority: row.prioritycode === high,
      owner: lookupValue(row, owner)?.name ?? "",
    },
  };
}

/** Still to be done: open or scheduled. */
export function isOpen({ activity }: TimelineItem): boolean {
  return activity?.state === 0 || activity?.state === 3;
}

/** Still to be done although its time is over. */
export function isOverdue(item: TimelineItem, now: number): boolean {
  const due = item.activity?.due;
  return isOpen(item) && due !== undefined && Date.parse(due) < now;
}
