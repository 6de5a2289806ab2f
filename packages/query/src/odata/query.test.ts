import { describe, expect, test } from "vitest";
import { get, id1, query, refusal, urlOf } from "../testing/parse.ts";

describe("$select", () => {
  test.each([
    ["fullname,_ownerid_value,ownerid , createdon", "select=fullname,_ownerid_value,createdon"],
    ["fullname,", "select=fullname"],
    ["*", ""],
    ["fullname,*", ""],
    ["", ""],
    ["parentaccountid", "select=_parentaccountid_value"],
  ])("%j", (text, tree) => {
    expect(query("leads", { $select: text })).toBe(tree);
  });

  test.each([
    ["nothere", "'nothere' on type 'Microsoft.Dynamics.CRM.lead' at position 0 of $select"],
    ["fullname,Lead_Tasks", "'Lead_Tasks' on type 'Microsoft.Dynamics.CRM.lead' at position 9 of $select"],
    ["fullname;lastname", "position 8 of $select: expected the end, found ';'"],
    ["parentaccountid/name", "expected the end, found '/'"],
    [",fullname", "expected the end, found ','"],
  ])("refuses %s", (text, reason) => {
    expect(refusal(() => query("leads", { $select: text }))).toContain(reason);
  });

  test("activity parties are no property of an e-mail", () => {
    expect(refusal(() => query("emails", { $select: "to" }))).toContain("'to' on type");
  });
});

describe("$orderby, $top, $count", () => {
  test.each([
    [{ $orderby: "createdon desc, fullname asc,lastname" }, "orderby=createdon-,fullname+,lastname+"],
    [{ $orderby: "parentaccountid/name desc" }, "orderby=parentaccountid/name-"],
    [{ $orderby: "_ownerid_value" }, "orderby=_ownerid_value+,statecode+,createdon+"],
    [{ $orderby: "statuscode desc" }, "orderby=statuscode-,createdon-"],
    [{ $orderby: "statecode,fullname" }, "orderby=statecode+,fullname+"],
    [{ $orderby: "@p1 desc", "@p1": "fullname" }, "orderby=fullname-"],
    [{ $orderby: "@p1,fullname" }, "orderby=fullname+"],
    [{ $orderby: "" }, ""],
    [{ $top: "10" }, "top=10"],
    [{ $top: "0" }, "top=0"],
    [{ $count: "true" }, "count"],
    [{ $count: "false" }, ""],
  ])("%o", (options, tree) => {
    expect(query("leads", options as Record<string, string>)).toBe(tree);
  });

  test.each([
    [{ $orderby: "fullname down" }, "expected the end, found 'down'"],
    [{ $orderby: "nothere" }, "'nothere' on type"],
    [{ $orderby: "Lead_Tasks/subject" }, "'any' or 'all'"],
    [{ $orderby: "@p1", "@p1": "'x'" }, "A property to order by is expected"],
    [{ $orderby: Array(51).fill("fullname").join(",") }, "too many order terms"],
    [{ $top: "-1" }, "position 0 of $top: expected a whole number, found '-1'"],
    [{ $top: "1.5" }, "expected a whole number"],
    [{ $top: "99999999999" }, "expected a whole number"],
    [{ $top: "x" }, "expected a whole number, found 'x'"],
    [{ $count: "TRUE" }, "expected true or false"],
    [{ $count: "" }, "expected true or false, found the end"],
  ])("refuses %o", (options, reason) => {
    expect(refusal(() => query("leads", options as Record<string, string>))).toContain(reason);
  });
});

