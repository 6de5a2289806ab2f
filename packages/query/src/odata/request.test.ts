import { describe, expect, test } from "vitest";
import { get, id1, id2, refusal, schema, urlOf } from "../testing/parse.ts";
import { parseRequest } from "./request.ts";

describe("kinds of resources", () => {
  test.each([
    ["GET", "", "serviceDocument"],
    ["GET", "?x=1", "serviceDocument"],
    ["GET", "$metadata", "metadata"],
    ["POST", "$batch", "batch"],
    ["GET", "leads", "entitySet"],
    ["HEAD", "leads", "entitySet"],
    ["POST", "leads?$select=fullname", "entitySet"],
    ["GET", "leads/", "entitySet"],
    ["GET", "leads/$count", "count"],
    ["GET", `leads(${id1})`, "record"],
    ["PATCH", `leads(${id1})`, "record"],
    ["GET", `leads(${id1})/firstname`, "property"],
    ["GET", `leads(${id1})/firstname/$value`, "property"],
    ["PUT", `leads(${id1})/firstname`, "property"],
    ["GET", `leads(${id1})/parentaccountid`, "navigation"],
    ["GET", `accounts(${id1})/Account_Tasks`, "navigation"],
    ["POST", `accounts(${id1})/Account_Tasks`, "navigation"],
    ["GET", `accounts(${id1})/Account_Tasks(${id2})`, "navigation"],
    ["GET", `accounts(${id1})/Account_Tasks/$count`, "count"],
    ["GET", `accounts(${id1})/Account_Tasks/$ref`, "references"],
    ["DELETE", `leads(${id1})/parentaccountid/$ref`, "references"],
    ["GET", "WhoAmI", "function"],
    ["GET", "WhoAmI()", "function"],
    ["POST", "WinOpportunity", "action"],
    ["GET", "EntityDefinitions", "definitions"],
    ["POST", "EntityDefinitions(LogicalName='lead')/Attributes", "definitions"],
    ["GET", "RelationshipDefinitions/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata", "definitions"],
    ["GET", "GlobalOptionSetDefinitions(Name='budgetstatus')", "definitions"],
  ])("%s %s is %s", (method, url, kind) => {
    expect(parseRequest(schema, method, url).kind).toBe(kind);
  });
});

describe("keys", () => {
  test.each([
    [`leads(${id1.toUpperCase()})`, { table: "lead", id: id1 }],
    [`leads(leadid=${id1})`, { table: "lead", id: id1 }],
    [`leads(%20${id1}%20)`, { table: "lead", id: id1 }],
    ["accounts(accountnumber='A1')", { table: "account", key: { accountnumber: "A1" } }],
    ["accounts(accountnumber='O''B')", { table: "account", key: { accountnumber: "O'B" } }],
    ["accounts(accountnumber=%27A%2F1%20%C3%A9%27)", { table: "account", key: { accountnumber: "A/1 é" } }],
    ["accounts(accountnumber='A/1')", { table: "account", key: { accountnumber: "A/1" } }],
    ["accounts(accountnumber='A(1)+')", { table: "account", key: { accountnumber: "A(1)+" } }],
    ["accounts(accountnumber='5\" pipe')", { table: "account", key: { accountnumber: '5" pipe' } }],
  ])("%s", (url, target) => {
    expect(get("record", url).target).toEqual(target);
  });

  test.each([
    ["leads('x')", "badRequest", "expected a guid or a key such as name='value', found ''x''"],
    [`leads('${id1}')`, "badRequest", "expected a guid or a key"],
    [`leads({${id1}})`, "badRequest", "expected a guid or a key"],
    ["leads()", "badRequest", "expected a guid or a key such as name='value', found ')'"],
    [`leads(${id1}`, "badRequest", "expected ')', found the end"],
    [`leads(${id1})x`, "badRequest", "expected the end, found 'x'"],
    [`leads(${id1.slice(1)})`, "badRequest", "neither a number, a date nor a guid"],
    ["accounts(name='A1')", "badRequest", "no such key of 'account'"],
    [`accounts(accountnumber='A1',accountid=${id1})`, "badRequest", "no such key of 'account'"],
    ["accounts(accountnumber=1)", "badRequest", "incompatible types"],
    ["accounts(accountnumber=null)", "badRequest", "expected a value"],
    [
      "accounts(accountnumber='a',accountnumber='b')",
      "badRequest",
      "'accountnumber' at position 27 of 'accounts(accountnumber",
    ],
    ["accounts(nothere='A1')", "noProperty", "'nothere' on type 'Microsoft.Dynamics.CRM.account' at position 9"],
    ["accounts(accountnumber='A1", "badRequest", "no closing quote"],
  ])("refuses %s", (url, key, reason) => {
    const said = refusal(() => parseRequest(schema, "GET", url));
    expect(said).toContain(`${key}: `);
    expect(said).toContain(reason);
  });
});

