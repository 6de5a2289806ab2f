import { AppError, type Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, RecordChanged, Rule } from "../types.ts";
import { newId } from "./uuid.ts";

let org: TestOrganisation;
let importer: Caller;

const shout: Rule = {
  tables: ["lead"],
  messages: ["create"],
  apply: async ({ values, work }) => {
    if (values.companyname === "Writes and refuses") {
      await work.create("account", { name: "Left behind" });
      throw new AppError("leadAlreadyClosed");
    }
    if (values.companyname) values.companyname = String(values.companyname).toUpperCase();
  },
};

beforeAll(async () => {
  org = await testOrganisation([shout]);
  importer = { ...org.seller, door: "import" };
});
afterAll(() => org?.close());

const lead = (values: Values = {}): Values => ({ subject: "s", lastname: "l", ...values });

function createMany(table: string, rows: readonly Values[], caller: Caller = importer) {
  return org.store.change(caller, (work) => work.createMany(table, rows, { useCase: "import" }));
}

function read(table: string, id: string | undefined): Promise<Values> {
  return org.store.change(org.administrator, (work) => work.retrieve(table, id ?? ""));
}

describe("many rows at once", () => {
  it("come out as rows made one by one", async () => {
    const values = lead({
      firstname: "Anna",
      companyname: "Acme",
      budgetamount: 12.5,
      address1_city: "Łódź",
      donotemail: true,
    });
    const one = await org.store.change(importer, (work) => work.create("lead", { ...values }, { useCase: "import" }));
    const { ids, failures } = await createMany("lead", [values]);
    expect(failures).toEqual([]);
    const strip = ({ leadid: _, versionnumber: __, createdon: ___, modifiedon: ____, ...rest }: Values) => rest;
    expect(strip(await read("lead", ids[0]))).toEqual(strip(await read("lead", one.id)));
    const [bulk] = await org.store.history(org.seller, "lead", ids[0] ?? "");
    const [single] = await org.store.history(org.seller, "lead", one.id);
    expect(bulk).toEqual({ ...single, at: bulk?.at, operation: bulk?.operation });
  });

  it("keep every character of their texts", async () => {
    const text = "tab\t newline\n return\r backslash\\ \\N \\. quote'\" null? żółw 😀";
    const { ids } = await createMany("lead", [lead({ description: text }), lead({ description: "\\." })]);
    expect((await read("lead", ids[0])).description).toBe(text);
    expect((await read("lead", ids[1])).description).toBe("\\.");
    const [entry] = await org.store.history(org.seller, "lead", ids[0] ?? "");
    expect(entry?.changes.description?.new).toBe(text);
  });

  it("are reported one by one when they are refused, and the others are written", async () => {
    const account = await org.store.change(org.southSeller, (work) => work.create("account", { name: "Far" }));
    const taken = newId();
    const { ids, failures } = await createMany("lead", [
      lead({ leadid: taken }),
      { subject: "no name" },
      lead({ industrycode: 12_345 }),
      lead({ parentaccountid: { table: "account", id: newId() } }),
      lead({ parentaccountid: { table: "account", id: account.id } }),
      lead({ leadid: taken }),
      lead({ ownerid: { table: "systemuser", id: org.southSeller.principal.userId } }),
      lead(),
    ]);
    expect(failures.map(({ index, column, error }) => [index, error.key, column])).toEqual([
      [1, "requiredMissing", "lastname"],
      [2, "choiceUnknown", "industrycode"],
      [3, "targetMissing", "parentaccountid"],
      [4, "privilegeDenied", undefined],
      [5, "duplicateRecord", undefined],
      [6, "privilegeDenied", undefined],
    ]);
    expect(ids.map((id) => id !== undefined)).toEqual([true, false, false, false, false, false, false, true]);
    expect((await createMany("lead", [lead({ leadid: taken })])).failures).toMatchObject([{ index: 0 }]);
  });

  it("are found out when only PostgreSQL can tell which of them is wrong", async () => {
    // Too long for the index on the column, which validation does not know of.
    const long = Array.from({ length: 3_990 }, () =>
      String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000)),
    ).join("");
    await org.store.sql("create index too_long on crm.lead (description)");
    const rows = Array.from({ length: 9 }, (_, index) =>
      lead({ description: index === 6 ? long.slice(0, 1_990) : "short" }),
    );
    const { ids, failures } = await createMany("lead", rows);
    await org.store.sql("drop index crm.too_long");
    expect(failures).toMatchObject([{ index: 6, error: { key: "invalidArgument" } }]);
    expect(ids.filter(Boolean)).toHaveLength(8);
  });

  it("may be back-dated and closed", async () => {
    const { ids } = await createMany("lead", [lead({ overriddencreatedon: "2020-02-02T10:00:00Z", statuscode: 3 })]);
    expect(await read("lead", ids[0])).toMatchObject({
      createdon: "2020-02-02T10:00:00Z",
      statecode: 1,
      statuscode: 3,
    });
  });

  it("are followed by one job", async () => {
    const { ids } = await createMany("lead", [lead(), lead({ telephone1: "1" }), lead()]);
    const jobs = await org.store.sql<{ data: RecordChanged }>(
      "select data from pgboss.job_common where data -> 'ids' @> to_jsonb($1::text)",
      [ids[1]],
    );
    expect(jobs).toMatchObject([
      { data: { ids, table: "lead", message: "create", door: "import", useCase: "import" } },
    ]);
    expect(jobs[0]?.data.columns).toContain("telephone1");
  });

  it("of activities are about what they regard", async () => {
    const { ids: leads } = await createMany("lead", [lead(), lead()]);
    const tasks = leads.map((id) => ({ subject: "t", regardingobjectid: { table: "lead", id: id ?? "" } }));
    const { ids } = await createMany("task", [...tasks, { subject: "free" }]);
    expect(await read("task", ids[0])).toMatchObject({ activitytypecode: "task" });
    const parties = await org.store.sql(
      "select partyid from crm.activityparty where activityid = any($1) order by partyid",
      [ids],
    );
    expect(parties).toEqual(leads.toSorted().map((partyid) => ({ partyid })));
  });

  it("are none when a rule wrote something before it refused one of them", async () => {
    const rows = [lead({ telephone1: "gone" }), lead({ companyname: "Writes and refuses" })];
    await expect(createMany("lead", rows)).rejects.toMatchObject({ key: "leadAlreadyClosed" });
    const left = await org.store.sql(
      "select 1 from crm.account where name = 'Left behind' union all select 1 from crm.lead where telephone1 = 'gone'",
    );
    expect(left).toEqual([]);
  });

  it("are none without the right to make them", async () => {
    const { ids, failures } = await createMany("product", [{ name: "P", productnumber: "1" }]);
    expect(ids).toEqual([undefined]);
    expect(failures).toMatchObject([{ index: 0, error: { key: "privilegeDenied" } }]);
    expect(await createMany("lead", [])).toEqual({ ids: [], failures: [] });
  });
});
