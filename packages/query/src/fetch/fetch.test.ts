import { describe, expect, test } from "vitest";
import { id1, refusal, schema } from "../testing/parse.ts";
import { printQuery } from "../testing/print.ts";
import { readFetch } from "./fetch.ts";

const fetch = (inner: string, options = "") => readFetch(schema, `<fetch ${options}>${inner}</fetch>`);
const lead = (inner: string, options = "") => printQuery(fetch(`<entity name="lead">${inner}</entity>`, options).query);
const where = (condition: string) => lead(`<no-attrs/><filter>${condition}</filter>`).replace("select=;filter=", "");

describe("what is shown", () => {
  test.each([
    ["", ""],
    ["<all-attributes/>", ""],
    ["<no-attrs/>", "select="],
    ['<attribute name="fullname"/><attribute name ="ownerid"/>', "select=fullname,_ownerid_value"],
    ['<attribute name="fullname" alias="n"/>', "select=;n=fullname"],
    ['<attribute name="leadid" rowaggregate="CountChildren" alias="n"/>', "select=;n=children of leadid"],
  ])("%s", (inner, printed) => expect(lead(inner)).toBe(printed));
});

describe("conditions", () => {
  test.each([
    ['<condition attribute="fullname" operator="eq" value="Ann"/>', 'eq(fullname,"Ann")'],
    ['<condition attribute="statecode" operator="neq" value="1"/>', "ne(statecode,1)"],
    ['<condition attribute="statecode" operator="eq" value="qualified"/>', "eq(statecode,1)"],
    ['<condition attribute="donotemail" operator="eq" value="1"/>', "eq(donotemail,true)"],
    ['<condition attribute="createdon" operator="ge" value="2026-01-31"/>', 'ge(createdon,"2026-01-31T00:00:00Z")'],
    [`<condition attribute="ownerid" operator="eq" value="{${id1.toUpperCase()}}"/>`, `eq(_ownerid_value,"${id1}")`],
    ['<condition attribute="fullname" operator="like" value="a%"/>', 'like(fullname,"a%")'],
    ['<condition attribute="fullname" operator="not-begin-with" value="a"/>', 'not(startswith(fullname,"a"))'],
    ['<condition attribute="fullname" operator="ends-with" value="&lt;&#x41;"/>', 'endswith(fullname,"<A")'],
    ['<condition attribute="fullname" operator="null"/>', "eq(fullname,null)"],
    ['<condition attribute="fullname" operator="not-null"/>', "ne(fullname,null)"],
    [
      '<condition attribute="statuscode" operator="in"><value>1</value><value> 2 </value></condition>',
      "In(statuscode,[1,2])",
    ],
    [
      '<condition attribute="numberofemployees" operator="between"><value>1</value><value>5</value></condition>',
      "Between(numberofemployees,[1,5])",
    ],
    [
      '<condition attribute="createdon" operator="last-x-fiscal-periods" value="3"/>',
      "LastXFiscalPeriods(createdon,[3])",
    ],
    ['<condition attribute="createdon" operator="olderthan-x-minutes" value="3"/>', "OlderThanXMinutes(createdon,[3])"],
    ['<condition attribute="createdon" operator="last-seven-days"/>', "Last7Days(createdon,[])"],
    [
      '<condition attribute="createdon" operator="on-or-before" value="2026-01-31"/>',
      'OnOrBefore(createdon,["2026-01-31"])',
    ],
    [
      '<condition attribute="createdon" operator="in-fiscal-period-and-year"><value>1</value><value>2026</value></condition>',
      "InFiscalPeriodAndYear(createdon,[1,2026])",
    ],
    [
      '<condition attribute="ownerid" operator="eq-useroruserhierarchyandteams"/>',
      "EqualUserOrUserHierarchyAndTeams(_ownerid_value,[])",
    ],
    [
      `<condition attribute="parentaccountid" operator="eq-or-under" value="${id1}"/>`,
      `UnderOrEqual(_parentaccountid_value,["${id1}"])`,
    ],
    ['<condition attribute="fullname" operator="eq" valueof="lastname"/>', "eq(fullname,lastname)"],
    ["<filter/>", ""],
  ])("%s", (condition, printed) => {
    expect(where(condition)).toBe(printed || "select=");
  });

  test("filters nest; several are one", () => {
    const open = '<condition attribute="statecode" operator="eq" value="0"/>';
    const filters = `<filter type="or">${open}<filter>${open}${open}</filter></filter><filter>${open}</filter>`;
    expect(lead(`<no-attrs/>${filters}`)).toBe(
      "select=;filter=and(or(eq(statecode,0),and(eq(statecode,0),eq(statecode,0))),eq(statecode,0))",
    );
  });
});

