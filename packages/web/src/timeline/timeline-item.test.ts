import { expect, test } from "vitest";
import { schema } from "../form/testing/schema.ts";
import { activityItem, isOpen, isOverdue, noteItem } from "./timeline-item.ts";

const now = Date.parse("2024-03-10T12:00:00Z");
const task = (more: object) =>
  activityItem(schema, { activityid: "1", activitytypecode: "task", statecode: 0, ...more });

test("an open activity whose time is over is overdue", () => {
  expect(isOverdue(task({ scheduledend: "2024-03-10T11:59:00Z" }), now)).toBe(true);
  expect(isOverdue(task({ scheduledend: "2024-03-10T12:01:00Z" }), now)).toBe(false);
  expect(isOverdue(task({}), now)).toBe(false);
  expect(isOverdue(task({ scheduledend: "2024-03-10T11:59:00Z", statecode: 1 }), now)).toBe(false);
  expect(isOpen(task({ statecode: 3 }))).toBe(true);
});

test("a kind of activity that is not known is still an activity", () => {
  expect(activityItem(schema, { activityid: "1", activitytypecode: "hologram" }).table.name).toBe("activitypointer");
});

test("a note is never open, and has a file only when it says so", () => {
  const note = noteItem(schema, {
    annotationid: "1",
    notetext: "Hi",
    filename: "a.txt",
    filesize: 8,
    isdocument: true,
  });
  expect(isOpen(note)).toBe(false);
  expect(note.file).toEqual({ name: "a.txt", size: 8 });
  expect(noteItem(schema, { annotationid: "1", isdocument: false }).file).toBeUndefined();
});
