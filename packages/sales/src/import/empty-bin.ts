import type { Store } from "@leadwright/store";

/**
 * Empties the bin of what is old. The file of a deleted import, and the list of its failed rows, are kept as long as the
 * import itself may come back out of the bin, and go with it.
 */
export function emptyBin(store: Store): Promise<void> {
  return store.purgeBin(async (work, rows) => {
    const imports = rows.filter(({ table }) => table === "importfile");
    if (imports.length === 0) return;
    const files = imports.map(({ content }) => content.lw_fileid).filter((id) => typeof id === "string");
    await work.sql("delete from app.file where fileid = any($1::uuid[])", [files]);
    await work.sql("delete from app.importerror where importfileid = any($1::uuid[])", [imports.map(({ id }) => id)]);
  });
}
