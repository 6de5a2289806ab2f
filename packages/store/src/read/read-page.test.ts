import { parseRequest } from "@leadwright/query";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPool } from "../postgres/pool.ts";
import { silentLog } from "../testing/index.ts";
import { readPage } from "./read-page.ts";
import { administrator, allAnnotations, id, insert, now, principal, schema, shape, tree } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const formatted = { formattedValue: true, lookupLogicalName: false, navigationProperty: false };
const adam = { $filter: `leadid eq ${id(100)}` };

describe("a record as JSON", () => {
  test("etag first, then what is selected in its order, then the id", async () => {
    const { rows } = await world.page("leads", {
      ...adam,
      $select: "fullname,subject,donotemail,_parentaccountid_value",
    });
    expect(rows[0]).toMatch(
      new RegExp(
        String.raw`^{"@odata.etag":"W/\\"\d+\\"","fullname":"Adam Nowak","subject":"50% off \\"now\\"\\\\",` +
          `"donotemail":true,"_parentaccountid_value":"${id(10)}","leadid":"${id(100)}"}$`,
      ),
    );
  });

  test("times without fractions, days, numbers as numbers, nulls", async () => {
    const $select = "createdon,estimatedclosedate,estimatedamount,numberofemployees,firstname,versionnumber";
    const [lead] = await world.records("leads", { ...adam, $select });
    expect(lead).toMatchObject({
      createdon: "2026-03-01T08:00:00Z",
      estimatedclosedate: "2026-04-01",
      estimatedamount: 100000.5,
      numberofemployees: 9500,
      firstname: null,
      versionnumber: expect.any(Number),
    });
  });

  test("money brings its currency, a part of an address the whole", async () => {
    const [lead] = await world.records("leads", { ...adam, $select: "estimatedamount,address1_line1" });
    expect(Object.keys(lead ?? {})).toEqual([
      "@odata.etag",
      "estimatedamount",
      "address1_line1",
      "_transactioncurrencyid_value",
      "address1_composite",
      "leadid",
    ]);
  });

  test("without a selection: every column, and none that is stored elsewhere", async () => {
    const [lead] = await world.records("leads", adam);
    const readable = [...(schema.tables.get("lead")?.columns.values() ?? [])].filter((column) => column.validForRead);
    expect(Object.keys(lead ?? {})).toHaveLength(readable.length + 1);
    const [role] = await world.records("tasks");
    expect(role).not.toHaveProperty("to");
  });

  test("formatted values in the user's language and time zone", async () => {
    const $select =
      "createdon,estimatedclosedate,estimatedamount,numberofemployees,leadqualitycode,donotemail,_ownerid_value,statecode";
    const annotated = async (who: typeof administrator) => {
      const [lead = {}] = await world.records("leads", { ...adam, $select }, { annotations: formatted }, who);
      return Object.fromEntries(
        Object.entries(lead)
          .filter(([name]) => name.includes("@OData.Community"))
          .map(([name, value]) => [name.split("@")[0], value]),
      );
    };
    expect(await annotated(administrator)).toEqual({
      createdon: "3/1/2026 8:00 AM",
      estimatedclosedate: "4/1/2026",
      estimatedamount: "$100,000.50",
      numberofemployees: "9,500",
      leadqualitycode: "Hot",
      donotemail: "Do Not Allow",
      _ownerid_value: "Ada",
      _transactioncurrencyid_value: "Dollar",
      statecode: "Open",
    });
    const pole = principal({ administrator: true, language: "pl", timeZone: "Europe/Warsaw" });
    expect(await annotated(pole)).toMatchObject({
      createdon: "01.03.2026 09:00",
      estimatedclosedate: "01.04.2026",
      estimatedamount: "100\u00a0000,50\u00a0$",
    });
  });

  test("annotations come before their value, and only when asked for", async () => {
    const options = { ...adam, $select: "_customerid_value" };
    const { rows } = await world.page("leads", options, { annotations: allAnnotations });
    expect(rows[0]).toContain(
      `"_customerid_value@OData.Community.Display.V1.FormattedValue":"Contoso",` +
        `"_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty":"customerid_account",` +
        `"_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":"account","_customerid_value":"${id(10)}"`,
    );
    const [bob] = await world.records("leads", { $filter: "fullname eq 'bob_stone'", $select: "_customerid_value" });
    expect(Object.keys(bob ?? {})).toEqual(["@odata.etag", "_customerid_value", "leadid"]);
  });

  test("managed properties are objects", async () => {
    await insert(world.pool, "role", { roleid: id(40), name: "Helper", canbedeleted: false, businessunitid: null });
    const [role] = await world.records("roles", { $select: "canbedeleted,iscustomizable" });
    expect(role).toMatchObject({
      canbedeleted: { Value: false, CanBeChanged: true, ManagedPropertyLogicalName: "canbedeleted" },
      iscustomizable: null,
    });
  });

  test("nothing that JSON could stumble over", async () => {
    const text = `"\\/\b\f\n\r\t\u0001\u007f\u2028 żółć 👩‍💻 ${String.fromCharCode(0xfffd)} </script>`;
    await insert(world.pool, "competitor", { competitorid: id(31), name: text });
    const [row] = await world.records("competitors", { $filter: `competitorid eq ${id(31)}`, $select: "name" });
    expect(row?.name).toBe(text);
    await world.pool.query("delete from crm.competitor where competitorid = $1", [id(31)]);
  });
});

