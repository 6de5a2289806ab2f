import { AppError } from "@leadwright/schema";
import type { Draft, Phase } from "../draft.ts";

/** A note with a file knows its size; a file larger than the organisation allows is refused. */
export const checkAttachment: Phase = (draft) => {
  if (draft.table.name !== "annotation") return;
  const body = draft.values.documentbody;
  if (body === undefined) {
    if (draft.message === "create") draft.values.isdocument = false;
    return;
  }
  if (typeof body !== "string" || body === "") {
    draft.values.filesize = null;
    draft.values.isdocument = false;
    return;
  }
  draft.values.filesize = decodedSize(body);
  draft.values.isdocument = true;
  return checkSize(draft, draft.values.filesize);
};

async function checkSize(draft: Draft, size: number): Promise<void> {
  const { maxUploadFileSize } = await draft.work.settings();
  if (size > maxUploadFileSize) throw new AppError("fileTooLarge", { max: maxUploadFileSize });
}

/** Bytes behind base64 text. Throws invalidArgument when it is not base64. */
function decodedSize(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw new AppError("invalidArgument", { reason: "'documentbody' of 'annotation' is not base64." });
  }
  return (base64.length / 4) * 3 - padding;
}
