import { parseRequest, writeFetch } from "@leadwright/query";
import { readProperty, type Schema, systemViews, type View } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

/** Stands for whoever looks while a view's filter is read. */
const me = "00000000-0000-4000-8000-000000000000";

/**
 * The views that come with the product as records, as clients of the Web API find them (`savedqueries`, `?savedQuery=id`). What
 * is there already stays as it is.
 */
export async function keepSystemViews(work: Work): Promise<void> {
  const known = await work.sql<{ savedqueryid: string }>("select savedqueryid::text from crm.savedquery");
  const ids = new Set(known.map(({ savedqueryid }) => savedqueryid));
  for (const view of systemViews) {
    if (ids.has(view.id)) continue;
    const values = {
      savedqueryid: view.id,
      name: view.name.en,
      returnedtypecode: view.table,
      querytype: 0,
      isdefault: view.isDefault,
      fetchxml: viewFetchXml(work.schema, view),
    };
    // Nobody asked for it: it is part of the product.
    await work.create("savedquery", values, { asSystem: true });
  }
}

/** The view as FetchXML. */
function viewFetchXml(schema: Schema, { table: name, columns, filter, orderBy }: View): string {
  const table = schema.tables.get(name);
  if (table === undefined) throw new Error(`There is no table ${name} for a view.`);
  const property = (column: string) => {
    const found = table.columns.get(column);
    return found ? readProperty(found) : column;
  };
  const options = {
    $select: columns.map(property).join(","),
    $orderby: `${property(orderBy.column)}${orderBy.descending ? " desc" : ""}`,
    ...(filter !== "" && { $filter: filter.replaceAll("{me}", me) }),
  };
  const parts = Object.entries(options).map(([option, value]) => `${option}=${encodeURIComponent(value)}`);
  const request = parseRequest(schema, "GET", `${table.entitySet}?${parts.join("&")}`);
  if (request.kind !== "entitySet") throw new Error(`The view of ${name} is no list.`);
  return writeFetch(request.query, me);
}
