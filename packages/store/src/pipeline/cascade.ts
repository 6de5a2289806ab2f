import { AppError } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import { type Dependents, dependentsOf } from "./dependents.ts";
import { deletePairs } from "./pairs.ts";
import { type Removal, removeRows } from "./remove.ts";
import { unlinkRows } from "./unlink.ts";

/** Rows fetched at once; few where one may hold a file. */
const batchSize = 500;
const batchSizeWithFiles = 10;

/**
 * What hangs on the rows goes first: refused where rows may not be left without them, deleted with them, or unlinked, as
 * the relationships say. Whoever may delete a row may do so with its parts, so rights are not asked again.
 */
export async function cascadeDelete(removal: Removal): Promise<void> {
  if (removal.drafts.length === 0) return;
  for (const dependents of await present(removal)) {
    if (dependents.onDelete === "Restrict") await refuse(removal, dependents);
    else if (dependents.onDelete === "RemoveLink") await unlinkRows(removal, dependents);
    else await deleteAll(removal, dependents);
  }
  removal.pairs = await deletePairs(removal.work, removal.table, removal.ids);
}

/** Those with at least one row, found in one statement. */
async function present({ work, table, ids, going }: Removal): Promise<Dependents[]> {
  const all = dependentsOf(work.schema, table);
  if (all.length === 0) return [];
  const shape = work.engine.statements.get(`dependents ${work.schema.revision} ${table.name}`, () => {
    const tests = all.map((each) => `exists (select 1 from ${pointing(each)})`);
    return `select to_json(array[${tests.join(", ")}]) as found`;
  });
  const [row] = await work.transaction.run<{ found: boolean[] }>({ ...shape, values: [ids, going] });
  return all.filter((_, index) => row?.found[index] === true);
}

async function refuse({ work, table, ids, going }: Removal, dependents: Dependents): Promise<never> {
  const text = `select count(*)::int as count from ${pointing(dependents)}`;
  const [row] = await work.transaction.run<{ count: number }>({ text, values: [ids, going] });
  const details = { table: table.name, count: row?.count ?? 0, other: dependents.table.pluralLabel };
  throw new AppError("cannotDeleteDueToAssociation", details);
}

async function deleteAll({ work, ids, going, options: { useCase } }: Removal, dependents: Dependents): Promise<void> {
  const { table } = dependents;
  const limit = table.columns.has("documentbody") ? batchSizeWithFiles : batchSize;
  const text = `select ${quote(table.primaryId)}::text as id from ${pointing(dependents)} order by ${quote(table.primaryId)} limit ${limit}`;
  const options = { asSystem: true, ...(useCase === undefined ? {} : { useCase }) };
  for (;;) {
    const rows = await work.transaction.run<{ id: string }>({ text, values: [ids, going] });
    if (rows.length === 0) return;
    const children = rows.map(({ id }) => id);
    await removeRows(work, table, children, options, going);
  }
}

/** `from` and `where`: $1 the rows being deleted, $2 all that are going anyway. */
function pointing({ table, column }: Dependents): string {
  return `${recordTable(table.name)} where ${quote(column)} = any($1::uuid[]) and ${quote(table.primaryId)} <> all($2::uuid[])`;
}
