import { quoted, type RecordQuery } from "../api/records.ts";
import { activityColumns, noteColumns } from "./timeline-item.ts";

/** What of a timeline is shown. */
export interface TimelineFilter {
  /** Words in title or text; empty: all. */
  readonly text: string;
  /** annotation and kinds of activity; empty: all. */
  readonly kinds: readonly string[];
  /** Only activities still to be done. */
  readonly openOnly: boolean;
}

export const wholeTimeline: TimelineFilter = { text: "", kinds: [], openOnly: false };

const pageSize = 20;

const and = (...conditions: string[]) => conditions.filter((each) => each !== "").join(" and ");
const or = (conditions: readonly string[]) => (conditions.length === 0 ? "" : `(${conditions.join(" or ")})`);

const containing = (text: string, ...columns: string[]) =>
  text.trim() === "" ? "" : or(columns.map((column) => `contains(${column},${quoted(text.trim())})`));

/** Notes on any of the records; undefined when the filter wants none. */
export function notesQuery(
  recordIds: readonly string[],
  { text, kinds, openOnly }: TimelineFilter,
): RecordQuery | undefined {
  if (openOnly || (kinds.length > 0 && !kinds.includes("annotation"))) return undefined;
  return {
    set: "annotations",
    select: noteColumns,
    filter: and(
      or(recordIds.map((id) => `_objectid_value eq ${id}`)),
      containing(text, "subject", "notetext", "filename"),
    ),
    orderBy: "createdon desc,annotationid desc",
    pageSize,
  };
}

/** Activities regarding any of the records; undefined when the filter wants none. */
export function activitiesQuery(
  recordIds: readonly string[],
  { text, kinds, openOnly }: TimelineFilter,
): RecordQuery | undefined {
  const types = kinds.filter((kind) => kind !== "annotation");
  if (kinds.length > 0 && types.length === 0) return undefined;
  return {
    set: "activitypointers",
    select: activityColumns,
    filter: and(
      or(recordIds.map((id) => `_regardingobjectid_value eq ${id}`)),
      or(types.map((type) => `activitytypecode eq ${quoted(type)}`)),
      openOnly ? "(statecode eq 0 or statecode eq 3)" : "",
      containing(text, "subject", "description"),
    ),
    orderBy: "createdon desc,activityid desc",
    pageSize,
  };
}
