import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPage } from "./read-page.ts";
import { administrator, id, now, principal, schema, shape } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const crm = "Microsoft.Dynamics.CRM";

describe("comparisons", () => {
  test.each([
    ["fullname eq 'ADAM nowak'", "Ada"],
    ["companyname eq 'łódź SP. Z O.O.'", "Ada"],
    ["fullname gt 'bob'", "Bob ewa"],
    ["fullname le 'BOB_STONE'", "Ada Bob"],
    ["numberofemployees eq 5", "ewa"],
    ["numberofemployees ge 50 and numberofemployees lt 9500", "Bob"],
    ["estimatedamount eq 100000.50", "Ada"],
    ["donotemail eq true", "Ada"],
    ["createdon ge 2026-03-01T09:00:00+01:00", "Ada ewa"],
    ["estimatedclosedate eq 2026-04-01", "Ada"],
    [`_parentaccountid_value eq ${id(10)}`, "Ada"],
    [`_ownerid_value eq ${id(3)}`, "ewa"],
    [`_customerid_value eq ${id(20)}`, "Bob"],
  ])("%s", async (filter, names) => expect(await world.found(filter)).toBe(names));
});

describe("what has no value", () => {
  test.each([
    ["companyname eq null", "Bob ewa"],
    ["companyname ne null", "Ada"],
    ["companyname ne 'x'", "Ada Bob ewa"],
    ["leadqualitycode ne 1", "Bob ewa"],
    ["not (leadqualitycode eq 1)", "Bob ewa"],
    ["not contains(companyname,'Sp.')", "Bob ewa"],
    ["not (leadqualitycode gt 1)", "Ada ewa"],
    ["not (not (leadqualitycode gt 1))", "Bob"],
    ["leadqualitycode gt null", ""],
    ["leadqualitycode in (null,3)", "Bob ewa"],
    ["parentaccountid/name eq null", "Bob"],
    ["parentaccountid/name ne 'Contoso'", "Bob ewa"],
  ])("%s", async (filter, names) => expect(await world.found(filter)).toBe(names));
});

describe("text", () => {
  test.each([
    ["contains(fullname,'NOWAK')", "Ada ewa"],
    ["startswith(fullname,'EWA')", "ewa"],
    ["endswith(fullname,'stone')", "Bob"],
    ["contains(subject,'50% off')", "Ada"],
    ["contains(fullname,'a%k')", "Ada ewa"],
    ["startswith(fullname,'b_b')", "Bob"],
    ["endswith(subject,'\\')", "Ada"],
    ["contains(subject,'\\_')", ""],
    ["contains(fullname,'''')", ""],
    ["contains(companyname,'ŁÓDŹ')", "Ada"],
    ["fullname in ('EWA nowak','bob_stone')", "Bob ewa"],
  ])("%s", async (filter, names) => expect(await world.found(filter)).toBe(names));

  test("a list too long to look each text up finds the same", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `'Nobody ${index}'`);
    expect(await world.found(`fullname in (${[...names, "'EWA nowak'", "null"].join()})`)).toBe("ewa");
    expect(await world.found(`companyname in (${[...names, "null"].join()})`)).toBe(
      await world.found("companyname eq null"),
    );
  });

  test("a character that text cannot hold is the caller's mistake", async () => {
    await expect(world.found("contains(fullname,'\0')")).rejects.toMatchObject({ key: "badRequest" });
  });
});

