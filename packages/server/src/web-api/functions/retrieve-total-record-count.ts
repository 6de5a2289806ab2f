import type { QueryTree } from "@leadwright/query";
import { AppError, type Table } from "@leadwright/schema";
import { Depth, type Store } from "@leadwright/store";
import { type Call, operationAnswer } from "../call.ts";
import { shapeOf } from "../shape.ts";
import type { ApiFunction } from "./api-function.ts";

/** Up to here rows are counted one by one; above it the database's own estimate is near enough and costs nothing. */
const exactUpTo = 20_000;

/** GET RetrieveTotalRecordCount(EntityNames=@p1)?@p1=['account','contact'] */
export const retrieveTotalRecordCount: ApiFunction = {
  name: "RetrieveTotalRecordCount",
  signature: {
    parameters: { EntityNames: "Collection(Edm.String)" },
    returns: { EntityRecordCountCollection: "EntityRecordCountCollection" },
  },
  async run(call, { EntityNames: names }) {
    const { schema, caller } = call;
    if (!Array.isArray(names) || names.length === 0 || names.length > 100) {
      throw new AppError("badRequest", { reason: "EntityNames is a list of table names." });
    }
    const tables = names.map((name) => {
      const table = typeof name === "string" ? schema.tables.get(name) : undefined;
      if (table === undefined)
        throw new AppError("badRequest", { reason: `There is no table '${String(name).slice(0, 60)}'.` });
      if (caller.principal.depth(table.name, "read") === 0) {
        throw new AppError("privilegeDenied", { user: caller.principal.userId, privilege: "Read", table: table.name });
      }
      return table;
    });
    const values: number[] = [];
    for (const table of tables) values.push(await readableOf(call, table));
    return operationAnswer(call, "RetrieveTotalRecordCount", {
      EntityRecordCountCollection: {
        Count: tables.length,
        IsReadOnly: false,
        Keys: tables.map(({ name }) => name),
        Values: values,
      },
    });
  },
};

/** Who may read all rows is told how many there are, everybody else how many of them are his to read. */
async function readableOf(call: Call, table: Table): Promise<number> {
  const { store, caller } = call;
  if (caller.principal.depth(table.name, "read") === Depth.Organization) return totalOf(store, table);
  const counted: QueryTree = {
    ...{
      table: table.name,
      select: undefined,
      filter: undefined,
      orderBy: [],
      top: undefined,
      count: false,
      expand: [],
    },
    aggregation: { groups: [], measures: [{ name: "total", method: "count" }], orderBy: [], limit: "none" },
  };
  const { rows } = await store.readPage(caller, counted, shapeOf(call, counted));
  return (JSON.parse(rows[0] ?? "{}") as { total?: number }).total ?? 0;
}

async function totalOf(store: Store, { name }: Table): Promise<number> {
  const [estimate] = await store.sql<{ total: string | null }>(
    `select sum(greatest(reltuples, 0))::bigint as total from pg_class
      where relkind = 'r' and (oid = to_regclass($1) or oid in (select inhrelid from pg_inherits where inhparent = to_regclass($1)))`,
    [`crm.${name}`],
  );
  const total = Number(estimate?.total ?? 0);
  if (total > exactUpTo) return total;
  const [counted] = await store.sql<{ total: string }>(`select count(*) as total from crm."${name}"`);
  return Number(counted?.total ?? 0);
}