describe("$expand", () => {
  test.each([
    ["parentaccountid", "expand=parentaccountid()"],
    ["parentaccountid($select=name)", "expand=parentaccountid(select=name)"],
    [
      "parentaccountid($select=name,;$expand=primarycontactid($select=fullname))",
      "expand=parentaccountid(select=name;expand=primarycontactid(select=fullname))",
    ],
    [
      "Lead_Tasks($select=subject;$filter=statecode eq 0 and contains(subject,';)');$top=2;$orderby=createdon desc), ownerid",
      'expand=Lead_Tasks(select=subject;filter=and(eq(statecode,0),contains(subject,";)"));orderby=createdon-;top=2),ownerid()',
    ],
    ["Lead_Tasks/$ref", "expand=Lead_Tasks/$ref()"],
    ["Lead_Tasks/$ref($top=1)", "expand=Lead_Tasks/$ref(top=1)"],
    ["parentaccountid()", "expand=parentaccountid()"],
    ["", ""],
    [
      "Lead_Tasks($filter=task_activity_parties/any(p:p/participationtypemask eq 2))",
      "expand=Lead_Tasks(filter=any(task_activity_parties,eq(participationtypemask,2)))",
    ],
  ])("%s", (text, tree) => {
    expect(query("leads", { $expand: text })).toBe(tree);
  });

  test("its options are kept as those of a URL, aliases too", () => {
    const url =
      "leads?$expand=Lead_Tasks($select=subject;$filter=subject eq @p1;$top=9000),parentaccountid&@p1='a%26b'";
    const [tasks, account] = get("entitySet", url).query.expand;
    expect(tasks?.options).toBe("$select=subject&$filter=subject%20eq%20%40p1&$top=9000&@p1='a%26b'");
    expect(account?.options).toBe("");
    const again = get("entitySet", `tasks?${tasks?.options}`).query;
    expect([again.filter, again.top]).toEqual([tasks?.query.filter, 9000]);
  });

  test("the record's own expand, as a client encodes it", () => {
    const url = `leads(${id1})?$select=fullname&$expand=parentaccountid($select=name),Lead_Tasks($select=subject;$filter=statecode%20eq%200)`;
    expect(get("record", url).query.expand).toHaveLength(2);
  });

  test.each([
    ["fullname", "'fullname' on type 'Microsoft.Dynamics.CRM.lead' at position 0 of $expand"],
    [
      "parentaccountid($select=nothere)",
      "'nothere' on type 'Microsoft.Dynamics.CRM.account' at position 24 of $expand",
    ],
    ["parentaccountid,parentaccountid", "'parentaccountid' at position 16 of $expand is expanded twice"],
    ["parentaccountid($filter=name eq 'x')", "'$filter' at position 16 of $expand cannot be used on 'parentaccountid'"],
    ["Lead_Tasks($count=true)", "'$count' at position 11 of $expand cannot be used"],
    ["Lead_Tasks($skip=1)", "'$skip' at position 17 of $expand is not supported here"],
    ["Lead_Tasks($apply=aggregate($count as n))", "is not supported here"],
    ["Lead_Tasks($top=1;$top=2)", "given more than once"],
    ["Lead_Tasks($top=1", "expected ')', found the end"],
    ["Lead_Tasks/x", "Only '$ref'"],
    ["*", "expected a navigation property, found '*'"],
  ])("refuses %s", (text, reason) => {
    expect(refusal(() => query("leads", { $expand: text }))).toContain(reason);
  });

  test("ten deep, fifteen in all", () => {
    const deep = (depth: number): string =>
      depth === 0 ? "" : `(${`$expand=parentaccountid${deep(depth - 1)}`})`.replace("parentaccountid", "masterid");
    expect(query("leads", { $expand: `masterid${deep(9)}` })).toContain("masterid");
    expect(refusal(() => query("leads", { $expand: `masterid${deep(10)}` }))).toContain("nested too deeply");
    const names =
      "createdby,modifiedby,ownerid,parentaccountid,parentcontactid,masterid,campaignid,owninguser,owningteam".split(
        ",",
      );
    const wide = `${names.join(",")},Lead_Tasks($expand=createdby,modifiedby,ownerid,owninguser,owningteam`;
    expect(query("leads", { $expand: `${wide})` })).toContain("Lead_Tasks");
    expect(refusal(() => query("leads", { $expand: `${wide},owningbusinessunit)` }))).toContain("too many expands");
  });
});

describe("options that are refused or let pass", () => {
  test.each([
    ["leads?$skip=5", "'$skip' is not supported."],
    ["leads?$search=x", "'$search' is not supported."],
    [`leads?savedQuery=${id1}&userQuery=${id1}`, "'savedQuery' and 'userQuery' cannot be used together."],
    [`leads?savedQuery=${id1}&fetchXml=x`, "'fetchXml' and 'savedQuery' cannot be used together."],
    [`leads/$count?savedQuery=${id1}`, "'savedQuery' cannot be used here"],
    [`accounts(${id1})/Account_Tasks/$ref?userQuery=${id1}`, "'userQuery' cannot be used here"],
    ["leads?savedQuery=x", "'savedQuery' is the id of a view, not 'x'."],
    [`leads(${id1})?savedQuery=${id1}`, "'savedQuery' cannot be used on a single record"],
    [`leads(${id1})?fetchXml=x`, "'fetchXml' cannot be used on a single record"],
    [`leads(${id1})?$apply=x`, "'$apply' cannot be used on a single record"],
    ["leads?$Select=fullname", "'$Select' is unknown."],
    ["leads?$unknown=1", "'$unknown' is unknown."],
    ["leads?$top=1&$top=2", "'$top' is given more than once."],
    ["leads?$top=1&%24top=2", "'$top' is given more than once."],
    ["leads?$format=xml", "The format 'xml' is not supported"],
    [`leads(${id1})?$filter=statecode eq 0`, "'$filter' cannot be used on a single record"],
    [`leads(${id1})/parentaccountid?$top=1`, "'$top' cannot be used on a single record"],
  ])("refuses %s", (url, reason) => {
    expect(refusal(() => get("entitySet", url))).toContain(reason);
  });

  test("others are nobody's business", () => {
    expect(get("entitySet", "leads?x=1&select=nothere&top=5&&%24top=3&$format=json&=x&tag").query).toMatchObject({
      select: undefined,
      top: 3,
    });
  });

  test("options do not depend on their order", () => {
    const options = { $filter: "contains(@a,'x')", $expand: "parentaccountid", $select: "fullname", "@a": "fullname" };
    const reversed = Object.fromEntries(Object.entries(options).toReversed());
    expect(get("entitySet", urlOf("leads", reversed)).query).toEqual(get("entitySet", urlOf("leads", options)).query);
  });
});