describe("links", () => {
  const account = (inner: string, options = "") =>
    `<no-attrs/><link-entity name="account" from="accountid" to="parentaccountid" ${options}>${inner}</link-entity>`;
  const tasks = (inner: string, options: string) =>
    `<link-entity name="task" from="regardingobjectid" to="leadid" ${options}>${inner}</link-entity>`;

  test("to one row: nothing to tell apart", () => {
    const name = '<attribute name="name"/><order attribute="name" descending="true"/>';
    expect(lead(account(name))).toBe(
      "select=;orderby=account1.name-;inner account account1(accountid=_parentaccountid_value);account1.name=account1.name",
    );
  });

  test("to several rows: pages begin behind a row of the join", () => {
    expect(lead(`<no-attrs/>${tasks("", 'alias="t" link-type="outer"')}`)).toBe(
      "select=;orderby=leadid+,t.activityid+;outer task t(regardingobjectid=leadid)",
    );
  });

  test("nested, with a filter of their own, which speaks of rows before them", () => {
    const filter = '<filter><condition attribute="name" operator="eq" valueof="a.name"/></filter>';
    const inner = `<link-entity name="account" from="accountid" to="parentaccountid" alias="b">${filter}</link-entity>`;
    expect(lead(account(inner, 'alias="a" link-type="outer"'))).toBe(
      "select=;outer account a(accountid=_parentaccountid_value)," +
        "inner account b(accountid=a._parentaccountid_value:eq(b.name,a.name))",
    );
  });

  test("conditions of the root speak of every link", () => {
    const filter = '<filter><condition entityname="a" attribute="name" operator="null"/></filter>';
    expect(lead(filter + account("", 'alias="a" link-type="outer"'))).toContain("filter=eq(a.name,null)");
  });

  test("through a table of pairs", () => {
    const roles =
      '<link-entity name="systemuserroles" from="systemuserid" to="systemuserid" intersect="true" alias="p"/>';
    expect(printQuery(fetch(`<entity name="systemuser"><no-attrs/>${roles}</entity>`).query)).toBe(
      "select=;orderby=systemuserid+,p.systemuserid+,p.roleid+;inner systemuserroles p(systemuserid=systemuserid)",
    );
  });

  test.each([
    ["any", "related(task.regardingobjectid=leadid,eq(statecode,0))"],
    ["exists", "related(task.regardingobjectid=leadid,eq(statecode,0))"],
    ["in", "related(task.regardingobjectid=leadid,eq(statecode,0))"],
    ["not all", "related(task.regardingobjectid=leadid,eq(statecode,0))"],
    ["not any", "not(related(task.regardingobjectid=leadid,eq(statecode,0)))"],
    ["all", "and(related(task.regardingobjectid=leadid),not(related(task.regardingobjectid=leadid,eq(statecode,0))))"],
  ])("%s asks and shows nothing", (type, printed) => {
    const open = '<filter><condition attribute="statecode" operator="eq" value="0"/></filter>';
    expect(where(tasks(open, `link-type="${type}"`))).toBe(printed);
    expect(lead(`<no-attrs/>${tasks(open, `link-type="${type}"`)}`)).toBe(`select=;filter=${printed}`);
  });

  test("questions in questions, about rows around them", () => {
    const same = '<filter><condition attribute="subject" operator="eq" valueof="a.name"/></filter>';
    expect(lead(account("", 'alias="a"') + tasks(same, 'link-type="any"'))).toContain("eq(subject,^a.name)");
  });

  test("an outer link's question decides about its rows, not about the query's", () => {
    const inner = '<link-entity name="contact" from="parentcustomerid" to="accountid" link-type="exists"/>';
    expect(lead(account(inner, 'alias="a" link-type="outer"'))).toBe(
      "select=;outer account a(accountid=_parentaccountid_value:related(contact.parentcustomerid=a.accountid))",
    );
  });
});

