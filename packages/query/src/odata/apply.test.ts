import { describe, expect, test } from "vitest";
import { query, refusal } from "../testing/parse.ts";

const apply = (text: string, more: Readonly<Record<string, string>> = {}) => query("leads", { $apply: text, ...more });

describe("$apply", () => {
  test.each([
    ["groupby((statuscode))", "by statuscode=statuscode"],
    ["groupby((statuscode,_ownerid_value))", "by statuscode=statuscode by _ownerid_value=_ownerid_value"],
    ["aggregate($count as n)", "n=count()"],
    ["aggregate( estimatedvalue  with  sum  as  total )", "total=sum(estimatedvalue)"],
    [
      "groupby((statuscode),aggregate(estimatedvalue with average as avg,leadid with countdistinct as n))",
      "by statuscode=statuscode avg=average(estimatedvalue) n=countdistinct(leadid)",
    ],
    ["groupby((parentaccountid/name))", "by parentaccountid/name=parentaccountid/name"],
    ["aggregate(parentaccountid/revenue with max as m)", "m=max(parentaccountid/revenue)"],
    ["aggregate(createdon with min as m)", "m=min(createdon)"],
    ["filter(statecode eq 0)/aggregate($count as n)", "filter=eq(statecode,0);n=count()"],
    [
      "filter(statecode eq 0)/filter(Lead_Tasks/any())/groupby((statuscode))",
      "filter=and(eq(statecode,0),any(Lead_Tasks));by statuscode=statuscode",
    ],
  ])("%s", (text, printed) => expect(apply(text)).toBe(printed));

  test("in the order of groups and aliases, the first few", () => {
    const more = { $orderby: "n desc,parentaccountid/name", $top: "3" };
    expect(apply("groupby((parentaccountid/name),aggregate($count as n))", more)).toBe(
      "top=3;by parentaccountid/name=parentaccountid/name n=count() order 1-,0+",
    );
  });

  test("aliases of parameters stand for values", () => {
    expect(apply("filter(contains(@p,'x'))/aggregate($count as n)", { "@p": "fullname" })).toContain(
      'contains(fullname,"x")',
    );
  });

  test.each([
    ["", "at position 0 of $apply: expected 'filter', 'groupby' or 'aggregate'"],
    ["groupby(statuscode)", "at position 8 of $apply: expected '('"],
    ["groupby((nope))", "'nope' on type 'Microsoft.Dynamics.CRM.lead' at position 9 of $apply"],
    ["groupby((statuscode,statuscode))", "'statuscode' at position 20 of $apply is grouped by twice"],
    ["groupby((statuscode))/aggregate($count as n)", "at position 21 of $apply: expected the end"],
    ["groupby((Lead_Tasks/subject))", "expected 'any' or 'all' after a collection"],
    ["filter(statecode eq 0)", "at position 22 of $apply: expected '/'"],
    ["aggregate(statecode with sum as s)", "'statecode' (State) has no sum at position 10 of $apply"],
    ["aggregate(estimatedvalue with median as m)", "position 30 of $apply: expected 'sum', 'average', 'min', 'max'"],
    ["aggregate(estimatedvalue with sum)", "expected 'as'"],
    ["aggregate(estimatedvalue with sum as 5)", "expected an alias"],
    ["aggregate($count as n,$count as n)", "The alias 'n' at position 22 of $apply is in use already"],
    ["groupby((statuscode),aggregate($count as statuscode))", "a property and an alias"],
    ["topcount(2,estimatedvalue)", "expected 'filter', 'groupby' or 'aggregate'"],
  ])("refuses %s", (text, reason) => expect(refusal(() => apply(text))).toContain(reason));

  test.each([
    [{ $select: "fullname" }, "'$select' cannot be used with '$apply'"],
    [{ $filter: "statecode eq 0" }, "'$filter' cannot be used with '$apply'"],
    [{ $orderby: "fullname" }, "'fullname' at position 0 of $orderby is neither a group nor an alias"],
  ])("refuses %o beside it", (more, reason) => {
    expect(refusal(() => apply("aggregate($count as n)", more as Record<string, string>))).toContain(reason);
  });
});
