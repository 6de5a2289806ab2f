import { describe, expect, test } from "vitest";
import { filter, id1, refusal } from "../testing/parse.ts";

describe("operators and precedence", () => {
  test.each([
    ["fullname eq 'Ann'", 'eq(fullname,"Ann")'],
    ["fullname eq 'O''Brien & Söhne'", `eq(fullname,"O'Brien & Söhne")`],
    ["fullname eq ''", 'eq(fullname,"")'],
    ["fullname ne null", "ne(fullname,null)"],
    ["null eq fullname", "eq(fullname,null)"],
    ["fullname gt null", "false"],
    [
      "statecode eq 0 or statuscode eq 3 and numberofemployees gt 5",
      "or(eq(statecode,0),and(eq(statuscode,3),gt(numberofemployees,5)))",
    ],
    [
      "(statecode eq 0 or statuscode eq 3) and numberofemployees gt 5",
      "and(or(eq(statecode,0),eq(statuscode,3)),gt(numberofemployees,5))",
    ],
    ["statecode eq 0 and statecode eq 1 and statecode eq 2", "and(eq(statecode,0),eq(statecode,1),eq(statecode,2))"],
    ["not statecode eq 0 and statuscode eq 1", "and(not(eq(statecode,0)),eq(statuscode,1))"],
    ["not(contains(fullname,'x'))", 'not(contains(fullname,"x"))'],
    ["not not donotemail", "not(not(eq(donotemail,true)))"],
    ["((((fullname)))) eq 'x'", 'eq(fullname,"x")'],
    ["5 lt numberofemployees", "gt(numberofemployees,5)"],
    ["5 ge numberofemployees", "le(numberofemployees,5)"],
    ["firstname eq lastname", "eq(firstname,lastname)"],
    ["modifiedon gt createdon", "gt(modifiedon,createdon)"],
    ["donotemail", "eq(donotemail,true)"],
    ["donotemail eq 1", "eq(donotemail,true)"],
    ["contains(fullname,'x') eq false", 'not(contains(fullname,"x"))'],
    ["(statecode eq 0) ne false", "eq(statecode,0)"],
    ["1 eq 1", "true"],
    ["  fullname   eq\t'x'  ", 'eq(fullname,"x")'],
    ["startswith(fullname,'a') or endswith(fullname, 'b')", 'or(startswith(fullname,"a"),endswith(fullname,"b"))'],
    ["contains(fullname,'50%')", 'contains(fullname,"50%")'],
    ["statuscode in (1, 2,3)", "in(statuscode,[1,2,3])"],
    ["fullname in ('a','b''c',null)", `in(fullname,["a","b'c",null])`],
    ["not statuscode in (1)", "not(in(statuscode,[1]))"],
  ])("%s", (text, tree) => {
    expect(filter("leads", text)).toBe(tree);
  });
});

