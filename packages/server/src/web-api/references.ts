import { readReferenceBody, referenceContextUrl } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { type Answer, type Call, jsonAnswer, noContent, type Of } from "./call.ts";
import { nextLink } from "./collection.ts";
import { followLookup } from "./navigation.ts";
import { relatedRows, tableOf } from "./related-rows.ts";
import { idQuery, resolveTarget } from "./resolve-target.ts";
import { recordUrl, shapeOf } from "./shape.ts";

/** GET .../$ref: the URLs of the rows at the other end. */
export async function readReferences(call: Call, resource: Of<"references">): Promise<Answer> {
  const { table, target, navigation, query, after } = resource;
  if (navigation.kind === "single") {
    const found = await followLookup(call, table, (await resolveTarget(call, table, target)).id, navigation);
    if (found === undefined) return noContent;
    const context = referenceContextUrl(call.baseUrl, "entity");
    return jsonAnswer({ "@odata.context": context, "@odata.id": recordUrl(call, found.table, found.id) });
  }
  const far = tableOf(call, navigation.target);
  const rows = await relatedRows(call, target, navigation, { ...query, select: idQuery(far).select, expand: [] });
  const shape = shapeOf(call, rows);
  const page = await call.store.readPage(call.caller, rows, after === undefined ? shape : { ...shape, after });
  const value = page.rows.map((row) => {
    const id = (JSON.parse(row) as Record<string, string>)[far.primaryId] ?? "";
    return { "@odata.id": recordUrl(call, far.name, id) };
  });
  return jsonAnswer({
    "@odata.context": referenceContextUrl(call.baseUrl, "set"),
    ...(page.count === undefined ? {} : { "@odata.count": page.count }),
    value,
    ...(page.next === undefined ? {} : { "@odata.nextLink": nextLink(call, rows, page.next) }),
  });
}

/** POST .../$ref on a collection and PUT .../$ref on a single one, with {"@odata.id": url}. */
export async function associate(call: Call, { target, navigation }: Of<"references">): Promise<Answer> {
  const other = readReferenceBody(call.schema, call.body, call.context);
  await call.store.change(call.caller, async (work) =>
    work.associate(await work.resolve(target), navigation.name, await work.resolve(other)),
  );
  return noContent;
}

/** DELETE .../$ref; of a collection the other row is named in the path or by $id. */
export async function disassociate(call: Call, { target, navigation, other }: Of<"references">): Promise<Answer> {
  if (navigation.kind !== "single" && other === undefined) {
    const reason = `Say which record is no longer linked: ${navigation.name}(id)/$ref, or $ref?$id=URL.`;
    throw new AppError("badRequest", { reason });
  }
  await call.store.change(call.caller, async (work) => {
    const near = await work.resolve(target);
    const far = other === undefined ? undefined : await work.resolve(other);
    await work.disassociate(near, navigation.name, far);
  });
  return noContent;
}
