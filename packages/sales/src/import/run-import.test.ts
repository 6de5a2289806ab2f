import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { planColumns } from "./column-plan.ts";
import { nameHeadings } from "./headings.ts";
import { importBatch } from "./import-batch.ts";
import { readImportMap } from "./import-map.ts";
import { RowReader } from "./row-reader.ts";
import { importText, recordsOf } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const to = (column: string, more: object = {}) => ({ to: column, ...more });
const base = { Topic: to("subject"), "Last Name": to("lastname") };

describe("a new row", () => {
  it("takes cells by label, in three languages, and what is not given from the defaults", async () => {
    const { store, seller } = organisation;
    const text =
      'Topic,Last Name,Source,Rating,No mail,Budget,Close\nA,Nowak,Trade Show,hot,tak,"1 234,50 zł",31.12.2030\nB,Lee,Targi,,,,\n';
    const result = await importText(store, seller, text, {
      columns: {
        ...base,
        Source: to("leadsourcecode"),
        Rating: to("leadqualitycode"),
        "No mail": to("donotemail"),
        Budget: to("budgetamount"),
        Close: to("estimatedclosedate"),
      },
    });
    expect(result).toMatchObject({ status: 4, created: 2, updated: 0, failed: 0, rows: 2, error: null });
    const columns = [
      "lastname",
      "leadsourcecode",
      "leadqualitycode",
      "donotemail",
      "budgetamount",
      "estimatedclosedate",
    ];
    const rows = await recordsOf(store, "lead", [...columns, "statecode", "ownerid", "createdby"], "subject");
    expect(rows).toMatchObject([
      { lastname: "Nowak", leadqualitycode: 1, donotemail: true, estimatedclosedate: "2030-12-31", statecode: 0 },
      { lastname: "Lee", leadqualitycode: null, donotemail: false, budgetamount: null },
    ]);
    expect(Number(rows[0]?.budgetamount)).toBe(1234.5);
    expect(rows[0]?.leadsourcecode).toBe(rows[1]?.leadsourcecode);
    expect(rows[0]).toMatchObject({ ownerid: seller.principal.userId, createdby: seller.principal.userId });
  });

  it("can be historical: its state, and when it was created", async () => {
    const { store, seller } = organisation;
    const text = "Topic,Last Name,Converted,Created On\nH1,Old,1,2019-03-01 10:20\nH2,Older,0,01.02.2018\nH3,New,,\n";
    const converted = to("statecode", { values: { "1": 1, "0": "Disqualified" } });
    const map = { columns: { ...base, Converted: converted, "Created On": to("createdon") } };
    expect(await importText(store, seller, text, map)).toMatchObject({ created: 3, failed: 0 });
    const columns = ["subject", "statecode", "statuscode", "createdon", "overriddencreatedon", "modifiedon"];
    const rows = (await recordsOf(store, "lead", columns, "subject")).filter((row) =>
      String(row.subject).startsWith("H"),
    );
    expect(rows).toMatchObject([
      { statecode: 1, statuscode: 3, createdon: "2019-03-01 10:20:00+00" },
      { statecode: 2, statuscode: 4, createdon: "2018-02-01 00:00:00+00" },
      { statecode: 0, statuscode: 1, overriddencreatedon: null },
    ]);
    const [first] = rows;
    expect(first?.overriddencreatedon).toBe(first?.modifiedon);
  });

  it("says what became of it: a status reason of its state, never one of another", async () => {
    const { store, seller } = organisation;
    const text =
      "Topic,Last Name,State,Reason\nS1,A,Disqualified,No Longer Interested\nS2,B,Disqualified,New\nS3,C,,Lost\n";
    const map = { columns: { ...base, State: to("statecode"), Reason: to("statuscode") } };
    const result = await importText(store, seller, text, map);
    expect(result).toMatchObject({ created: 2, failed: 1, failures: [{ row: 3, column: "Reason" }] });
    const rows = await recordsOf(store, "lead", ["subject", "statecode"], "subject");
    expect(rows.filter((row) => /^S\d/.test(String(row.subject)))).toMatchObject([{ statecode: 2 }, { statecode: 2 }]);
  });

  it("has constants, read like cells", async () => {
    const { store, administrator, seller } = organisation;
    const [user] = await recordsOf(
      store,
      "systemuser",
      ["fullname"],
      `systemuserid = '${seller.principal.userId}' desc`,
    );
    const constants = {
      leadsourcecode: "Web",
      leadqualitycode: 3,
      ownerid: seller.principal.userId,
      description: "from a fair",
    };
    const result = await importText(store, administrator, "Topic,Last Name\nC1,A\n", { columns: base, constants });
    expect(result).toMatchObject({ created: 1, failed: 0 });
    const columns = ["subject", "leadsourcecode", "leadqualitycode", "ownerid", "description"];
    const rows = (await recordsOf(store, "lead", columns, "subject")).filter((row) => row.subject === "C1");
    expect(rows).toMatchObject([{ ...constants, leadsourcecode: 8, ownerid: user?.systemuserid }]);
  });

  it("takes a full name apart", async () => {
    const { store, seller } = organisation;
    const text = 'Topic,Name\nN1,Anna Maria Nowak\nN2,"Kowalski, Jan"\nN3,Cher\n';
    expect(
      await importText(store, seller, text, { columns: { Topic: to("subject"), Name: to("fullname") } }),
    ).toMatchObject({
      created: 3,
    });
    const rows = await recordsOf(store, "lead", ["subject", "firstname", "lastname"], "subject");
    expect(rows.filter((row) => /^N\d/.test(String(row.subject)))).toMatchObject([
      { firstname: "Anna Maria", lastname: "Nowak" },
      { firstname: "Jan", lastname: "Kowalski" },
      { firstname: null, lastname: "Cher" },
    ]);
  });

  it("keeps cells as they are: spaces, quotes, line breaks, formulas", async () => {
    const { store, seller } = organisation;
    const values = ["  spaced  ", 'a "quoted" word', "two\r\nlines", "=1+1", "@SUM(A1)", "ą‰漢😀"];
    const text = values.map((value, i) => `K${i},L,"${value.replaceAll('"', '""')}"`).join("\r\n");
    const map = { columns: { ...base, Text: to("description") } };
    expect(await importText(store, seller, `Topic,Last Name,Text\r\n${text}`, map)).toMatchObject({
      created: 6,
      failed: 0,
    });
    const rows = await recordsOf(store, "lead", ["subject", "description"], "subject");
    const found = rows.filter((row) => /^K\d/.test(String(row.subject))).map((row) => row.description);
    expect(found).toEqual(values);
  });
});

