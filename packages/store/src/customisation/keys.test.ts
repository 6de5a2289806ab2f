import { type CustomKey, customColumn } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";

let org: TestOrganisation;
beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const key = (name: string, ...columns: string[]): CustomKey => ({ name, schemaName: name, label: name, columns });
const add = (of: CustomKey, table = "lead", caller = org.administrator) => org.store.addKey(caller, table, of);
const lead = (values: object) =>
  org.store.change(org.seller, (work) => work.create("lead", { subject: "s", lastname: "l", ...values }));
const find = (values: Record<string, string | number>) =>
  org.store.change(org.seller, (work) => work.resolve({ table: "lead", key: values }));

describe("a key", () => {
  it("finds one row, in whatever case, and keeps a second one out", async () => {
    await add(key("new_email", "emailaddress1"));
    expect(org.store.schema.tables.get("lead")?.keys).toContainEqual(["emailaddress1"]);
    const { id } = await lead({ emailaddress1: "Ann@example.com" });
    expect(await find({ emailaddress1: "ann@EXAMPLE.com" })).toEqual({ table: "lead", id });
    const error = await refusal(lead({ emailaddress1: "ANN@example.com" }));
    expect([error.key, error.details]).toEqual(["duplicateKey", { key: "new_email", columns: "emailaddress1" }]);
  });

  it("lets rows be that have no value", async () => {
    await lead({});
    await lead({});
  });

  it("may be over several columns, custom ones and lookups too", async () => {
    const table = org.store.schema.tables.get("lead");
    if (!table) throw new Error("lead");
    const number = customColumn(table, { name: "new_number", kind: "integer" });
    const on = customColumn(table, { name: "new_on", kind: "date" });
    await org.store.addColumns(org.administrator, "lead", [number, on]);
    await add(key("new_pair", "new_number", "new_on"));
    const { id } = await lead({ new_number: 1, new_on: "2026-01-31" });
    await lead({ new_number: 1, new_on: "2026-02-01" });
    expect(await find({ new_number: 1, new_on: "2026-01-31" })).toEqual({ table: "lead", id });
    const rows = [
      { new_number: 2, new_on: "2026-01-31" },
      { new_number: 1, new_on: "2026-01-31" },
    ];
    const { failures } = await org.store.change(org.seller, (work) =>
      work.createMany(
        "lead",
        rows.map((row) => ({ subject: "s", lastname: "l", ...row })),
      ),
    );
    expect(failures.map(({ index, error }) => [index, error.key])).toEqual([[1, "duplicateKey"]]);
  });

  it("is there when the database is opened again, and can be taken away", async () => {
    const reopened = await org.another();
    expect(reopened.schema.tables.get("lead")?.customKeys?.map(({ name }) => name)).toEqual(["new_email", "new_pair"]);
    await org.store.removeKey(org.administrator, "lead", "new_email");
    await lead({ emailaddress1: "ann@example.com" });
    expect((await refusal(add(key("new_email", "emailaddress1")))).key).toBe("keyNotUnique");
    expect((await refusal(org.store.removeKey(org.administrator, "lead", "new_email"))).key).toBe("invalidArgument");
  });
});

describe("refuses", () => {
  it.each([
    ["invalidArgument", key("Bad Name", "subject")],
    ["invalidArgument", key("new_none")],
    ["invalidArgument", key("new_twice", "subject", "subject")],
    ["invalidArgument", key("new_memo", "description")],
    ["noAttribute", key("new_unknown", "nothing")],
    ["keyExists", key("new_other", "new_on", "new_number")],
    ["keyExists", key("new_pair", "subject")],
  ])("%s: %o", async (expected, of) => {
    expect((await refusal(add(of))).key).toBe(expected);
  });

  it("who is no administrator, and tables that are none", async () => {
    expect((await refusal(add(key("new_mine", "subject"), "lead", org.seller))).key).toBe("privilegeDenied");
    expect((await refusal(add(key("new_mine", "subject"), "nothing"))).key).toBe("invalidArgument");
    expect((await refusal(add(key("new_mine", "subject"), "activitypointer"))).key).toBe("invalidArgument");
  });
});