describe("literals by column", () => {
  test.each([
    ["createdon ge 2024-02-29T10:30:15Z", 'ge(createdon,"2024-02-29T10:30:15Z")'],
    ["createdon ge 2024-01-01T00:30:00+07:00", 'ge(createdon,"2023-12-31T17:30:00Z")'],
    ["createdon ge 2024-01-01T10:30-05:00", 'ge(createdon,"2024-01-01T15:30:00Z")'],
    ["createdon ge 2024-01-01T10:30:00.999Z", 'ge(createdon,"2024-01-01T10:30:00Z")'],
    ["createdon ge 2024-01-01", 'ge(createdon,"2024-01-01T00:00:00Z")'],
    ["estimatedclosedate eq 2024-01-31", 'eq(estimatedclosedate,"2024-01-31")'],
    ["estimatedclosedate eq 2024-01-31T23:00:00-05:00", 'eq(estimatedclosedate,"2024-01-31")'],
    ["revenue gt -12.50", "gt(revenue,-12.5)"],
    ["revenue eq 12345678901234567890.12", 'eq(revenue,"12345678901234567890.12")'],
    ["address1_latitude lt 1.5e1", "lt(address1_latitude,15)"],
    ["versionnumber gt 9007199254740993", 'gt(versionnumber,"9007199254740993")'],
    ["versionnumber gt 17", "gt(versionnumber,17)"],
    [`leadid eq ${id1.toUpperCase()}`, `eq(leadid,"${id1}")`],
    [`leadid eq '${id1}'`, `eq(leadid,"${id1}")`],
    [`_parentaccountid_value eq ${id1}`, `eq(_parentaccountid_value,"${id1}")`],
    [`ownerid eq ${id1}`, `eq(_ownerid_value,"${id1}")`],
    ["donotemail eq false", "eq(donotemail,false)"],
  ])("%s", (text, tree) => {
    expect(filter("leads", text)).toBe(tree);
  });

  test.each([
    ["fullname eq 5", "incompatible types", "position 12"],
    ["numberofemployees eq '5'", "'Edm.Int32' ('numberofemployees') and 'Edm.String'", "position 21"],
    ["numberofemployees eq 5.5", "'5.5' at position 21 of $filter is not a valid Edm.Int32", ""],
    ["numberofemployees eq 3000000000", "not a valid Edm.Int32", ""],
    ["versionnumber eq 9999999999999999999", "not a valid Edm.Int64", ""],
    ["createdon eq 2023-02-29", "not a valid Edm.DateTimeOffset", "position 13"],
    ["createdon eq 2023-01-01T25:00:00Z", "not a valid Edm.DateTimeOffset", ""],
    ["createdon eq 'yesterday'", "incompatible types", ""],
    ["donotemail eq 2", "incompatible types", ""],
    ["leadid eq 'abc'", "incompatible types", ""],
    ["firstname eq numberofemployees", "incompatible types", "position 13"],
    ["revenue gt 1e99", "Edm.Decimal", ""],
    ["fullname in ('a',5)", "incompatible types", "position 17"],
  ])("refuses %s", (text, reason, where) => {
    const said = refusal(() => filter("leads", text));
    expect(said).toContain("badRequest");
    expect(said).toContain(reason);
    expect(said).toContain(where);
  });
});

describe("paths", () => {
  test.each([
    ["leads", "parentaccountid/name eq 'A'", 'eq(parentaccountid/name,"A")'],
    ["leads", `parentaccountid/accountid eq ${id1}`, `eq(parentaccountid/accountid,"${id1}")`],
    [
      "leads",
      "parentaccountid/primarycontactid/parentcustomerid_account/name eq 'A'",
      'eq(parentaccountid/primarycontactid/parentcustomerid_account/name,"A")',
    ],
    ["leads", "$it/fullname eq 'A'", 'eq(fullname,"A")'],
    [
      "tasks",
      `regardingobjectid_contact_task/_parentcustomerid_value eq ${id1}`,
      `eq(regardingobjectid_contact_task/_parentcustomerid_value,"${id1}")`,
    ],
    ["tasks", "regardingobjectid_lead/fullname eq 'A'", 'eq(regardingobjectid_lead/fullname,"A")'],
    ["leads", "owninguser/fullname eq 'A'", 'eq(owninguser/fullname,"A")'],
    ["leads", "parentaccountid/name eq companyname", "eq(parentaccountid/name,companyname)"],
  ])("%s: %s", (set, text, tree) => {
    expect(filter(set, text)).toBe(tree);
  });

  test.each([
    [
      "nothere eq 1",
      "noProperty: Could not find a property named 'nothere' on type 'Microsoft.Dynamics.CRM.lead' at position 0 of $filter.",
    ],
    [
      "statecode eq 0 and FullName eq 'x'",
      "'FullName' on type 'Microsoft.Dynamics.CRM.lead' at position 19 of $filter",
    ],
    ["parentaccountid/nothere eq 1", "'nothere' on type 'Microsoft.Dynamics.CRM.account' at position 16 of $filter"],
    ["parentAccountId/name eq 'x'", "'parentAccountId' on type 'Microsoft.Dynamics.CRM.lead'"],
    ["Lead_Tasks/subject eq 'x'", "'any' or 'all' after a collection, found 'subject'"],
    ["Lead_Tasks eq 'x'", "'Lead_Tasks' on type"],
    ["__proto__ eq 1", "'__proto__' on type"],
    ["constructor/name eq 'x'", "'constructor' on type"],
  ])("refuses %s", (text, reason) => {
    expect(refusal(() => filter("leads", text))).toContain(reason);
  });
});