describe("choices and columns", () => {
  it("are made on the way, once", async () => {
    const { store, administrator } = organisation;
    const text =
      "Topic,Last Name,Source,Colour,Visits,A B,A-B\nM1,A,Olark Chat,Red,3,x,y\nM2,B,olark chat,red ,,,\nM3,C,8,Blue,4,,\n";
    const map = {
      columns: {
        ...base,
        Source: to("leadsourcecode", { addChoices: true }),
        Colour: to("new_colour", { create: "choice" }),
        Visits: to("new_visits", { create: "integer" }),
      },
      rest: "create",
    };
    expect(await importText(store, administrator, text, map)).toMatchObject({ created: 3, failed: 0 });
    const { columns } = store.schema.tables.get("lead")!;
    expect(columns.get("new_colour")?.choices?.map(({ label }) => label)).toEqual(["Red", "red", "Blue"]);
    expect(columns.get("new_visits")).toMatchObject({ type: "Integer", label: "Visits", custom: true });
    const rows = await recordsOf(
      store,
      "lead",
      ["subject", "leadsourcecode", "new_colour", "new_visits", "new_ab", "new_ab_2"],
      "subject",
    );
    const [red, lowerRed] = columns.get("new_colour")?.choices?.map(({ value }) => value) ?? [];
    expect(rows.filter((row) => /^M\d/.test(String(row.subject)))).toMatchObject([
      { new_colour: red, new_visits: 3, new_ab: "x", new_ab_2: "y" },
      { new_colour: lowerRed, leadsourcecode: expect.any(Number) },
      { leadsourcecode: 8, new_visits: 4 },
    ]);
    // Written in two ways in one file: each stays as it was written.
    expect(rows.find((row) => row.subject === "M1")?.leadsourcecode).not.toBe(
      rows.find((row) => row.subject === "M2")?.leadsourcecode,
    );

    const again = await importText(store, administrator, text.replaceAll(/M(\d)/g, "MM$1"), map);
    expect(again).toMatchObject({ created: 3, failed: 0 });
    const after = store.schema.tables.get("lead")!.columns;
    expect(after.size).toBe(columns.size);
    expect(after.get("leadsourcecode")?.choices?.length).toBe(columns.get("leadsourcecode")?.choices?.length);
  });
});

