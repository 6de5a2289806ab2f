import type { Rule } from "@leadwright/store";

/** The file of a deleted import, and the list of its failed rows, go with it. */
export const deletedImportTakesItsFile: Rule = {
  tables: ["importfile"],
  messages: ["delete"],
  async apply({ work, before, id }) {
    if (before?.lw_fileid) await work.sql("delete from app.file where fileid = $1", [before.lw_fileid]);
    await work.sql("delete from app.importerror where importfileid = $1", [id]);
  },
};
