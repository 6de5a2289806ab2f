/** Whatever comes in, either a result comes out or an AppError, and soon. */
import { AppError } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { id1, schema, tableOf, urlOf } from "../testing/parse.ts";
import { readPayload } from "./payload.ts";
import { parsePrefer } from "./prefer.ts";
import { parseRequest } from "./request.ts";
import { parseTarget } from "./target.ts";

/** Runs the action; lets pass only what may happen. Returns whether it was accepted. */
function survives(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

const methods = fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE");
const fragments = fc.constantFrom(
  ...[
    "leads",
    "accounts",
    `(${id1})`,
    "(",
    ")",
    "/",
    "//",
    "?",
    "&",
    "=",
    "'",
    "''",
    '"',
    "%27",
    "%",
    "%2F",
    "%00",
    "+",
    " ",
  ],
  ...[
    "$filter",
    "$select",
    "$expand",
    "$orderby",
    "$top",
    "$count",
    "$ref",
    "$value",
    "$skiptoken",
    "$id",
    "$1",
    "@p1",
  ],
  ...["fullname", "statecode", "parentaccountid", "Lead_Tasks", "_ownerid_value", "createdon", "name", "ownerid"],
  ...[
    " eq ",
    " and ",
    " or ",
    "not ",
    " in ",
    "any",
    "all",
    "(o:o",
    ":",
    ";",
    ",",
    "null",
    "true",
    "5",
    "-",
    "1.5e3",
    "2024-01-31",
  ],
  ...[
    "Microsoft.Dynamics.CRM.",
    "LastXDays",
    "PropertyName=",
    "PropertyValues=",
    "contains(",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "\u{1F600}",
  ],
  ...["__proto__", "constructor", "toString", "EntityDefinitions", "WhoAmI", "T10:00:00Z", "<cookie pagenumber="],
);
const soup = fc.array(fragments, { maxLength: 30 }).map((parts) => parts.join(""));

const good = [
  urlOf("leads", {
    $select: "fullname,_ownerid_value",
    $filter: "contains(fullname,'x') and (statecode in (0,1) or not Lead_Tasks/any(t:t/subject eq fullname))",
    $orderby: "parentaccountid/name desc",
    $expand: "parentaccountid($select=name;$expand=Account_Tasks($filter=statecode eq 0;$top=2))",
    $top: "5",
  }),
  urlOf("leads", {
    $filter: "Microsoft.Dynamics.CRM.In(PropertyName='statuscode',PropertyValues=@p1)",
    "@p1": '["1","2"]',
  }),
  `accounts(accountnumber='A%2F1')/contact_customer_accounts(${id1})/$ref`,
  `RetrieveDuplicates(BusinessEntity=@p1,Name=@p2)?@p1={%22a%22:[1,{%22b%22:null}]}&@p2='x'`,
  `leads?$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%2522%253e%22/%3E`,
];

/** Thousands of runs: a busy machine takes its time. */
describe("parseRequest", { timeout: 30_000 }, () => {
  test("random text", () => {
    fc.assert(
      fc.property(methods, fc.string({ unit: "binary", maxLength: 200 }), (method, url) => {
        survives(() => parseRequest(schema, method, url));
      }),
      { numRuns: 2000 },
    );
  });

  test("random mixtures of what belongs in a URL", () => {
    fc.assert(
      fc.property(methods, soup, soup, soup, (method, path, filter, expand) => {
        survives(() => parseRequest(schema, method, path));
        survives(() => parseRequest(schema, method, `leads?$filter=${filter}`));
        survives(() => parseRequest(schema, method, urlOf("leads", { $filter: filter, $expand: expand, "@p1": path })));
      }),
      { numRuns: 3000 },
    );
  });

  test("good requests with a piece cut out, put in or doubled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...good),
        fc.nat(),
        fc.nat(20),
        fragments,
        fc.boolean(),
        (url, at, length, piece, decoded) => {
          const text = decoded ? url.replaceAll(/%20/g, " ").replaceAll("%24", "$") : url;
          const from = at % (text.length + 1);
          survives(() => parseRequest(schema, "GET", text.slice(0, from) + piece + text.slice(from + length)));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("the good ones are good", () => {
    expect(good.slice(0, 2).map((url) => survives(() => parseRequest(schema, "GET", url)))).toEqual([true, true]);
    expect(survives(() => parseRequest(schema, "DELETE", good[2]!))).toBe(true);
  });

  test.each([
    ["parentheses", `leads?$filter=${"(".repeat(32_000)}`],
    ["not", `leads?$filter=${"not+".repeat(8_000)}`],
    ["quotes", `leads?$filter=fullname+eq+'${"''".repeat(16_000)}`],
    ["and", `leads?$filter=${"a+and+".repeat(5_000)}`],
    ["slashes", `leads?$filter=${"masterid/".repeat(3_500)}fullname+eq+'x'`],
    ["lambdas", `leads?$filter=${"Lead_Tasks/any(a:".repeat(1_900)}`],
    ["expands", `leads?$expand=${"masterid($expand=".repeat(1_900)}`],
    ["select", `leads?$select=${"fullname,".repeat(3_600)}`],
    ["JSON", `Fn(A=@a)?@a=${"{'a':[".repeat(5_000)}`],
    ["path segments", "a/".repeat(16_000)],
    ["options", `leads?${"a=1&".repeat(8_000)}`],
    ["percent", `leads?$filter=${"%2527".repeat(6_500)}`],
    ["digits", `leads?$filter=revenue+eq+${"1".repeat(32_000)}`],
    ["guid beginnings", `leads?$filter=${"0a0b0c0d-1111-4111-8111-00000000000".repeat(900)}`],
    ["cookie", `leads?$skiptoken=<cookie pagenumber="2" pagingcookie="${"%253c".repeat(6_000)}`],
    ["aliases of a long text", `leads?$filter=fullname+in+(${"'a',".repeat(7_000)}'b')`],
  ])("32 KB of %s take no longer than reading them", (_, url) => {
    const start = performance.now();
    survives(() => parseRequest(schema, "GET", url.slice(0, 32_768)));
    expect(performance.now() - start).toBeLessThan(250);
  });
});

describe("other doors", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(null, true, 5, "x", id1, `/accounts(${id1})`, `leads(${id1})`, "$1"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          ...[
            "firstname",
            "parentaccountid",
            "parentaccountid@odata.bind",
            "Lead_Tasks",
            "Lead_Tasks@odata.bind",
            "leadid",
          ],
          ...[
            "@odata.type",
            "@odata.id",
            "@odata.bind",
            "__proto__",
            "constructor",
            "_ownerid_value",
            "ownerid",
            "x@y",
          ],
        ),
        tie("value"),
      ),
    ),
  })).value;

  test("bodies", () => {
    fc.assert(
      fc.property(json, (body) => {
        survives(() => readPayload(schema, tableOf("lead"), body));
      }),
      { numRuns: 2000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("x");
  });

  test("targets and preferences", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary" })), (text) => {
        survives(() => parseTarget(schema, text));
        parsePrefer(text);
      }),
      { numRuns: 2000 },
    );
  });
});