describe("lookups", () => {
  it("are found by name, number, e-mail address or id; what is not found, or not only once, fails", async () => {
    const { store, administrator } = organisation;
    const ids = await store.change(administrator, async (work) => {
      const made: string[] = [];
      for (const [name, accountnumber] of [
        ["Acme", "A-1"],
        ["Twin", "A-2"],
        ["Twin", "A-3"],
      ]) {
        made.push((await work.create("account", { name: name!, accountnumber: accountnumber! })).id);
      }
      await work.create("contact", { lastname: "Nowak", emailaddress1: "anna@example.com" });
      return made;
    });
    const account = ["acme", "A-2", `{${ids[0]!.toUpperCase()}}`, "Twin", "Nobody", ""];
    const text = account.map((name, i) => `P${i},L,${name},${i === 0 ? "ANNA@example.com" : ""}`).join("\n");
    const map = { columns: { ...base, Account: to("parentaccountid"), Contact: to("parentcontactid") } };
    const result = await importText(store, administrator, `Topic,Last Name,Account,Contact\n${text}`, map);
    expect(result).toMatchObject({ created: 4, failed: 2 });
    expect(result.failures).toMatchObject([
      { row: 5, column: "Account", reason: expect.stringMatching(/Several records are named “Twin”/) },
      { row: 6, column: "Account", reason: expect.stringMatching(/“Nobody”/) },
    ]);
    const rows = (await recordsOf(store, "lead", ["subject", "parentaccountid", "parentcontactid"], "subject")).filter(
      (row) => /^P\d/.test(String(row.subject)),
    );
    expect(rows.map((row) => row.parentaccountid)).toEqual([ids[0], ids[1], ids[0], null]);
    expect(rows[0]?.parentcontactid).toBeTruthy();
  });

  it("finds a name among very many of the same", async () => {
    const { store, administrator } = organisation;
    await store.change(administrator, async (work) => {
      const many = Array.from({ length: 5_200 }, () => ({ name: "Common" }));
      await work.createMany("account", [...many, { name: "Rare" }]);
    });
    const map = { columns: { ...base, Account: to("parentaccountid") } };
    const result = await importText(store, administrator, "Topic,Last Name,Account\nR1,L,Common\nR2,L,Rare\n", map);
    expect(result).toMatchObject({ created: 1, failed: 1, failures: [{ row: 2 }] });
  });
});

