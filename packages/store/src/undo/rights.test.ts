import { type Payload, readPayload } from "@leadwright/query";
import type { Table } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../pipeline/uuid.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, Work } from "../types.ts";
import type { UndoMode } from "./types.ts";

let org: TestOrganisation;
beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

/** One operation of the caller. */
async function operate<Result>(caller: Caller, action: (work: Work) => Promise<Result>) {
  const operation = newId();
  return { operation, result: await org.store.change({ ...caller, operation }, action) };
}

const person = ({ principal }: Caller) => ({ table: "systemuser", id: principal.userId });

const undo = (caller: Caller, operation: string, mode: UndoMode, target?: string) =>
  org.store.undo(caller).undo({ operation, mode, ...(target === undefined ? {} : { target }) });

function payload(table: string, body: object): Payload {
  const { schema } = org.store;
  return readPayload(schema, schema.tables.get(table) as Table, body);
}

it("says nothing of a record that the caller reads no longer", async () => {
  const { result, operation } = await operate(org.member, (work) =>
    work.create("lead", { subject: "s", lastname: "l" }),
  );
  await operate(org.administrator, async (work) => {
    await work.update("lead", result.id, { ownerid: person(org.southSeller) });
    await work.update("lead", result.id, { lastname: "Secret" });
  });
  const { kept } = await undo(org.member, operation, "preview");
  expect(kept).toEqual([{ table: "lead", id: result.id, name: undefined, code: "denied" }]);
});

it("leaves what was made along with a record that the caller may not delete", async () => {
  // She may create leads, and not delete them.
  const { result, operation } = await operate(org.member, (work) =>
    work.createPayload(payload("lead", { subject: "s", lastname: "l", Lead_Tasks: [{ subject: "t" }] })),
  );
  const tasks = () =>
    org.store.sql<{ id: string }>("select activityid::text as id from crm.task where regardingobjectid = $1", [
      result.id,
    ]);
  const [task] = await tasks();
  await undo(org.member, operation, "possible");
  await undo(org.member, operation, "all", task?.id);
  expect(await tasks()).toEqual([task]);
});

describe("parties of an activity", () => {
  const parties = async (id: string) =>
    (await org.store.sql("select 1 from crm.activityparty where activityid = $1", [id])).length;
  const appointment = (caller: Caller) =>
    operate(caller, (work) =>
      work.createPayload(
        payload("appointment", {
          subject: "a",
          scheduledstart: "2026-11-26T10:00:00Z",
          scheduledend: "2026-11-26T11:00:00Z",
          appointment_activity_parties: attendees(org.seller, org.administrator),
        }),
      ),
    );
  const attendees = (...people: Caller[]) =>
    people.map(({ principal }) => ({
      "partyid_systemuser@odata.bind": `/systemusers(${principal.userId})`,
      participationtypemask: 5,
    }));

  it("stay where the activity stays because somebody changed it since", async () => {
    const { result, operation } = await appointment(org.seller);
    const before = await parties(result.id);
    await operate(org.administrator, (work) => work.update("appointment", result.id, { subject: "b" }));
    await undo(org.seller, operation, "possible");
    expect(await parties(result.id)).toBe(before);
  });

  it("stay as they are on an activity that is out of reach by now", async () => {
    const { result } = await appointment(org.seller);
    const { operation } = await operate(org.seller, (work) =>
      work.updatePayload(
        result.id,
        payload("appointment", { subject: "c", appointment_activity_parties: attendees(org.seller) }),
      ),
    );
    const before = await parties(result.id);
    await operate(org.administrator, (work) =>
      work.update("appointment", result.id, { ownerid: person(org.southSeller) }),
    );
    const { kept } = await undo(org.seller, operation, "possible");
    expect(new Set(kept.map(({ code }) => code))).toEqual(new Set(["denied"]));
    expect(await parties(result.id)).toBe(before);
  });

  it("go with the activity", async () => {
    const { result, operation } = await appointment(org.seller);
    const { kept } = await undo(org.seller, operation, "all");
    expect(kept).toEqual([]);
    expect(await parties(result.id)).toBe(0);
  });
});