describe("parts of a record", () => {
  test("properties, lookups by their value's name, raw values", () => {
    expect(get("property", `leads(${id1})/_ownerid_value`).column.name).toBe("ownerid");
    expect(get("property", `leads(${id1})/firstname`).rawValue).toBe(false);
    expect(get("property", `leads(${id1})/firstname/$value`).rawValue).toBe(true);
  });

  test("navigation with its own options", () => {
    const request = get("navigation", `accounts(${id1})/Account_Tasks?$select=subject&$top=3`);
    expect(request.navigation.name).toBe("Account_Tasks");
    expect(request.query).toMatchObject({ table: "task", top: 3 });
    expect(get("navigation", `accounts(${id1})/Account_Tasks(${id2})`).key).toEqual({ table: "task", id: id2 });
  });

  test("references: single with two slashes, of a collection by key and by $id", () => {
    expect(get("references", `leads(${id1})/parentaccountid//$ref`).navigation.name).toBe("parentaccountid");
    const other = { table: "contact", id: id2 };
    for (const url of [
      `accounts(${id1})/contact_customer_accounts(${id2})/$ref`,
      `accounts(${id1})/contact_customer_accounts/$ref?$id=contacts(${id2})`,
      `accounts(${id1})/contact_customer_accounts/$ref?$id=${encodeURIComponent(`http://host/api/data/v9.2/contacts(${id2})`)}`,
    ])
      expect(parseRequest(schema, "DELETE", url)).toMatchObject({ kind: "references", other });
  });

  test("the count of a collection knows whose it is", () => {
    const request = get("count", `accounts(${id1})/Account_Tasks/$count?$filter=statecode eq 0`);
    expect(request.parent?.target).toEqual({ table: "account", id: id1 });
    expect(request.query.filter).toBeDefined();
  });
});

describe("what is not there", () => {
  test.each([
    ["foos", "resourceNotFound", "'foos'"],
    [`foos(${id1})`, "resourceNotFound", "'foos("],
    ["Leads/x", "resourceNotFound", "'Leads'"],
    ["$nothing", "resourceNotFound", "$nothing"],
    ["leads/x", "resourceNotFound", "'x'"],
    ["leads/$count/x", "resourceNotFound", "'x'"],
    ["leads%2Fx", "resourceNotFound", "leads/x"],
    ["__proto__", "resourceNotFound", "__proto__"],
    [`leads(${id1})/nothere`, "noProperty", "'nothere'"],
    [`leads(${id1})/FirstName`, "noProperty", "'FirstName'"],
    [`leads(${id1})/__proto__`, "noProperty", "'__proto__'"],
    [`leads(${id1})/firstname/x`, "resourceNotFound", "firstname"],
    [`leads(${id1})/firstname/$value/x`, "resourceNotFound", "'x'"],
    [`leads(${id1})/$ref`, "resourceNotFound", "$ref"],
    [`leads(${id1})/parentaccountid(${id2})`, "resourceNotFound", "parentaccountid"],
    [`leads(${id1})/parentaccountid/name`, "resourceNotFound", "'name'"],
    [`leads(${id1})/Lead_Tasks/$ref/x`, "resourceNotFound", "'x'"],
    [`leads(${id1})/QualifyLead`, "noProperty", "'QualifyLead'"],
    [`leads(${id1})/Microsoft.Dynamics.CRM.lead`, "resourceNotFound", "lead"],
  ])("%s", (url, key, reason) => {
    const said = refusal(() => parseRequest(schema, "GET", url));
    expect(said).toContain(`${key}: `);
    expect(said).toContain(reason);
  });
});