describe("lambdas", () => {
  test.each([
    ["Account_Tasks/any(o:o/statecode eq 0)", "any(Account_Tasks,eq(statecode,0))"],
    ["Account_Tasks/all(o:o/statecode eq 1)", "all(Account_Tasks,eq(statecode,1))"],
    ["Account_Tasks/any()", "any(Account_Tasks)"],
    ["not Account_Tasks/any( )", "not(any(Account_Tasks))"],
    ["primarycontactid/Contact_Tasks/any(t:t/statecode eq 0)", "any(primarycontactid/Contact_Tasks,eq(statecode,0))"],
    [
      "Account_Tasks/any(o:o/regardingobjectid_account/name eq 'x')",
      'any(Account_Tasks,eq(regardingobjectid_account/name,"x"))',
    ],
    ["Account_Tasks/any(o:o/subject eq name)", "any(Account_Tasks,eq(subject,^name))"],
    ["Account_Tasks/any(o:o/subject eq $it/name)", "any(Account_Tasks,eq(subject,^name))"],
    [
      "contact_customer_accounts/any(c:c/Contact_Tasks/any(t:t/subject eq c/fullname and c/firstname eq name))",
      "any(contact_customer_accounts,any(Contact_Tasks,and(eq(subject,^fullname),eq(^firstname,^^name))))",
    ],
    [
      "contact_customer_accounts/any(c:Account_Tasks/any(t:c/fullname eq t/subject))",
      "any(contact_customer_accounts,any(^Account_Tasks,eq(^fullname,subject)))",
    ],
    [
      "Account_Tasks/any(o:contains(o/subject,'x') or o/statecode in (1,2))",
      'any(Account_Tasks,or(contains(subject,"x"),in(statecode,[1,2])))',
    ],
    [
      "Account_Tasks/any(o:o/Microsoft.Dynamics.CRM.Today(PropertyName='createdon'))",
      "any(Account_Tasks,Today(createdon,[]))",
    ],
  ])("%s", (text, tree) => {
    expect(filter("accounts", text)).toBe(tree);
  });

  test.each([
    ["Account_Tasks/all()", "expected a range variable, found ')'"],
    ["Account_Tasks/any(o)", "expected ':'"],
    ["Account_Tasks/some(o:o/statecode eq 0)", "'any' or 'all'"],
    [
      "Account_Tasks/any(o:o/Task_QueueItem/any(o:o/title eq 'x'))",
      "The range variable 'o' at position 41 of $filter is in use already.",
    ],
    ["Account_Tasks/any(o:o/subject)", "position 29 of $filter: expected an operator such as 'eq', found ')'"],
    ["Account_Tasks/any(o:p/subject eq 'x')", "'p' on type 'Microsoft.Dynamics.CRM.account'"],
    ["name/any(o:o/x eq 1)", "'name' on type"],
  ])("refuses %s", (text, reason) => {
    expect(refusal(() => filter("accounts", text))).toContain(reason);
  });
});

describe("parameter aliases", () => {
  test.each([
    ["contains(@p1,'x')", { "@p1": "fullname" }, 'contains(fullname,"x")'],
    ["contains(fullname,@p1)", { "@p1": "'O''B'" }, `contains(fullname,"O'B")`],
    ["fullname eq @p1", { "@p1": "null" }, "eq(fullname,null)"],
    ["fullname eq @missing", {}, "eq(fullname,null)"],
    ["@p1 gt @p2", { "@p1": "revenue", "@p2": "10" }, "gt(revenue,10)"],
    ["statuscode in @p1", { "@p1": "(1,2)" }, "in(statuscode,[1,2])"],
    ["statuscode in @p1", { "@p1": "[1,2]" }, "in(statuscode,[1,2])"],
    ["contains(fullname,@missing)", {}, "false"],
    ["Lead_Tasks/any(t:t/subject eq @p1)", { "@p1": "fullname" }, "any(Lead_Tasks,eq(subject,^fullname))"],
  ])("%s with %o", (text, aliases, tree) => {
    expect(filter("leads", text, aliases)).toBe(tree);
  });

  test("points into the alias when that is wrong", () => {
    expect(refusal(() => filter("leads", "@p1 eq 'x'", { "@p1": "fullnam" }))).toContain("at position 0 of @p1");
    expect(refusal(() => filter("leads", "fullname eq @p1", { "@p1": "'x' or" }))).toContain("at position 4 of @p1");
    expect(refusal(() => filter("leads", "fullname eq @p1", { "@p1": "@p1" }))).toContain("at position 0 of @p1");
  });
});

