import { AppError, isReference, type Value } from "@leadwright/schema";
import { authorisePair } from "../pipeline/associate.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { kept, keptForLater, laterChanges, type Taken, writeEntries } from "./journal.ts";
import type { Run, RunResult } from "./run.ts";
import type { ColumnChange, Entry, Kept } from "./types.ts";

/** Pairs are parted and parted ones joined. Both rows tell of a pair, so the second entry finds it done. */
export async function takeBackPairs({ work, entries }: Run): Promise<RunResult> {
  const later = await laterChanges(work, entries, "pair");
  const problems: Kept[] = [];
  const done: Entry[] = [];
  const taken: Taken[] = [];
  for (const entry of entries) {
    const [[name, change] = ["", {}]] = Object.entries(entry.changes) as [string, ColumnChange][];
    const navigation = work.table(entry.tablename).navigations.get(name);
    const other = change.new ?? change.old;
    const changed = later.get(entry.auditid);
    if (navigation?.kind !== "many" || !isReference(other as Value)) {
      problems.push(kept(entry, undefined, "missing", { column: name }));
      continue;
    }
    if (changed) {
      problems.push(keptForLater(entry, undefined, changed));
      continue;
    }
    const to = other as { table: string; id: string };
    const refused = await refusal(() =>
      authorisePair(work, { table: entry.tablename, id: entry.recordid }, navigation, to),
    );
    if (refused) {
      problems.push(kept(entry, undefined, refused));
      continue;
    }
    const { intersect, nearColumn, farColumn } = navigation;
    const joins = entry.message === "disassociate";
    const text = joins
      ? `insert into ${recordTable(intersect)} (${quote(nearColumn)}, ${quote(farColumn)}) values ($1, $2) on conflict do nothing`
      : `delete from ${recordTable(intersect)} where ${quote(nearColumn)} = $1 and ${quote(farColumn)} = $2`;
    await work.transaction.write({ text, values: [entry.recordid, to.id] });
    work.touched.add(intersect);
    taken.push({
      entry,
      message: joins ? "associate" : "disassociate",
      changes: { [name]: joins ? { new: to } : { old: to } },
    });
    done.push(entry);
  }
  if (taken.length > 0) await writeEntries(work, taken);
  return { undone: done, kept: problems };
}

async function refusal(check: () => Promise<void>): Promise<"gone" | "denied" | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.key === "privilegeDenied" ? "denied" : "gone";
  }
}