describe("expand", () => {
  test("a single row, null where there is none, and of the right table only", async () => {
    const $expand =
      "parentaccountid($select=name;$expand=parentaccountid($select=name)),customerid_contact($select=fullname)";
    const rows = await world.records("leads", { $select: "fullname", $orderby: "fullname", $expand });
    expect(rows.map(({ parentaccountid, customerid_contact }) => [parentaccountid, customerid_contact])).toEqual([
      [expect.objectContaining({ name: "Contoso", "@odata.etag": expect.any(String), parentaccountid: null }), null],
      [null, expect.objectContaining({ fullname: "Zoë Ważna" })],
      [
        expect.objectContaining({ name: "Tailspin", parentaccountid: expect.objectContaining({ name: "Fabrikam" }) }),
        null,
      ],
    ]);
  });

  test("a collection: filtered, ordered, cut, nested", async () => {
    const $expand =
      "Lead_Tasks($select=subject;$filter=statecode eq 1 or subject eq 'call';$orderby=subject desc;$top=1;$expand=regardingobjectid_lead_task($select=fullname;$expand=Lead_Tasks($select=subject;$orderby=subject)))";
    const rows = await world.records("leads", { $select: "fullname", $orderby: "fullname", $expand });
    expect(rows.map((row) => row.Lead_Tasks)).toMatchObject([
      [
        {
          subject: "Write",
          regardingobjectid_lead_task: {
            fullname: "Adam Nowak",
            Lead_Tasks: [{ subject: "Call" }, { subject: "Write" }],
          },
        },
      ],
      [],
      [{ subject: "Visit", regardingobjectid_lead_task: { fullname: "ewa NOWAK" } }],
    ]);
  });

  test("many to many, and references only", async () => {
    const $expand = "leadcompetitors_association($select=name),Lead_Tasks/$ref,parentaccountid/$ref";
    const [lead] = await world.records("leads", { ...adam, $select: "fullname", $expand });
    expect(lead).toMatchObject({
      leadcompetitors_association: [{ name: "Rival", competitorid: id(30) }],
      Lead_Tasks: [
        { "@odata.id": `http://host/api/data/v9.2/tasks(${id(200)})` },
        { "@odata.id": `http://host/api/data/v9.2/tasks(${id(201)})` },
      ],
      parentaccountid: { "@odata.id": `http://host/api/data/v9.2/accounts(${id(10)})` },
    });
  });

  test("annotations and types are the same inside of a collection", async () => {
    const options = { ...adam, $expand: "Lead_Tasks($filter=subject eq 'Write')" };
    const [lead] = await world.records("leads", options, { annotations: allAnnotations });
    const [inner] = (lead?.Lead_Tasks ?? []) as Record<string, unknown>[];
    const [outer] = await world.records("tasks", { $filter: "subject eq 'Write'" }, { annotations: allAnnotations });
    expect(inner).toEqual(outer);
  });

  test("a collection that is too long to be whole says where it goes on", async () => {
    await world.pool.query(
      `insert into crm.task (activityid, regardingobjectid, regardingobjectid_table, ownerid, ownerid_table, owningbusinessunit,
         statecode, statuscode, createdon, modifiedon, subject)
       select gen_random_uuid(), $1, 'lead', $2, 'systemuser', $3, 0, 1, now(), now(), 'T' || n from generate_series(1, 5003) n`,
      [id(102), id(1), id(2)],
    );
    const expand = async ($expand: string) => {
      const [lead] = await world.records("leads", { $filter: `leadid eq ${id(102)}`, $select: "leadid", $expand });
      return { tasks: lead?.Lead_Tasks as unknown[], next: lead?.["Lead_Tasks@odata.nextLink"] as string | undefined };
    };
    const { tasks, next = "" } = await expand(
      "Lead_Tasks($select=subject;$orderby=subject desc;$filter=contains(subject,'T'))",
    );
    expect(tasks).toHaveLength(5_000);
    expect(next).toContain(`/leads(${id(102)})/Lead_Tasks?$select=subject&`);
    const request = parseRequest(schema, "GET", next.slice(next.indexOf("leads(")));
    if (request.kind !== "navigation") throw new Error(request.kind);
    const page = await readPage(
      world.pool,
      schema,
      administrator,
      request.query,
      shape({ after: request.after! }),
      now,
    );
    expect(page.rows.map((row) => JSON.parse(row).subject)).toEqual(["T100", "T10", "T1"]);

    const references = await expand("Lead_Tasks/$ref");
    expect(references.next).toMatch(/\/Lead_Tasks\/\$ref\?\$skiptoken=[^&]+$/);
    expect((await expand("Lead_Tasks($select=subject;$top=2)")).next).toBeUndefined();
    await world.pool.query("delete from crm.task where regardingobjectid = $1", [id(102)]);
  });

  test("an owner is a user or a team", async () => {
    const rows = await world.records("leads", {
      $select: "fullname",
      $orderby: "fullname",
      $expand: "ownerid($select=name)",
    });
    expect(rows.map((row) => (row.ownerid as { name: string }).name)).toEqual(["Ada", "Ada", "Hunters"]);
  });

  test("a row too wide for PostgreSQL says so", async () => {
    const wide = Array.from({ length: 9 }, (_, depth) => depth).reduce(
      (inner) => `masterid($expand=${inner})`,
      "masterid",
    );
    const promise = world.page("leads", { $expand: wide }, { annotations: allAnnotations });
    await expect(promise).rejects.toMatchObject({ key: "badRequest", message: expect.stringContaining("$select") });
  });
});

