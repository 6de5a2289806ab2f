import { type Answer, type Call, noContent, type Of } from "./call.ts";
import { readIfMatch } from "./shape.ts";

/** DELETE leads(id). */
export async function removeRecord(call: Call, { table, target }: Of<"record">): Promise<Answer> {
  const { version } = readIfMatch(call);
  await call.store.change(call.caller, async (work) => {
    const { id } = await work.resolve(target);
    await work.remove(table.name, id, version === undefined ? {} : { ifVersion: version });
  });
  return noContent;
}
