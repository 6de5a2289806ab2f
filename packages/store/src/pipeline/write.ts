import type { Values } from "@leadwright/schema";
import { type Changes, createdValues, updatedChanges } from "../audit/changes.ts";
import type { RecordChanged } from "../types.ts";
import type { Draft, Phase } from "./draft.ts";
import { columnParameters, insertText, storedColumns, updateText } from "./statements.ts";

/** The new row, its audit entry and the job that follows, in one statement. */
export const insertRecord: Phase = async (draft) => {
  const { table, values } = draft;
  const columns = storedColumns(table, values);
  const shape = draft.engine.statements.get(`+${table.name} ${columnKey(columns)}`, () => insertText(table, columns));
  const parameters = [...columnParameters(columns, values), ...auditParameters(draft, createdValues(table, values))];
  const write = { ...shape, values: parameters };
  const { transaction } = draft;
  const [row] = await (draft.alone ? transaction.writeAlone<Row>(write) : transaction.write<Row>(write));
  finish(draft, row);
};

/** The changed columns, and an audit entry and a job when one of them really changed. */
export const updateRecord: Phase = async (draft) => {
  const { table, values, id } = draft;
  const changes = updatedChanges(table, draft.before ?? {}, values);
  const audited = Object.keys(changes).length > 0;
  const written = onlyChanged(values, changes);
  const columns = storedColumns(table, written);
  if (columns.length === 0 && !table.columns.has("versionnumber")) return finish(draft, undefined);
  const shape = draft.engine.statements.get(`${audited ? "!" : "."}${table.name} ${columnKey(columns)}`, () =>
    updateText(table, columns, audited),
  );
  const parameters = [...columnParameters(columns, written), id, ...(audited ? auditParameters(draft, changes) : [])];
  const [row] = await draft.transaction.write<Row>({ ...shape, values: parameters });
  if ("documentbody" in changes) await keepReplacedFile(draft);
  finish(draft, row);
};

/** The audit says of a file only that it changed; what it was is kept beside it, as long as what was deleted. */
async function keepReplacedFile({ work, id, before, values }: Draft): Promise<void> {
  await work.transaction.write({
    text: `insert into app.replacedfile (auditid, content, newhash)
           select max(auditid), $3, md5($4) from app.audit where operationid = $1 and recordid = $2`,
    values: [work.operation, id, before?.documentbody ?? null, values.documentbody ?? null],
  });
}

interface Row {
  readonly version: string;
}

function finish(draft: Draft, row: Row | undefined): void {
  draft.version = String(row?.version ?? draft.before?.versionnumber ?? "0");
  draft.work.touched.add(draft.table.name);
}

/** `modifiedon` and the like are always written; the rest only where it differs. */
function onlyChanged(values: Values, changes: Changes): Values {
  const written: Values = {};
  for (const name in values) {
    if (name in changes || name === "modifiedon" || name === "modifiedby") written[name] = values[name] ?? null;
  }
  return written;
}

function auditParameters(draft: Draft, changes: Changes | Values): (string | null)[] {
  const { caller, options, id, table, message, work } = draft;
  const job: RecordChanged = {
    table: table.name,
    message,
    ids: [id],
    columns: Object.keys(changes),
    userId: caller.principal.userId,
    door: caller.door,
    ...(options.useCase === undefined ? {} : { useCase: options.useCase }),
  };
  const { userId } = caller.principal;
  const said = [userId, caller.door, options.useCase ?? null, id, JSON.stringify(changes)];
  return [...said, work.operation, work.rootOf(id), JSON.stringify(job)];
}

function columnKey(columns: readonly { readonly name: string }[]): string {
  let key = "";
  for (const column of columns) key += `${column.name},`;
  return key;
}