describe("paths and lambdas", () => {
  test.each([
    ["parentaccountid/name eq 'contoso'", "Ada"],
    ["parentaccountid/parentaccountid/name eq 'Fabrikam'", "ewa"],
    [`parentaccountid/accountid eq ${id(12)}`, "ewa"],
    ["customerid_account/name eq 'Contoso'", "Ada"],
    ["customerid_contact/fullname eq 'zoë ważna'", "Bob"],
    ["lastname eq fullname", ""],
    ["fullname ne lastname", "Ada Bob ewa"],
    ["createdon lt modifiedon", "Bob"],
    ["createdby/fullname eq parentaccountid/name", "Bob"],
    ["Lead_Tasks/any()", "Ada ewa"],
    ["not Lead_Tasks/any()", "Bob"],
    ["Lead_Tasks/any(t:t/statecode eq 0)", "Ada"],
    ["Lead_Tasks/all(t:t/statecode eq 1)", "Bob ewa"],
    ["Lead_Tasks/all(t:t/scheduledend gt 2026-01-01T00:00:00Z)", "Bob"],
    ["Lead_Tasks/any(t:t/subject eq 'Visit' and t/regardingobjectid_lead_task/numberofemployees eq 5)", "ewa"],
    ["leadcompetitors_association/any(c:c/name eq 'RIVAL')", "Ada"],
    ["leadcompetitors_association/any(c:c/leadcompetitors_association/any(l:l/fullname eq 'Adam Nowak'))", "Ada"],
    ["parentaccountid/lead_parent_account/any(l:l/numberofemployees eq 9500)", "Ada"],
    ["Lead_ActivityPointers/any(a:a/activitytypecode eq 'task')", "Ada ewa"],
  ])("%s", async (filter, names) => expect(await world.found(filter)).toBe(names));

  test("from inside of a lambda to the row outside", async () => {
    const filter = "Account_Tasks/any() or account_parent_account/any(a:a/name gt 'E' and a/createdon eq a/modifiedon)";
    expect(await world.found(filter, "accounts", "name")).toBe("Con Fab");
  });
});

