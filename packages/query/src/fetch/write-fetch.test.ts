import { expect, test } from "vitest";
import { get, id1, schema, urlOf } from "../testing/parse.ts";
import { readFetch } from "./fetch.ts";
import { writeFetch } from "./write-fetch.ts";

const treeOf = (options: Readonly<Record<string, string>>) => get("entitySet", urlOf("leads", options)).query;

test.each([
  "statecode eq 0 and (fullname eq null or fullname ne null)",
  "numberofemployees gt 5 and startswith(fullname,'<\"&')",
  "Microsoft.Dynamics.CRM.OlderThanXMonths(PropertyName='createdon',PropertyValue=6)",
  "Microsoft.Dynamics.CRM.Between(PropertyName='numberofemployees',PropertyValues=['1','5'])",
  "Microsoft.Dynamics.CRM.ThisWeek(PropertyName='createdon') or Microsoft.Dynamics.CRM.EqualUserTeams(PropertyName='ownerid')",
])("what is written is read as the same: %s", ($filter) => {
  const tree = treeOf({ $filter, $select: "fullname,_ownerid_value", $orderby: "createdon desc" });
  expect(readFetch(schema, writeFetch(tree)).query).toEqual(tree);
});

test("whoever looks is asked for by an operator", () => {
  const tree = treeOf({ $filter: `_ownerid_value eq ${id1}` });
  expect(writeFetch(tree, id1)).toContain('<condition attribute="ownerid" operator="eq-userid" />');
});

test("what FetchXML cannot say so is not written", () => {
  expect(() => writeFetch(treeOf({ $filter: "parentaccountid/name eq 'x'" }))).toThrow(
    "'name' is a column of another row",
  );
  expect(() => writeFetch(treeOf({ $filter: "not (statecode eq 0)" }))).toThrow("no condition for 'not'");
});
