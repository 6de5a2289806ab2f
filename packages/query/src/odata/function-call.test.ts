import { expect, test } from "vitest";
import { filter, id1, refusal } from "../testing/parse.ts";
import { queryFunctions } from "./functions.ts";

const call = (text: string) => `Microsoft.Dynamics.CRM.${text}`;

test.each([
  ["Today(PropertyName='createdon')", "Today(createdon,[])"],
  ["Today(PropertyName=createdon)", "Today(createdon,[])"],
  ["ThisFiscalYear(PropertyName='createdon')", "ThisFiscalYear(createdon,[])"],
  ["LastXDays(PropertyName='createdon',PropertyValue=7)", "LastXDays(createdon,[7])"],
  ["LastXDays(PropertyValue='7',PropertyName='createdon')", "LastXDays(createdon,[7])"],
  ["OlderThanXMinutes(PropertyName='createdon', PropertyValue=30)", "OlderThanXMinutes(createdon,[30])"],
  ["On(PropertyName='createdon',PropertyValue='2024-01-31')", 'On(createdon,["2024-01-31"])'],
  ["OnOrAfter(PropertyName='createdon',PropertyValue=2024-01-31)", 'OnOrAfter(createdon,["2024-01-31"])'],
  ["OnOrBefore(PropertyName='createdon',PropertyValue=2024-01-31T10:00:00Z)", 'OnOrBefore(createdon,["2024-01-31"])'],
  ['Between(PropertyName=\'numberofemployees\',PropertyValues=["5","2000"])', "Between(numberofemployees,[5,2000])"],
  [
    "NotBetween(PropertyName='createdon',PropertyValues=['2024-01-01','2024-02-01'])",
    'NotBetween(createdon,["2024-01-01T00:00:00Z","2024-02-01T00:00:00Z"])',
  ],
  ["In(PropertyName='statuscode',PropertyValues=['1','2'])", "In(statuscode,[1,2])"],
  [`NotIn(PropertyName='parentaccountid',PropertyValues=["${id1}"])`, `NotIn(_parentaccountid_value,["${id1}"])`],
  ["ContainValues(PropertyName='industrycode',PropertyValues=[1,2])", "ContainValues(industrycode,[1,2])"],
  ["Contains(PropertyName='fullname',PropertyValue='x')", 'Contains(fullname,["x"])'],
  ["EqualUserId(PropertyName='ownerid')", "EqualUserId(_ownerid_value,[])"],
  ["EqualUserOrUserTeams(PropertyName='_ownerid_value')", "EqualUserOrUserTeams(_ownerid_value,[])"],
  [
    `UnderOrEqual(PropertyName='parentaccountid',PropertyValue='${id1}')`,
    `UnderOrEqual(_parentaccountid_value,["${id1}"])`,
  ],
  [
    "InFiscalPeriodAndYear(PropertyName='createdon',PropertyValue1=1,PropertyValue2=2024)",
    "InFiscalPeriodAndYear(createdon,[1,2024])",
  ],
  ["InFiscalYear(PropertyName='createdon',PropertyValue=2024)", "InFiscalYear(createdon,[2024])"],
  ["Today(PropertyName='parentaccountid/createdon')", "Today(parentaccountid/createdon,[])"],
])("%s", (text, tree) => {
  expect(filter("leads", call(text))).toBe(tree);
});

test("aliases stand for the property and its values", () => {
  const text = call("LastXDays(PropertyName=@p1,PropertyValue=@p2)");
  expect(filter("leads", text, { "@p1": "'createdon'", "@p2": "'1'" })).toBe("LastXDays(createdon,[1])");
  expect(filter("leads", text, { "@p1": "createdon", "@p2": "1" })).toBe("LastXDays(createdon,[1])");
  const list = call("In(PropertyName='statuscode',PropertyValues=@p1)");
  expect(filter("leads", list, { "@p1": "['1','2']" })).toBe("In(statuscode,[1,2])");
});

test("can be mixed with other conditions", () => {
  const text = `not ${call("Today(PropertyName='createdon')")} and statecode eq 0`;
  expect(filter("leads", text)).toBe("and(not(Today(createdon,[])),eq(statecode,0))");
});

