import { api } from "../api/client.ts";
import type { ApiRecord } from "../api/records.ts";

/** A file as a note stores it. */
export interface Attachment {
  readonly filename: string;
  readonly mimetype: string;
  /** base64 */
  readonly documentbody: string;
}

/** Reads a chosen file. Rejects when the browser cannot read it (it was moved, or is a folder). */
export async function readAttachment(file: File): Promise<Attachment> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return {
    filename: file.name.slice(0, 255),
    mimetype: (file.type || "application/octet-stream").slice(0, 256),
    documentbody: url.slice(url.indexOf(",") + 1),
  };
}

/** Fetches a note's file and hands it to the browser to keep. It is never opened in the page, whatever it claims to be. */
export async function downloadAttachment(noteId: string): Promise<void> {
  const row = await api<ApiRecord>(`annotations(${noteId})?$select=filename,documentbody`);
  const bytes = Uint8Array.from(atob(String(row.documentbody ?? "")), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = String(row.filename ?? "") || "file";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
