import { AppError, type Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, WriteOptions } from "../types.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const person = { subject: "50 licences", lastname: "Kowalska" };

async function create(table: string, values: Values, caller: Caller = org.seller, options?: WriteOptions) {
  return (await org.store.change(caller, (work) => work.create(table, values, options))).id;
}

async function row(table: string, id: string): Promise<Values> {
  return org.store.change(org.administrator, (work) => work.retrieve(table, id));
}

async function refusal(action: Promise<unknown>): Promise<AppError> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`, { cause: error });
  return error;
}

describe("a new row", () => {
  it("gets its id, owner, business unit, times, state and version from the pipeline", async () => {
    const id = await create("lead", { ...person, firstname: "Anna", middlename: "Maria" });
    const lead = await row("lead", id);
    const seller = { table: "systemuser", id: org.seller.principal.userId };
    expect(lead).toMatchObject({
      leadid: id,
      fullname: "Anna Maria Kowalska",
      ownerid: seller,
      owninguser: seller,
      owningteam: null,
      owningbusinessunit: org.rootUnit,
      createdby: seller,
      modifiedby: seller,
      statecode: 0,
      statuscode: 1,
      transactioncurrencyid: org.euro,
    });
    expect(Math.abs(Date.parse(String(lead.createdon)) - Date.now())).toBeLessThan(60_000);
    expect(lead.createdon).toBe(lead.modifiedon);
    expect(Number(lead.versionnumber)).toBeGreaterThan(0);
  });
});