test.each([
  ["Nope(PropertyName='createdon')", "The query function 'Nope' at position 31 of $filter is unknown"],
  ["Today()", "expected an argument's name, found ')'"],
  ["Today(PropertyName='createdon',PropertyValue=1)", "Today at position 28 of $filter takes PropertyName."],
  ["LastXDays(PropertyName='createdon')", "takes PropertyName, PropertyValue"],
  ["LastXDays(PropertyValue=3)", "takes PropertyName, PropertyValue"],
  [
    "LastXDays(PropertyName='createdon',PropertyValue=0)",
    "'0' at position 72 of $filter is not a value that LastXDays takes",
  ],
  ["LastXYears(PropertyName='createdon',PropertyValue=100000)", "is not a value that LastXYears takes"],
  ["LastXDays(PropertyName='createdon',PropertyValue='many')", "is not a value that LastXDays takes"],
  ["LastXDays(PropertyName='createdon',PropertyValue=@missing)", "is not a value that LastXDays takes"],
  ["On(PropertyName='createdon',PropertyValue='2024-13-01')", "is not a value that On takes"],
  ["Today(PropertyName='fullname')", "cannot be asked about 'fullname' (Edm.String)"],
  ["EqualUserId(PropertyName='fullname')", "cannot be asked about 'fullname'"],
  ["Between(PropertyName='numberofemployees',PropertyValues=[1])", "takes two PropertyValues"],
  ["Between(PropertyName='numberofemployees',PropertyValues=[])", "A list of values is expected"],
  ["Between(PropertyName='numberofemployees',PropertyValues=[[1],2])", "A list of plain values is expected"],
  ["In(PropertyName='statuscode',PropertyValues=['a'])", "not a valid Edm.Int32"],
  ["Today(PropertyName='createdon',PropertyName='createdon')", "PropertyName at position 54 of $filter is given twice"],
  ["Today(PropertyName='nothere')", "'nothere' on type 'Microsoft.Dynamics.CRM.lead' at position 0 of 'nothere'"],
  ["Today(PropertyName='')", "expected a property, found the end"],
  ["Today(Property='createdon')", "The argument 'Property'"],
  ["Under(PropertyName='parentaccountid',PropertyValue='x')", "is not a value that Under takes"],
])("refuses %s", (text, reason) => {
  expect(refusal(() => filter("leads", text.startsWith("Nope") ? `not ${call(text)}` : call(text)))).toContain(reason);
});

test("the table of functions is complete", () => {
  const listed = `Above AboveOrEqual Between Contains ContainValues DoesNotContainValues EqualBusinessId EqualRoleBusinessId
    EqualUserId EqualUserLanguage EqualUserOrUserHierarchy EqualUserOrUserHierarchyAndTeams EqualUserOrUserTeams
    EqualUserTeams In InFiscalPeriod InFiscalPeriodAndYear InFiscalYear InOrAfterFiscalPeriodAndYear
    InOrBeforeFiscalPeriodAndYear Last7Days LastFiscalPeriod LastFiscalYear LastMonth LastWeek LastXDays
    LastXFiscalPeriods LastXFiscalYears LastXHours LastXMonths LastXWeeks LastXYears LastYear Next7Days NextFiscalPeriod
    NextFiscalYear NextMonth NextWeek NextXDays NextXFiscalPeriods NextXFiscalYears NextXHours NextXMonths NextXWeeks
    NextXYears NextYear NotBetween NotEqualBusinessId NotEqualUserId NotIn NotUnder OlderThanXDays OlderThanXHours
    OlderThanXMinutes OlderThanXMonths OlderThanXWeeks OlderThanXYears On OnOrAfter OnOrBefore ThisFiscalPeriod
    ThisFiscalYear ThisMonth ThisWeek ThisYear Today Tomorrow Under UnderOrEqual Yesterday`;
  expect([...queryFunctions.keys()].toSorted()).toEqual(listed.split(/\s+/).toSorted());
});