describe("aggregates", () => {
  const sum = '<attribute name="estimatedvalue" alias="total" aggregate="sum"/>';

  test("grouped, in the order of an alias", () => {
    const group =
      '<attribute name="statuscode" alias="status" groupby="true"/><order alias="total" descending="true"/>';
    expect(lead(sum + group, 'aggregate="true" aggregatelimit="10"')).toBe(
      "by status=statuscode total=sum(estimatedvalue) order 1- limit 10",
    );
  });

  test.each([
    ["count", "", "n=count()"],
    ["countcolumn", "", "n=countvalues(fullname)"],
    ["countcolumn", 'distinct="true"', "n=countdistinct(fullname)"],
    ["max", "", "n=max(fullname)"],
  ])("%s %s", (method, more, printed) => {
    expect(lead(`<attribute name="fullname" alias="n" aggregate="${method}" ${more}/>`, 'aggregate="true"')).toBe(
      printed,
    );
  });

  test.each(["day", "week", "month", "quarter", "year", "fiscal-period", "fiscal-year"])("by %s", (unit) => {
    const group = `<attribute name="createdon" alias="d" groupby="true" dategrouping="${unit}" usertimezone="0"/>`;
    expect(lead(group, 'aggregate="true"')).toBe(`by d=createdon.${unit}.utc`);
  });

  test("of joined rows", () => {
    const link = `<link-entity name="account" from="accountid" to="parentaccountid" alias="a"><attribute name="name" alias="n" groupby="1"/></link-entity>`;
    expect(lead(sum + link, 'aggregate="1"')).toBe(
      "inner account a(accountid=_parentaccountid_value);by n=a.name total=sum(estimatedvalue)",
    );
  });
});

describe("pages", () => {
  test.each([
    ["", { page: 1, size: undefined }],
    ['count="5"', { page: 1, size: 5 }],
    ['count="9999" page="3" paging-cookie=""', { page: 3, size: 5000 }],
  ])("%s", (options, paging) => expect(fetch('<entity name="lead"/>', options).paging).toEqual(paging));

  test("top, distinct, a count", () => {
    const options =
      'top="5" distinct="true" returntotalrecordcount="true" no-lock="true" version="1.0" mapping="logical"';
    expect(lead('<attribute name="fullname"/>', options)).toBe("select=fullname;top=5;count;distinct");
  });
});

