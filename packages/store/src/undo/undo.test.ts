import type { Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../pipeline/uuid.ts";
import { refusal } from "../testing/refusal.ts";
import { tableContents } from "../testing/table-contents.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, Work } from "../types.ts";
import type { UndoMode } from "./types.ts";

let org: TestOrganisation;
beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const lead = { subject: "s", lastname: "l" };

/** One operation of the caller. */
async function operate<Result>(caller: Caller, action: (work: Work) => Promise<Result>) {
  const operation = newId();
  return { operation, result: await org.store.change({ ...caller, operation }, action) };
}

const undo = (operation: string, mode: UndoMode = "all", caller = org.seller) =>
  org.store.undo(caller).undo({ operation, mode });
const read = (table: string, id: string): Promise<Values> =>
  org.store.change(org.administrator, (work) => work.retrieve(table, id));
const update = (id: string, values: Values, caller = org.seller) =>
  operate(caller, (work) => work.update("lead", id, values));

describe("taking back", () => {
  it("keeps what somebody changed since, and says what, who and when", async () => {
    const { result, operation } = await operate(org.seller, (work) => work.create("lead", lead));
    await update(result.id, { firstname: "Ada" }, org.administrator);
    const refused = await undo(operation);
    expect(refused).toMatchObject({ undone: 0, left: 0 });
    expect(refused.kept).toMatchObject([{ table: "lead", id: result.id, code: "changed", by: "Ada Admin" }]);
    expect((await read("lead", result.id)).firstname).toBe("Ada");
  });

  it("leaves records out that are named, and takes them back later", async () => {
    const { result, operation } = await operate(org.seller, (work) => work.createMany("lead", [lead, lead]));
    const [one = "", other = ""] = result.ids;
    const part = await org.store.undo(org.seller).undo({ operation, mode: "all", without: [one] });
    expect(part).toMatchObject({ undone: 1, kept: [] });
    expect((await refusal(read("lead", other))).key).toBe("objectDoesNotExist");
    expect((await read("lead", one)).lastname).toBe("l");
    expect(await undo(operation)).toMatchObject({ undone: 1 });
    const bad = org.store.undo(org.seller).undo({ operation, mode: "all", without: ["x"] });
    expect((await refusal(bad)).key).toBe("undoUnknown");
  });

  it("takes back the rest where that is asked for, and shows beforehand what it would do", async () => {
    const { result, operation } = await operate(org.seller, (work) =>
      work.createMany("lead", [lead, { ...lead, firstname: "x" }]),
    );
    const [one = "", other = ""] = result.ids;
    await update(one, { firstname: "y" });
    const shown = await undo(operation, "preview");
    expect(shown).toMatchObject({ undone: 1, kept: [{ id: one, code: "changed" }] });
    expect(shown.taken).toEqual([{ table: "lead", id: other, name: "x l", message: "create" }]);
    expect((await read("lead", other)).firstname).toBe("x");
    expect(await undo(operation, "possible")).toMatchObject({ undone: 1, kept: [{ id: one }] });
    expect((await refusal(read("lead", other))).key).toBe("objectDoesNotExist");
    expect((await read("lead", one)).firstname).toBe("y");
  });

  it("keeps a record on which others' rows hang", async () => {
    const { result, operation } = await operate(org.seller, (work) => work.create("account", { name: "a" }));
    await operate(org.administrator, (work) =>
      work.create("task", { subject: "t", regardingobjectid: { table: "account", id: result.id } }),
    );
    expect((await undo(operation)).kept).toMatchObject([{ code: "used" }]);
  });

  it("leaves a deleted record where it is while what it points at is taken back", async () => {
    const parent = await operate(org.seller, (work) => work.create("account", { name: "parent" }));
    const values = { name: "child", parentaccountid: { table: "account", id: parent.result.id } };
    const child = await operate(org.seller, (work) => work.create("account", values));
    const removal = await operate(org.seller, (work) => work.remove("account", child.result.id));
    const parentGone = await undo(parent.operation);
    expect(parentGone.kept).toEqual([]);
    expect((await undo(removal.operation)).kept).toMatchObject([{ code: "missing", column: "parentaccountid" }]);
    await undo(parentGone.undoId);
    expect((await undo(removal.operation)).kept).toEqual([]);
    expect(await read("account", child.result.id)).toMatchObject(values);
  });

  it("brings back a deleted record with its notes, parties, shares and links, exactly", async () => {
    const { result: account } = await operate(org.seller, (work) => work.create("account", { name: "a" }));
    const target = { table: "account", id: account.id };
    await operate(org.seller, async (work) => {
      await work.create("annotation", { subject: "n", documentbody: "QUJD", objectid: target });
      await work.create("task", { subject: "t", regardingobjectid: target });
      await work.create("lead", { ...lead, parentaccountid: target });
    });
    await org.store.shares.grant(org.seller, target, { table: "systemuser", id: org.southSeller.principal.userId }, [
      "read",
    ]);
    const before = await tableContents(org.store);
    const { operation } = await operate(org.seller, (work) => work.remove("account", account.id));
    expect(await tableContents(org.store)).not.toEqual(before);
    expect((await undo(operation)).kept).toEqual([]);
    expect(await tableContents(org.store)).toEqual(before);
  });

  it("brings a note's former file back, and the later one again", async () => {
    const { result } = await operate(org.seller, (work) =>
      work.create("annotation", { subject: "f", documentbody: "QUJD" }),
    );
    const { operation } = await operate(org.seller, (work) =>
      work.update("annotation", result.id, { documentbody: "REVG" }),
    );
    const back = await undo(operation);
    expect((await read("annotation", result.id)).documentbody).toBe("QUJD");
    await undo(back.undoId);
    expect((await read("annotation", result.id)).documentbody).toBe("REVG");
  });

  it("succeeds once when fifty try at the same moment", async () => {
    const { result, operation } = await operate(org.seller, (work) => work.create("lead", lead));
    const tries = await Promise.allSettled(Array.from({ length: 50 }, () => undo(operation)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const each of tries) if (each.status === "rejected") expect(each.reason.key).toBe("undoNothingLeft");
    expect((await refusal(read("lead", result.id))).key).toBe("objectDoesNotExist");
  });

  it("is told in the history, entry by entry", async () => {
    const { result, operation } = await operate(org.seller, (work) => work.create("lead", { ...lead, firstname: "a" }));
    const edit = await update(result.id, { firstname: "b" });
    const { undoId } = await undo(edit.operation);
    const [back, edited, made] = await org.store.history(org.seller, "lead", result.id);
    expect(back).toMatchObject({ operation: undoId, useCase: "undo", changes: { firstname: { old: "b", new: "a" } } });
    expect(edited).toMatchObject({ operation: edit.operation, undone: { operation: undoId, byName: "Sam Seller" } });
    expect(made).toMatchObject({ operation, undone: undefined, records: 1 });
  });
});

describe("rights", () => {
  it("let everybody take back what he did, an administrator anything, and nobody what never was", async () => {
    const { operation } = await operate(org.administrator, (work) => work.create("lead", lead));
    expect((await refusal(undo(operation))).key).toBe("undoNotYours");
    expect((await refusal(undo(newId()))).key).toBe("undoUnknown");
    expect((await refusal(undo("x"))).key).toBe("undoUnknown");
    const own = await operate(org.seller, (work) => work.create("lead", lead));
    expect((await undo(own.operation, "all", org.administrator)).undone).toBe(1);
  });

  it("are asked for on each row as it is now", async () => {
    // She may create, and not delete.
    const made = await operate(org.member, (work) => work.create("lead", lead));
    expect((await undo(made.operation, "all", org.member)).kept).toMatchObject([{ code: "denied" }]);
    const { result } = await operate(org.seller, (work) => work.create("lead", lead));
    const edit = await update(result.id, { firstname: "b" });
    const south = { table: "systemuser", id: org.southSeller.principal.userId };
    await operate(org.administrator, (work) => work.update("lead", result.id, { ownerid: south }));
    expect((await undo(edit.operation)).kept).toMatchObject([{ code: "denied" }]);
    expect((await read("lead", result.id)).firstname).toBe("b");
  });
});

describe("the bin", () => {
  it("shows own deletions and rows one could read, and gives them back with what went with them", async () => {
    const name = newId();
    const { result } = await operate(org.southSeller, (work) => work.create("account", { name }));
    await operate(org.southSeller, (work) =>
      work.create("task", { subject: "t", regardingobjectid: { table: "account", id: result.id } }),
    );
    await operate(org.administrator, (work) => work.remove("account", result.id));
    const seen = async (caller: Caller) => (await org.store.undo(caller).bin({ search: name })).entries;
    expect(await seen(org.seller)).toEqual([]);
    const [entry] = await seen(org.southSeller);
    expect(entry).toMatchObject({
      table: "account",
      name,
      others: { task: 1, activityparty: 1 },
      together: 1,
      deletedByName: "Ada Admin",
    });
    const ids = [entry?.binId ?? ""];
    expect((await refusal(org.store.undo(org.seller).restore(ids, "all"))).key).toBe("undoUnknown");
    expect((await org.store.undo(org.southSeller).restore(ids, "all")).kept).toEqual([]);
    expect((await read("account", result.id)).name).toBe(name);
    expect(await seen(org.southSeller)).toEqual([]);
  });

  it("says how many of the rows that one sees were deleted in one go", async () => {
    const name = newId();
    const mine: string[] = [];
    for (const number of [1, 2]) {
      const { result } = await operate(org.southSeller, (work) =>
        work.create("account", { name: `${name} ${number}` }),
      );
      mine.push(result.id);
    }
    const { result: other } = await operate(org.administrator, (work) => work.create("account", { name: `${name} 3` }));
    await operate(org.administrator, async (work) => {
      for (const id of [...mine, other.id]) await work.remove("account", id);
    });
    const together = async (caller: Caller) =>
      (await org.store.undo(caller).bin({ search: name })).entries.map((entry) => entry.together);
    expect(await together(org.administrator)).toEqual([3, 3, 3]);
    expect(await together(org.southSeller)).toEqual([2, 2]);
  });

  it("forgets what is old, and keeps nothing where the organisation wants that", async () => {
    const remove = async () => {
      const { result } = await operate(org.seller, (work) => work.create("lead", lead));
      return operate(org.seller, (work) => work.remove("lead", result.id));
    };
    const old = await remove();
    await org.store.sql("update app.bin set at = now() - interval '31 days' where operationid = $1", [old.operation]);
    const young = await remove();
    await org.store.purgeBin();
    expect((await undo(old.operation)).kept).toMatchObject([{ code: "expired" }]);
    expect((await undo(young.operation)).kept).toEqual([]);
    await org.store.sql("update crm.organization set lw_binretentiondays = 0");
    expect((await undo((await remove()).operation)).kept).toMatchObject([{ code: "expired" }]);
    await org.store.sql("update crm.organization set lw_binretentiondays = 30");
  });
});

describe("a large operation", () => {
  const many = async (count: number) => {
    const operation = newId();
    const ids: string[] = [];
    for (let done = 0; done < count; done += 500) {
      const rows = Array.from({ length: Math.min(500, count - done) }, () => lead);
      const made = await org.store.change({ ...org.seller, operation }, (work) => work.createMany("lead", rows));
      ids.push(...made.ids.filter((id) => id !== undefined));
    }
    return { operation, ids };
  };
  const progress = (undoId: string) => org.store.undo(org.seller).progress(undoId);
  const there = async (ids: readonly string[]) =>
    (
      await org.store.sql<{ count: number }>("select count(*)::int as count from crm.lead where leadid = any($1)", [
        ids,
      ])
    )[0]?.count;

  it("is left to a job, which goes on where it was interrupted", async () => {
    const { operation, ids } = await many(1_300);
    const { undoId, left, undone } = await undo(operation);
    expect({ left, undone }).toEqual({ left: 1_300, undone: 0 });
    expect((await refusal(undo(operation))).key).toBe("undoNothingLeft");
    let checks = 0;
    const signal = {
      throwIfAborted: () => {
        if (++checks === 2) throw new Error("stopping");
      },
    } as AbortSignal;
    await expect(org.store.runUndo({ undoId }, signal)).rejects.toThrow("stopping");
    expect(await progress(undoId)).toMatchObject({ undone: 500, total: 1_300, status: "running" });
    expect(await there(ids)).toBe(800);
    await org.store.runUndo({ undoId }, new AbortController().signal);
    expect(await progress(undoId)).toMatchObject({ undone: 1_300, keptCount: 0, status: "done" });
    expect(await there(ids)).toBe(0);
    expect((await refusal(org.store.undo(org.southSeller).progress(undoId))).key).toBe("undoUnknown");
  });

  it("is refused as a whole where something has to be kept, and can be stopped", async () => {
    const { operation, ids } = await many(600);
    await update(ids[0] ?? "", { firstname: "x" });
    const refused = await undo(operation);
    await org.store.runUndo({ undoId: refused.undoId }, new AbortController().signal);
    expect(await progress(refused.undoId)).toMatchObject({ undone: 0, keptCount: 1, status: "refused" });
    expect(await there(ids)).toBe(600);
    const stopped = await undo(operation, "possible");
    await org.store.undo(org.seller).stop(stopped.undoId);
    await org.store.runUndo({ undoId: stopped.undoId }, new AbortController().signal);
    expect((await progress(stopped.undoId)).status).toBe("stopped");
    expect(await there(ids)).toBe(600);
  });
});