describe("count", () => {
  const count = async (options: Record<string, string>, more = {}) => {
    const page = await world.page("leads", { $count: "true", ...options }, more);
    return [page.rows.length, page.count, page.countLimitExceeded];
  };

  test("of all rows that the filter finds, whatever the page", async () => {
    expect(await count({}, { pageSize: 1 })).toEqual([1, 3, false]);
    expect(await count({ $filter: "statecode eq 0", $top: "1" })).toEqual([1, 2, false]);
    expect(await count({ $filter: "fullname eq 'nobody'" })).toEqual([0, 0, false]);
    expect(await count({ $top: "0" })).toEqual([0, 3, false]);
  });

  test("beyond the last row", async () => {
    const after = { page: 2, values: [], id: id(999) };
    expect(await count({}, { after })).toEqual([0, 3, false]);
  });

  test("stops at 5,000", async () => {
    await world.pool.query(
      "insert into crm.competitor (competitorid, createdon, modifiedon, versionnumber) select gen_random_uuid(), now(), now(), 1 from generate_series(1, 5000)",
    );
    const page = await world.page("competitors", { $count: "true", $select: "name" }, { pageSize: 2 });
    expect([page.count, page.countLimitExceeded]).toEqual([5_000, true]);
    expect((await world.page("competitors", { $count: "true", $top: "0" })).count).toBe(5_000);
  });
});

describe("what may not be read", () => {
  test("without any right to the table: refused; expanded: nothing there", async () => {
    const nobody = principal();
    await expect(world.page("leads", {}, {}, nobody)).rejects.toMatchObject({ key: "privilegeDenied" });
    const reader = principal({ privileges: [{ table: "lead", right: "read", depth: 4 }] });
    const $expand = "parentaccountid,Lead_Tasks,leadcompetitors_association,ownerid($select=name)";
    const [lead] = await world.records("leads", { ...adam, $expand }, { annotations: formatted }, reader);
    expect(lead).toMatchObject({
      parentaccountid: null,
      Lead_Tasks: [],
      leadcompetitors_association: [],
      ownerid: null,
    });
    expect(lead).not.toHaveProperty("_parentaccountid_value@OData.Community.Display.V1.FormattedValue");
    expect(lead).toMatchObject({ _parentaccountid_value: id(10) });
  });

  test("a filter cannot ask about hidden rows", async () => {
    const reader = principal({ privileges: [{ table: "lead", right: "read", depth: 4 }] });
    const found = (filter: string) => world.found(filter, "leads", "fullname", reader);
    expect(await found("parentaccountid/name eq 'Contoso'")).toBe("");
    expect(await found("startswith(parentaccountid/name,'C')")).toBe("");
    expect(await found("Lead_Tasks/any(t:t/subject eq 'Call')")).toBe("");
    expect(await found("leadcompetitors_association/any()")).toBe("");
    expect(await found(`Microsoft.Dynamics.CRM.Under(PropertyName='parentaccountid',PropertyValue='${id(10)}')`)).toBe(
      "",
    );
  });
});

test("a page of rows too large to be sent at once is shorter", async () => {
  await world.pool.query(
    `insert into crm.annotation (annotationid, documentbody, ownerid, ownerid_table, owningbusinessunit, createdon, modifiedon)
     select gen_random_uuid(), repeat('x', 5000000), $1, 'systemuser', $2, now(), now() from generate_series(1, 15)`,
    [id(1), id(2)],
  );
  const $select = "documentbody";
  const first = await world.page("annotations", { $select });
  expect(first.rows).toHaveLength(5);
  const rest = await world.page("annotations", { $select }, { after: first.next! });
  expect(rest.rows.length + first.rows.length).toBe(15);
  expect(rest.next).toBeUndefined();
  await expect(world.page("annotations", { $select, $top: "15" })).rejects.toMatchObject({ key: "answerTooLarge" });
});

test("a statement that takes too long is the caller's to narrow", async () => {
  const impatient = createPool(world.config, { log: silentLog, statementTimeout: 50 });
  const blocker = await world.pool.connect();
  try {
    await blocker.query("begin; lock table crm.account in access exclusive mode");
    const read = readPage(impatient, schema, administrator, tree("accounts"), shape(), now);
    await expect(read).rejects.toMatchObject({ key: "queryTooLong" });
  } finally {
    await blocker.query("rollback");
    blocker.release();
    await impatient.end();
  }
});