describe("what is refused, with Dataverse's code and the place", () => {
  const attribute = '<attribute name="fullname"/>';
  const entity = (inner: string) => `<entity name="lead">${inner}</entity>`;
  const condition = (text: string) => entity(`<filter><condition ${text}/></filter>`);
  const link = (text: string) => entity(`<link-entity ${text}/>`);
  const account = 'name="account" from="accountid" to="parentaccountid"';
  test.each([
    ["", "", "fetchElement", "<fetch> holds no <entity> at position 0 of fetchXml"],
    ["", "<entity/>", "fetchNoEntity", "<entity> needs the attribute 'name' at position 8"],
    ["", '<entity name="nope"/>', "fetchNoEntity", "'nope' was not found at position 16"],
    ["", entity("<nope/>"), "fetchNode", "<nope> cannot be in <entity> at position 28"],
    [
      "",
      entity('<attribute name="nope"/>'),
      "fetchNoAttribute",
      "'lead' entity doesn't contain attribute with Name = 'nope'",
    ],
    ["", entity('<attribute name="fullname" alias="a b"/>'), "fetchAlias", "'a b' cannot be an alias at position 55"],
    ["", condition('operator="eq" value="x"'), "fetchCondition", "needs the attribute 'attribute'"],
    ["", condition('attribute="fullname" operator="is" value="x"'), "fetchOperator", "'is' is unknown at position 68"],
    ["", condition('attribute="fullname" operator="eq"'), "fetchCondition", "'eq' needs a value"],
    [
      "",
      condition('attribute="statecode" operator="eq" value="x"'),
      "fetchValue",
      "'x' is not a valid Edm.Int32 for 'statecode'",
    ],
    [
      "",
      condition('attribute="statecode" operator="like" value="x"'),
      "fetchCondition",
      "'like' cannot be asked about 'statecode'",
    ],
    ["", condition('attribute="createdon" operator="last-x-days" value="0"'), "fetchValue", "'0' is not a value that"],
    ["", condition('attribute="createdon" operator="last-x-days"'), "fetchCondition", "takes one value"],
    ["", condition('attribute="fullname" operator="eq" valueof="statecode"'), "fetchCondition", "cannot be compared"],
    ["", condition('entityname="x" attribute="fullname" operator="null"'), "fetchAliasUnknown", "alias 'x'"],
    ["", entity('<filter type="xor"/>'), "fetchFilterType", "not 'xor'"],
    ["", entity('<order attribute="fullname" descending="down"/>'), "fetchDescending", "not 'down'"],
    ["", entity('<order attribute="fullname" entityname="x"/>'), "fetchOrderLink", "alias 'x'"],
    ["", link(`${account} link-type="cross"`), "fetchLinkType", "'cross' is unknown"],
    ["", link('name="account"'), "fetchLinkAttributes", "needs the attribute 'from'"],
    ["", link('name="account" from="name" to="parentaccountid"'), "fetchLinkAttributes", "cannot be equal"],
    [
      "",
      entity(`<link-entity ${account} alias="a"/><link-entity ${account} alias="a"/>`),
      "fetchAlias",
      "in use already",
    ],
    [
      "",
      entity(`<link-entity ${account} link-type="any"><attribute name="name"/></link-entity>`),
      "fetchLinkAttributes",
      "shows nothing",
    ],
    ["", entity(`<filter><link-entity ${account}/></filter>`), "fetchLinkType", "'inner' cannot be in a filter"],
    ["", entity(`<link-entity ${account}/>`.repeat(16)), "fetchNode", "more than 15 links"],
    ["", entity('<attribute name="fullname" aggregate="count" alias="n"/>'), "fetchAggregate", "aggregate='true'"],
    ['aggregate="true"', entity(attribute), "fetchAliasMissing", "needs the attribute 'alias'"],
    [
      'aggregate="true"',
      entity('<attribute name="fullname" alias="n"/>'),
      "fetchAttributeWithAggregate",
      "'aggregate'",
    ],
    [
      'aggregate="true"',
      entity('<attribute name="fullname" alias="n" aggregate="sum"/>'),
      "fetchAggregate",
      "'fullname' (String) has no sum",
    ],
    [
      'aggregate="true"',
      entity('<attribute name="fullname" alias="n" aggregate="med"/>'),
      "fetchAggregate",
      "'med' is unknown",
    ],
    [
      'aggregate="true"',
      entity('<attribute name="createdon" alias="n" groupby="1" dategrouping="age"/>'),
      "fetchAggregate",
      "'age' is unknown",
    ],
    [
      'aggregate="true"',
      entity('<attribute name="fullname" alias="n" groupby="1" dategrouping="day"/>'),
      "fetchAggregate",
      "no date",
    ],
    [
      'aggregate="true"',
      entity('<attribute name="fullname" alias="n" groupby="1"/><order alias="m"/>'),
      "fetchAliasUnknown",
      "'m'",
    ],
    ['distinct="maybe"', entity(""), "fetchDistinct", "'maybe' at position 7"],
    ['mapping="x"', entity(""), "fetchMapping", "'x' is unknown"],
    ['utc-offset="x"', entity(""), "fetchUtcOffset", "'x'"],
    ['top="0"', entity(""), "fetchTop", "'0'"],
    ['top="5" page="1"', entity(""), "fetchTop", "do not go together"],
    ['count="-1"', entity(""), "fetchNumber", "'-1'"],
  ])("%s %s", (options, inner, key, problem) => {
    const error = refusal(() => fetch(inner, options));
    expect(error).toContain(problem);
    expect(error.startsWith(`${key}: `)).toBe(true);
    expect(error).toMatch(/ at position \d+ of fetchXml\.$/);
  });

  test("another table than the set's", () => {
    const account = schema.tables.get("account");
    expect(refusal(() => readFetch(schema, '<fetch><entity name="lead"/></fetch>', account))).toContain(
      "fetchEntityMismatch: The query is about 'lead', its URL about 'account' at position 15",
    );
  });
});