describe("syntax errors say where and what", () => {
  test.each([
    ["", "position 0 of $filter: expected a property, a value or a condition, found the end"],
    ["fullname", "position 8 of $filter: expected an operator such as 'eq', found the end"],
    ["fullname eq", "position 11 of $filter: expected a property"],
    ["fullname eq 'x", "position 12 of $filter: the string that starts here has no closing quote"],
    ["(fullname eq 'x'", "position 16 of $filter: expected ')', found the end"],
    ["fullname eq 'x')", "position 15 of $filter: expected the end, found ')'"],
    ["fullname eq 'x' und statecode eq 0", "position 16 of $filter: expected the end, found 'und'"],
    ["fullname EQ 'x'", "position 9 of $filter: expected an operator such as 'eq', found 'EQ'"],
    ["revenue add 5 gt 3", "expected an operator such as 'eq', found 'add'"],
    ["tolower(fullname) eq 'x'", "The function 'tolower' at position 0 of $filter is not supported"],
    ['fullname eq "x"', "position 12 of $filter: unexpected character '\"'"],
    ["fullname eq 'x' && 1 eq 1", "unexpected character '&'"],
    ["fullname eq \u{1F600}", "unexpected character '\u{1F600}'"],
    ["contains('x',fullname)", "needs a text property as its first argument"],
    ["contains(fullname,lastname)", "needs a string as its second argument"],
    ["contains(statecode,'x')", "needs a text property"],
    ["contains(fullname,5)", "incompatible types"],
    ["statecode in ()", "expected a value, found ')'"],
    ["statecode in 5", "expected a list of values"],
    ["'a' in ('a')", "A property is expected before 'in'"],
    ["statecode eq 0 eq 5", "can only be compared with true or false"],
    ["1 lt 2", "A comparison needs a property"],
    ["revenue gt 5x", "neither a number, a date nor a guid"],
    ["revenue gt -", "this is not a number"],
    ["fullname eq 'a\0b'", "NUL"],
    ["@", "position 1 of $filter: expected an operator"],
  ])("%j", (text, reason) => {
    expect(refusal(() => filter("leads", text))).toContain(reason);
  });
});

describe("limits", () => {
  test("nesting ends at 64, with a clear answer and no stack overflow", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}statecode eq 0${")".repeat(depth)}`;
    expect(filter("leads", nested(64))).toBe("eq(statecode,0)");
    expect(refusal(() => filter("leads", nested(65)))).toContain("nested too deeply at position 64");
    expect(refusal(() => filter("leads", nested(10_000)))).toContain("nested too deeply");
    expect(refusal(() => filter("leads", `${"not ".repeat(5000)}donotemail`))).toContain("nested too deeply");
  });

  test("200 steps in all paths are enough", () => {
    const path = (length: number) => `${"masterid/".repeat(length)}statecode eq 0`;
    expect(filter("leads", path(200))).toContain("masterid");
    expect(refusal(() => filter("leads", path(201)))).toContain("too many steps at position 1800 of $filter");
    expect(refusal(() => filter("leads", `${path(100)} or ${path(101)}`))).toContain("too many steps");
  });

  test("500 conditions are enough", () => {
    const chain = (length: number) => Array(length).fill("statecode eq 0").join(" or ");
    expect(filter("leads", chain(500))).toMatch(/^or\(/);
    expect(refusal(() => filter("leads", chain(501)))).toContain("too many conditions");
  });
});
