import { expect, test } from "vitest";
import { emptyNote, isEmptyNote, notePayload } from "./note-draft.ts";

const attachment = { filename: "a.txt", mimetype: "text/plain", documentbody: "aGk=" };

test("a file that is kept is not sent again; one taken out is cleared", () => {
  expect(notePayload({ subject: " A ", text: "", file: { state: "kept", name: "a.txt", size: 2 } })).toEqual({
    subject: "A",
    notetext: null,
  });
  expect(notePayload({ ...emptyNote, text: "x" })).toMatchObject({ documentbody: null, filename: null });
  expect(notePayload({ ...emptyNote, file: { state: "new", size: 2, attachment } })).toMatchObject(attachment);
});

test("a file alone makes a note", () => {
  expect(isEmptyNote({ ...emptyNote, subject: " " })).toBe(true);
  expect(isEmptyNote({ ...emptyNote, file: { state: "new", size: 2, attachment } })).toBe(false);
});
