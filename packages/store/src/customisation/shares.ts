import { AppError, type Reference, type Table } from "@leadwright/schema";
import { denied } from "../pipeline/rights-queries.ts";
import { rowId } from "../pipeline/row-id.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { rights as allRights, rightBit } from "../rights/right-bits.ts";
import type { Caller, Right, Share, Shares } from "../types.ts";

/** Shares as the floors above hold them; `change` opens the transaction. */
export function createShares(
  change: <Result>(caller: Caller, action: (work: PipelineWork) => Promise<Result>) => Promise<Result>,
): Shares {
  return {
    grant: (caller, target, principal, rights) =>
      change(caller, (work) => giveRights(work, target, principal, rights, "add")),
    modify: (caller, target, principal, rights) =>
      change(caller, (work) => giveRights(work, target, principal, rights, "replace")),
    revoke: (caller, target, principal) => change(caller, (work) => takeRights(work, target, principal)),
    list: (caller, target) => change(caller, (work) => sharesOf(work, target)),
  };
}

/**
 * Gives a user or team rights on one row: those it has stay ("add") or go ("replace"). Takes the right to share the row,
 * and nobody gives a right that he has not. Throws objectDoesNotExist, privilegeDenied, targetMissing, invalidArgument.
 */
async function giveRights(
  work: PipelineWork,
  target: Reference,
  principal: Reference,
  rights: readonly Right[],
  how: "add" | "replace",
): Promise<void> {
  const { table, id } = shareable(work, target);
  const bits = bitsOf(rights);
  await requireRights(work, table, id, ["share", ...rights]);
  await requirePrincipal(work, principal);
  if (bits === 0) {
    if (how === "replace") await deleteShare(work, id, principal);
    return;
  }
  await work.sql(
    `insert into app.share (tablename, objectid, principalid, rights) values ($1, $2, $3, $4)
     on conflict (principalid, tablename, objectid)
     do update set rights = ${how === "add" ? "share.rights | excluded.rights" : "excluded.rights"}`,
    [table.name, id, principal.id, bits],
  );
}

/** Takes the principal's rights on the row back; the owner's and those of roles stay. */
async function takeRights(work: PipelineWork, target: Reference, principal: Reference): Promise<void> {
  const { table, id } = shareable(work, target);
  await requireRights(work, table, id, ["share"]);
  await deleteShare(work, id, principal);
}

/** Whom the row is shared with, users and teams in the order of their ids. Takes the right to read the row. */
async function sharesOf(work: PipelineWork, target: Reference): Promise<Share[]> {
  const { table, id } = shareable(work, target);
  await requireRights(work, table, id, ["read"]);
  const rows = await work.sql<{ principalid: string; kind: string; rights: number }>(
    `select s.principalid::text as principalid, s.rights, case when t.teamid is null then 'systemuser' else 'team' end as kind
       from app.share s left join crm.team t on t.teamid = s.principalid
      where s.objectid = $1 order by s.principalid`,
    [id],
  );
  return rows.map(({ principalid, kind, rights }) => ({
    principal: { table: kind, id: principalid },
    rights: allRights.filter((right) => (rights & rightBit[right]) !== 0),
  }));
}

function shareable(work: PipelineWork, target: Reference): { table: Table; id: string } {
  const table = work.table(target.table);
  if (table.ownership !== "user") {
    throw new AppError("invalidArgument", { reason: `Rows of '${table.name}' have no owner and cannot be shared.` });
  }
  return { table, id: rowId(table, target.id) };
}

async function requireRights(work: PipelineWork, table: Table, id: string, rights: readonly Right[]): Promise<void> {
  for (const right of rights) {
    const allowed = (await work.targets(table.name, right, [id], false)).get(id);
    if (allowed === undefined) throw new AppError("objectDoesNotExist", { table: table.name, id });
    if (!allowed) throw denied(work.caller.principal, right, table);
  }
}

async function requirePrincipal(work: PipelineWork, { table, id }: Reference): Promise<void> {
  if (table !== "systemuser" && table !== "team") {
    throw new AppError("invalidArgument", { reason: "A row is shared with a systemuser or a team." });
  }
  const known = await work.targets(table, "read", [rowId(work.table(table), id)], true);
  if (known.size === 0)
    throw new AppError("targetMissing", { target: table, id, column: "principalid", table: "share" });
}

function bitsOf(rights: readonly Right[]): number {
  return rights.reduce((bits, right) => {
    if (!allRights.includes(right)) throw new AppError("invalidArgument", { reason: `There is no right '${right}'.` });
    return bits | rightBit[right];
  }, 0);
}

async function deleteShare(work: PipelineWork, id: string, principal: Reference): Promise<void> {
  await work.sql("delete from app.share where objectid = $1 and principalid = $2", [
    id,
    rowId(work.table("systemuser"), principal.id),
  ]);
}
