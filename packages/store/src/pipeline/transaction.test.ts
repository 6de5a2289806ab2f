import { AppError, type Values } from "@leadwright/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Change, Rule } from "../types.ts";

let org: TestOrganisation;
/** What the one rule of these tests does with a change. */
let onChange: (change: Change) => void | Promise<void> = () => {};

const rule: Rule = { tables: ["lead"], messages: ["create", "update", "delete"], apply: (change) => onChange(change) };

beforeAll(async () => {
  org = await testOrganisation([rule]);
});
beforeEach(() => {
  onChange = () => {};
});
afterAll(() => org?.close());

const person: Values = { subject: "50 licences", lastname: "Kowalska" };
const payload = (values: Values = person) => ({
  table: "lead",
  id: undefined,
  values,
  links: {},
  parents: [],
  children: [],
});

async function traces(): Promise<{ rows: number; audit: number; jobs: number }> {
  const [counts] = await org.store.sql<{ rows: number; audit: number; jobs: number }>(
    `select (select count(*)::int from crm.lead) as rows, (select count(*)::int from app.audit) as audit,
            (select count(*)::int from pgboss.job_common) as jobs`,
  );
  if (!counts) throw new Error("No counts");
  return counts;
}

describe("a rule", () => {
  it("sees the change and adds to it", async () => {
    onChange = (change) => {
      expect(change).toMatchObject({ message: "create", before: undefined, options: {} });
      expect(change.after("lastname")).toBe("Kowalska");
      expect(change.after("telephone1")).toBeNull();
      change.values.jobtitle = "Set by rule";
      change.values.firstname = "Anna";
    };
    const { id } = await org.store.create(org.seller, payload());
    const lead = await org.store.change(org.seller, (work) => work.retrieve("lead", id, ["jobtitle", "fullname"]));
    expect(lead).toEqual({ jobtitle: "Set by rule", fullname: "Anna Kowalska" });
  });

  it("sees only what the caller changes, and the row before", async () => {
    const { id } = await org.store.create(org.seller, payload());
    let seen: string[] = [];
    onChange = (change) => {
      seen = Object.keys(change.values);
      expect(change.before).toMatchObject({ leadid: id, lastname: "Kowalska", statecode: 0 });
      expect(change.after("subject")).toBe("50 licences");
    };
    await org.store.change(org.seller, (work) =>
      work.update("lead", id, { firstname: "A", createdon: "2001-01-01T00:00:00Z" }),
    );
    expect(seen).toEqual(["firstname"]);
  });

  it("that reads or writes makes a transaction of a single create", async () => {
    onChange = async ({ work, values }) => {
      const { id } = await work.create("account", { name: String(values.companyname) });
      values.parentaccountid = { table: "account", id };
      await work.enqueue("record-changed", { table: "x", message: "update", ids: [], columns: [] });
    };
    const { id } = await org.store.create(org.seller, payload({ ...person, companyname: "Acme" }));
    const [row] = await org.store.sql<{ name: string }>(
      "select a.name from crm.lead l join crm.account a on a.accountid = l.parentaccountid where l.leadid = $1",
      [id],
    );
    expect(row?.name).toBe("Acme");
  });

  it("that throws leaves nothing: no row, no audit entry, no job", async () => {
    const before = await traces();
    onChange = async ({ work }) => {
      await work.create("account", { name: "Acme" });
      throw new AppError("leadAlreadyClosed");
    };
    expect((await refusal(org.store.create(org.seller, payload()))).key).toBe("leadAlreadyClosed");
    expect(await traces()).toEqual(before);
    expect(
      await org.store.sql("select 1 from crm.account where name = 'Acme' and createdon > now() + interval '1 day'"),
    ).toEqual([]);
  });
});

describe("a change", () => {
  it("is all or nothing", async () => {
    const before = await traces();
    const action = org.store.change(org.seller, async (work) => {
      await work.create("lead", person);
      await work.create("lead", { subject: "no name" });
    });
    expect((await refusal(action)).key).toBe("requiredMissing");
    expect(await traces()).toEqual(before);
  });

  it("may go on after a refusal that came before anything was written", async () => {
    const { id } = await org.store.change(org.seller, async (work) => {
      await refusal(work.create("lead", { subject: "no name" }));
      return work.create("lead", person);
    });
    expect(await org.store.history(org.seller, "lead", id)).toHaveLength(1);
  });

  it("does not commit when a failure half-way was swallowed", async () => {
    const before = await traces();
    const action = org.store.change(org.seller, async (work) => {
      onChange = async ({ work: inner }) => {
        onChange = () => {};
        await inner.create("lead", person);
        throw new AppError("leadAlreadyOpen");
      };
      await refusal(work.create("lead", person));
    });
    expect((await refusal(action)).key).toBe("leadAlreadyOpen");
    expect(await traces()).toEqual(before);
  });

  it("goes on after an attempt that failed, without what it wrote", async () => {
    const before = await traces();
    await org.store.change(org.seller, async (work) => {
      const { id } = await work.create("lead", person);
      const failed = work.attempt(async () => {
        await work.create("lead", person);
        await work.create("lead", { ...person, leadid: id });
      });
      expect((await refusal(failed)).key).toBe("duplicateRecord");
      await work.update("lead", id, { firstname: "A" });
    });
    expect((await traces()).rows).toBe(before.rows + 1);
  });

  it("is repeated as a whole when PostgreSQL breaks a deadlock", async () => {
    const ids = await Promise.all([1, 2].map(async () => (await org.store.create(org.seller, payload())).id));
    const [one = "", two = ""] = ids;
    let runs = 0;
    let arrived = 0;
    let open = () => {};
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const cross = (first: string, second: string, firstname: string) =>
      org.store.change(org.seller, async (work) => {
        runs++;
        await work.update("lead", first, { firstname });
        if (++arrived === 2) open();
        await both;
        await work.update("lead", second, { firstname });
      });
    await Promise.all([cross(one, two, "A"), cross(two, one, "B")]);
    expect(runs).toBeGreaterThan(2);
    const rows = await org.store.sql<{ firstname: string }>("select firstname from crm.lead where leadid = any($1)", [
      ids,
    ]);
    expect(new Set(rows.map((row) => row.firstname)).size).toBe(1);
  });

  it("cannot be used once it is over", async () => {
    const work = await org.store.change(org.seller, async (each) => each);
    await expect(work.create("lead", { ...person, parentaccountid: null })).rejects.toThrow("ended");
  });

  it("says what is wrong with values that only PostgreSQL refuses", async () => {
    const values = { ...person, description: "x".repeat(10) };
    const tooMuch = org.store.change(org.seller, (work) =>
      work.sql("select $1::int", ["99999999999"]).then(() => values),
    );
    expect(await refusal(tooMuch)).toMatchObject({ key: "invalidArgument" });
  });
});