describe("methods", () => {
  test.each([
    ["PUT", "leads"],
    ["POST", `leads(${id1})`],
    ["PATCH", `leads(${id1})/firstname`],
    ["PUT", `leads(${id1})/firstname/$value`],
    ["POST", `leads(${id1})/parentaccountid`],
    ["POST", `leads(${id1})/parentaccountid/$ref`],
    ["PUT", `accounts(${id1})/Account_Tasks/$ref`],
    ["GET", `accounts(${id1})/Account_Tasks(${id2})/$ref`],
    ["GET", "$batch"],
    ["POST", "leads/$count"],
    ["PATCH", "WhoAmI"],
    ["TRACE", "leads"],
    ["get", "leads"],
    ["PATCH", "EntityDefinitions"],
  ])("%s %s is refused", (method, url) => {
    expect(refusal(() => parseRequest(schema, method, url))).toContain("methodNotAllowed");
  });
});

describe("functions and actions", () => {
  test("bound to a row, to a set, to nothing", () => {
    const action = parseRequest(schema, "POST", `leads(${id1})/Microsoft.Dynamics.CRM.QualifyLead`);
    expect(action).toMatchObject({
      kind: "action",
      name: "QualifyLead",
      bound: { target: { table: "lead", id: id1 } },
    });
    const many = parseRequest(schema, "POST", "accounts/Microsoft.Dynamics.CRM.CreateMultiple");
    expect(many).toMatchObject({ name: "CreateMultiple", bound: { table: { name: "account" }, target: undefined } });
    expect(get("function", "WhoAmI()")).toMatchObject({ name: "WhoAmI", bound: undefined, parameters: {} });
  });

  test.each([
    ["Fn(A='x',B=5,C=-1.5,D=true,E=null)", "", { A: "x", B: 5, C: -1.5, D: true, E: null }],
    [`Fn(A=${id1.toUpperCase()},B=2024-01-31)`, "", { A: id1, B: "2024-01-31" }],
    ["Fn(A=Microsoft.Dynamics.CRM.EndpointAccessType'Default')", "", { A: "Default" }],
    ["Fn(A=@p1,B=@p2,C=@p3)", "@p1='x''y'&@p2=5", { A: "x'y", B: 5, C: null }],
    ["Fn(A=@a)", "@a={'@odata.id':'leads(1)'}", { A: { "@odata.id": "leads(1)" } }],
    ["Fn(A=@a)", '@a={"a":[1,"b",{"c":null}],"d":"\\u00e9\\n"}', { A: { a: [1, "b", { c: null }], d: "é\n" } }],
    ["Fn(A=@a)", "@a=['account','it''s','']", { A: ["account", "it's", ""] }],
    ["Fn(A=@a)", '@a="text"', { A: "text" }],
    ['Fn(A={"x":1},B=[1,2])', "", { A: { x: 1 }, B: [1, 2] }],
    ["Fn(A='a/b')", "", { A: "a/b" }],
    ['Fn(A={"@odata.id":"leads(1)/x"})', "", { A: { "@odata.id": "leads(1)/x" } }],
  ])("%s ? %s", (path, aliases, parameters) => {
    const encoded = aliases.replace(/=(.*?)(?=&@|$)/g, (_, value: string) => `=${encodeURIComponent(value)}`);
    expect(get("function", `${path}?${encoded}`).parameters).toEqual(parameters);
  });

  test("a key __proto__ in a parameter is a key", () => {
    const { parameters } = get("function", `Fn(A=@a)?@a=${encodeURIComponent('{"__proto__":{"x":1}}')}`);
    expect(Object.keys(parameters.A as object)).toEqual(["__proto__"]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test.each([
    ["Fn(A=)", "expected a value, found ')'"],
    ["Fn(A='x',A='y')", "'A' at position 9 of 'Fn(A='x',A='y')' is given twice"],
    ["Fn(A='x'", "expected ')'"],
    ["Fn(A='x')y", "expected the end"],
    ["Fn(A=@a)?@a={", "position 1 of @a: expected a key in quotes"],
    ["Fn(A=@a)?@a={'a':1}x", "position 7 of @a: nothing may follow"],
    ["Fn(A=@a)?@a={'a'1}", "position 4 of @a: expected ':'"],
    ["Fn(A=@a)?@a=[1 2]", "position 3 of @a: expected ',' or ']'"],
    ["Fn(A=@a)?@a=['x]", "position 1 of @a: the string that starts here has no closing quote"],
    ["Fn(A=@a)?@a=[tru]", "position 1 of @a: expected a JSON value"],
    ["Fn(A=@a)?@a=['\\u00zz']", "four hexadecimal digits"],
    [`Fn(A=@a)?@a=${"[".repeat(10000)}`, "nested too deeply"],
    ["Fn(A=@a)?@a=", "expected a value, found the end"],
    ["Fn(A=name)", "expected a value"],
  ])("refuses %s", (url, reason) => {
    expect(refusal(() => parseRequest(schema, "GET", url))).toContain(reason);
  });
});

test("definitions are cut into segments with their keys", () => {
  const url =
    "EntityDefinitions(LogicalName='lead')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName";
  const request = get("definitions", url);
  expect(request.segments).toEqual([
    { name: "EntityDefinitions", key: { property: "LogicalName", value: "lead" } },
    { name: "Attributes", key: undefined },
    { name: "Microsoft.Dynamics.CRM.PicklistAttributeMetadata", key: undefined },
  ]);
  expect(request.options.get("$select")).toBe("LogicalName");
  expect(get("definitions", `EntityDefinitions(${id1})`).segments[0]?.key).toEqual({ property: undefined, value: id1 });
  expect(refusal(() => get("definitions", "EntityDefinitions(5)"))).toContain("a name in quotes or a guid");
});

describe("change sets", () => {
  const contentIds = new Map([["1", { table: "account", id: id1 }]]);

  test("$1 is a row that an earlier request made", () => {
    expect(parseRequest(schema, "PATCH", "$1", { contentIds })).toMatchObject({ kind: "record", target: { id: id1 } });
    const reference = parseRequest(schema, "PUT", "$1/primarycontactid/$ref", { contentIds });
    expect(reference).toMatchObject({ kind: "references", target: { table: "account", id: id1 } });
  });

  test("unknown references are refused", () => {
    const said = "Content-ID Reference: '$2' does not exist in the batch context.";
    expect(refusal(() => parseRequest(schema, "PATCH", "$2", { contentIds }))).toContain(said);
    expect(refusal(() => parseRequest(schema, "PATCH", "$2"))).toContain(said);
  });
});

describe("encoding and length", () => {
  test("+ is a space in options and itself in the path", () => {
    expect(get("entitySet", "leads?$filter=statecode+eq+0").query.filter).toBeDefined();
    expect(get("record", "accounts(accountnumber='A+1')").target).toMatchObject({ key: { accountnumber: "A+1" } });
  });

  test.each(["%", "%zz", "leads(%E0%A4%A)", "leads?$filter=%", "leads?%C0=1"])("broken percent-encoding: %s", (url) => {
    expect(refusal(() => parseRequest(schema, "GET", url))).toContain("badRequest: The percent-encoding of");
  });

  test("32 KB, in change sets 64 KB", () => {
    const url = `leads?x=${"a".repeat(40_000)}`;
    expect(refusal(() => parseRequest(schema, "GET", url))).toContain("longer than 32768");
    expect(parseRequest(schema, "GET", url, { contentIds: new Map() }).kind).toBe("entitySet");
  });
});

test("the result is frozen all the way down", () => {
  const seen = new Set<unknown>();
  const check = (value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    // Columns, navigations and tables belong to the schema.
    if ("schemaName" in value || "relationship" in value || value instanceof Map) return;
    seen.add(value);
    expect(Object.isFrozen(value), JSON.stringify(value)).toBe(true);
    Object.values(value).forEach(check);
  };
  const options = {
    $select: "fullname",
    $filter: `contains(fullname,'x') and (statecode in (0,1) or not Lead_Tasks/any(t:t/subject eq fullname))
      and Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3) and donotemail`.replace(
      /\s+/g,
      " ",
    ),
    $orderby: "parentaccountid/name desc,createdon",
    $expand: "parentaccountid($select=name;$expand=Account_Tasks($filter=statecode eq 0))",
  };
  check(get("entitySet", urlOf("leads", options)));
  check(get("record", "accounts(accountnumber='A1')"));
});