describe("query functions", () => {
  const ask = (name: string, column: string, rest = "") =>
    world.found(`${crm}.${name}(PropertyName='${column}'${rest})`);
  const value = (text: string | number) => `,PropertyValue='${text}'`;

  // It is Sunday, 15 March 2026, 10:30 UTC. Created: Adam 1 March, ewa 14 March 23:30, Bob_ 31 December 23:00.
  test.each([
    ["Today", "createdon", "", ""],
    ["Yesterday", "createdon", "", "ewa"],
    ["Today", "estimatedclosedate", "", "ewa"],
    ["Tomorrow", "estimatedclosedate", "", ""],
    ["ThisWeek", "createdon", "", ""],
    ["LastWeek", "createdon", "", "ewa"],
    ["ThisMonth", "createdon", "", "Ada ewa"],
    ["LastMonth", "createdon", "", ""],
    ["NextMonth", "estimatedclosedate", "", "Ada"],
    ["ThisYear", "createdon", "", "Ada ewa"],
    ["LastYear", "createdon", "", "Bob"],
    ["ThisFiscalPeriod", "createdon", "", "Ada ewa"],
    ["LastFiscalPeriod", "createdon", "", "Bob"],
    ["LastXFiscalYears", "createdon", value(1), "Bob"],
    ["Last7Days", "createdon", "", "ewa"],
    ["LastXHours", "createdon", value(11), "ewa"],
    ["LastXHours", "createdon", value(10), ""],
    ["LastXDays", "createdon", value(14), "Ada ewa"],
    ["LastXMonths", "createdon", value(3), "Ada Bob ewa"],
    ["NextXWeeks", "estimatedclosedate", value(3), "Ada ewa"],
    ["NextXDays", "estimatedclosedate", value(1), "ewa"],
    ["OlderThanXMonths", "createdon", value(2), "Bob"],
    ["OlderThanXMinutes", "createdon", value(60 * 24), "Ada Bob"],
    ["On", "createdon", value("2026-03-14"), "ewa"],
    ["OnOrAfter", "createdon", value("2026-03-01"), "Ada ewa"],
    ["OnOrBefore", "createdon", value("2026-03-01"), "Ada Bob"],
    ["InFiscalPeriod", "createdon", value(4), "Bob"],
    ["InFiscalYear", "createdon", value(2026), "Ada ewa"],
    ["InFiscalPeriodAndYear", "createdon", ",PropertyValue1=1,PropertyValue2=2026", "Ada ewa"],
    ["InOrBeforeFiscalPeriodAndYear", "createdon", ",PropertyValue1=4,PropertyValue2=2025", "Bob"],
    ["InOrAfterFiscalPeriodAndYear", "createdon", ",PropertyValue1=9999,PropertyValue2=9999", ""],
    ["Between", "numberofemployees", ",PropertyValues=['5','50']", "Bob ewa"],
    ["NotBetween", "numberofemployees", ",PropertyValues=['5','50']", "Ada"],
    ["In", "numberofemployees", ",PropertyValues=['5','6']", "ewa"],
    ["NotIn", "leadqualitycode", ",PropertyValues=['1']", "Bob ewa"],
    ["Contains", "fullname", value("NOW"), "Ada ewa"],
    ["EqualUserId", "ownerid", "", "Ada Bob"],
    ["NotEqualUserId", "ownerid", "", "ewa"],
    ["EqualBusinessId", "owningbusinessunit", "", "Ada Bob ewa"],
    ["EqualUserOrUserHierarchy", "ownerid", "", "Ada Bob"],
    ["UnderOrEqual", "parentaccountid", value(id(10)), "Ada ewa"],
    ["Under", "parentaccountid", value(id(10)), "ewa"],
    ["NotUnder", "parentaccountid", value(id(10)), "Ada Bob"],
    ["Above", "parentaccountid", value(id(12)), "Ada"],
    ["AboveOrEqual", "parentaccountid", value(id(12)), "Ada ewa"],
  ])("%s of %s%s", async (name, column, rest, names) => expect(await ask(name, column, rest)).toBe(names));

  test("days are those of the user's time zone", async () => {
    const warsaw = principal({ administrator: true, timeZone: "Europe/Warsaw" });
    const filter = `${crm}.Today(PropertyName='createdon')`;
    expect(await world.found(filter, "leads", "fullname", warsaw)).toBe("ewa");
    const newYear = `${crm}.InFiscalYear(PropertyName='createdon',PropertyValue=2026)`;
    expect(await world.found(newYear, "leads", "fullname", warsaw)).toBe("Ada Bob ewa");
  });

  test("weeks begin as people count them", async () => {
    const polish = principal({ administrator: true, language: "pl" });
    const filter = `${crm}.ThisWeek(PropertyName='createdon')`;
    expect(await world.found(filter, "leads", "fullname", polish)).toBe("ewa");
  });

  test("teams", async () => {
    const hunter = principal({ administrator: true, userId: id(77), teamIds: [id(3)] });
    const found = (name: string) => world.found(`${crm}.${name}(PropertyName='ownerid')`, "leads", "fullname", hunter);
    expect(await found("EqualUserTeams")).toBe("ewa");
    expect(await found("EqualUserOrUserTeams")).toBe("ewa");
    expect(await found("EqualUserOrUserHierarchyAndTeams")).toBe("ewa");
  });

  test("a tree that turns in a circle ends", async () => {
    await world.pool.query("update crm.account set parentaccountid = $1 where accountid = $2", [id(12), id(10)]);
    expect(await ask("Under", "parentaccountid", value(id(10)))).toBe("ewa");
    await world.pool.query("update crm.account set parentaccountid = null where accountid = $1", [id(10)]);
  });

  test("no hierarchy, no answer", async () => {
    await expect(ask("Under", "campaignid", value(id(1)))).rejects.toMatchObject({ key: "badRequest" });
  });
});

test("columns of different kinds cannot be compared", async () => {
  const lead = schema.tables.get("lead");
  const path = (name: string) => ({ steps: [], column: lead!.columns.get(name)! });
  const filter = { kind: "compareColumns", operator: "eq", left: path("fullname"), right: path("createdon") } as const;
  const tree = { table: "lead", select: [], filter, orderBy: [], top: undefined, count: false, expand: [] };
  const read = readPage(world.pool, schema, administrator, tree, shape(), now);
  await expect(read).rejects.toMatchObject({ key: "badRequest" });
});