describe("a row whose id is given", () => {
  it("is created under it, or updated when it exists; empty cells leave what is there", async () => {
    const { store, seller } = organisation;
    const id = "7927b2df-8bba-4d29-b9a2-b6e0beafe620";
    const map = {
      columns: { Id: to("leadid"), ...base, Phone: to("telephone1"), State: to("statecode"), Made: to("createdon") },
    };
    const head = "Id,Topic,Last Name,Phone,State,Made\n";
    const first = await importText(
      store,
      seller,
      `${head}${id.toUpperCase()},U1,Before,123,,2020-01-01\n,U2,Other,,,\n`,
      map,
    );
    expect(first).toMatchObject({ created: 2, updated: 0, failed: 0 });
    const second = await importText(
      store,
      seller,
      `${head}${id},U1,After,,Qualified,2021-01-01\nnonsense,U3,X,,,\n`,
      map,
    );
    expect(second).toMatchObject({ created: 0, updated: 1, failed: 1, failures: [{ row: 3, column: "Id" }] });
    const rows = await recordsOf(
      store,
      "lead",
      ["lastname", "telephone1", "statecode", "createdon"],
      `leadid = '${id}' desc`,
    );
    expect(rows[0]).toEqual({
      leadid: id,
      lastname: "After",
      telephone1: "123",
      statecode: 1,
      createdon: "2020-01-01 00:00:00+00",
    });
  });

  it("that comes twice in a file is created, then updated", async () => {
    const { store, seller } = organisation;
    const id = "7927b2df-8bba-4d29-b9a2-b6e0beafe621";
    const map = { columns: { Id: to("leadid"), ...base } };
    const result = await importText(store, seller, `Id,Topic,Last Name\n${id},D,One\n${id},D,Two\n`, map);
    expect(result).toMatchObject({ created: 1, updated: 1, failed: 0 });
    const rows = await recordsOf(store, "lead", ["lastname"], `leadid = '${id}' desc`);
    expect(rows[0]?.lastname).toBe("Two");
  });

  it("that belongs to a record the user may not see fails", async () => {
    const { store, administrator, member } = organisation;
    const id = "7927b2df-8bba-4d29-b9a2-b6e0beafe622";
    const map = { columns: { Id: to("leadid"), ...base } };
    const text = `Id,Topic,Last Name\n${id},E,One\n`;
    expect(await importText(store, administrator, text, map)).toMatchObject({ created: 1 });
    expect(await importText(store, member, text, map)).toMatchObject({ created: 0, updated: 0, failed: 1 });
  });
});

describe("a row that is refused", () => {
  it("is kept with row, column and reason, and the others come in", async () => {
    const { store, seller } = organisation;
    const text = [
      "Topic,Last Name,Employees,Source",
      "F1,Good,5,Web",
      `F2,${"x".repeat(51)},1,Web`,
      "F3,,1,Web",
      "F4,Bad,five,Web",
      "F5,Bad,1,Carrier pigeon",
      "",
      "F6,Bad,1,Web,surplus",
      "F7,Bad,-1,Web",
      '"F8\nwith a break",Bad,1e99,Web',
      "F9,Good",
      "F10,Good,,,,",
    ].join("\n");
    const map = { columns: { ...base, Employees: to("numberofemployees"), Source: to("leadsourcecode") } };
    const result = await importText(store, seller, text, map);
    expect(result).toMatchObject({ status: 4, created: 3, failed: 7, rows: 10 });
    expect(result.failures.map(({ row, column }) => [row, column])).toEqual([
      [3, "Last Name"],
      [4, "Last Name"],
      [5, "Employees"],
      [6, "Source"],
      [8, null],
      [9, "Employees"],
      [10, "Employees"],
    ]);
    expect(result.failures[2]?.reason).toBe("“five” is not a whole number.");
    expect(result.failures[4]).toMatchObject({
      reason: "The row has 5 cells under 4 headings.",
      cells: expect.arrayContaining(["surplus"]),
    });
  });
});

it("names all cells of a row that cannot be read, in the language of its user", async () => {
  const { store, seller } = organisation;
  const polish = { ...seller, principal: { ...seller.principal, language: "pl" as const } };
  const map = { columns: { ...base, Staff: to("numberofemployees"), Close: to("estimatedclosedate") } };
  const plan = planColumns(
    store.schema,
    "lead",
    nameHeadings(["Topic", "Last Name", "Staff", "Close"]),
    readImportMap(map),
  );
  const rows = [{ number: 2, cells: ["X", "Y", "many", "soon"] }];
  const { failures } = await store.change(polish, (work) => importBatch(work, plan, new RowReader(plan, {}), rows));
  expect(failures).toMatchObject([
    { row: 2, heading: "Staff, Close", reason: "„many” nie jest liczbą całkowitą. „soon” nie jest datą." },
  ]);
});
