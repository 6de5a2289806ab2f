import type { ApiRecord } from "../api/records.ts";
import type { Attachment } from "./attachment.ts";

/** A note as it is written. */
export interface NoteDraft {
  readonly subject: string;
  readonly text: string;
  readonly file: NoteFile;
}

/** The note's file: the one it has, another one, or none. */
type NoteFile =
  | { readonly state: "kept"; readonly name: string; readonly size: number }
  | { readonly state: "new"; readonly size: number; readonly attachment: Attachment }
  | { readonly state: "none" };

export const emptyNote: NoteDraft = { subject: "", text: "", file: { state: "none" } };

/** A stored note as the form begins with it. */
export function noteDraftOf({ subject, notetext, filename, filesize }: ApiRecord): NoteDraft {
  const file: NoteFile =
    typeof filename === "string" && filename !== ""
      ? { state: "kept", name: filename, size: Number(filesize ?? 0) }
      : { state: "none" };
  return { subject: String(subject ?? ""), text: String(notetext ?? ""), file };
}

export function isEmptyNote(draft: NoteDraft): boolean {
  return draft.subject.trim() === "" && draft.text.trim() === "" && draft.file.state === "none";
}

export function sameNote(one: NoteDraft, other: NoteDraft): boolean {
  return one.subject === other.subject && one.text === other.text && one.file === other.file;
}

/** What a create or update of the note sends; a file that is kept is left out. */
export function notePayload(draft: NoteDraft): Record<string, unknown> {
  const subject = draft.subject.trim();
  const payload = { subject: subject === "" ? null : subject, notetext: draft.text === "" ? null : draft.text };
  switch (draft.file.state) {
    case "new":
      return { ...payload, ...draft.file.attachment };
    case "none":
      return { ...payload, documentbody: null, filename: null, mimetype: null };
    default:
      return payload;
  }
}
