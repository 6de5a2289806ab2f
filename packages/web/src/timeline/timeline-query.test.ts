import { expect, test } from "vitest";
import { activitiesQuery, notesQuery, wholeTimeline } from "./timeline-query.ts";

test("everything about the record, and about the lead that it came from", () => {
  expect(notesQuery(["a"], wholeTimeline)?.filter).toBe("(_objectid_value eq a)");
  expect(activitiesQuery(["a", "b"], wholeTimeline)?.filter).toBe(
    "(_regardingobjectid_value eq a or _regardingobjectid_value eq b)",
  );
});

test("kinds that are not wanted are not asked for", () => {
  expect(notesQuery(["a"], { ...wholeTimeline, kinds: ["task"] })).toBeUndefined();
  expect(activitiesQuery(["a"], { ...wholeTimeline, kinds: ["annotation"] })).toBeUndefined();
  expect(notesQuery(["a"], { ...wholeTimeline, openOnly: true })).toBeUndefined();
  expect(activitiesQuery(["a"], { ...wholeTimeline, kinds: ["task", "annotation"] })?.filter).toContain(
    "(activitytypecode eq 'task')",
  );
});

test("words with quotation marks are words", () => {
  expect(activitiesQuery(["a"], { ...wholeTimeline, text: " O'Hara " })?.filter).toContain(
    "contains(subject,'O''Hara')",
  );
});
