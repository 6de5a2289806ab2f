/** Whatever comes in, the answer is an answer: never a 500, never a hang, always our shape. */
import { readProperty, standardSchema } from "@leadwright/schema";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestAnswer } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let lead: string;
beforeAll(async () => {
  app = await startSetUpApp();
  lead = await app.admin.create("leads", { subject: "S", lastname: "B" });
});
afterAll(() => app.close());

const runs = { numRuns: 400, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false };

function check(answer: TestAnswer, what: string): void {
  if (answer.status === 501) return;
  expect(answer.status, `${what} -> ${answer.text}\n${JSON.stringify(app.logged.at(-1))}`).toBeLessThan(500);
  if (answer.status >= 400) expect(answer.json?.error?.code, what).toMatch(/^0x/);
}

/** Fragments from which most queries are nearly right. */
const words = fc.constantFrom(
  ...["subject", "statecode", "createdon", "_ownerid_value", "leadid", "estimatedamount", "parentaccountid", "name"],
  ...[
    "Lead_Tasks",
    "nope",
    "eq",
    "ne",
    "gt",
    "and",
    "or",
    "not",
    "null",
    "true",
    "5",
    "-1.5e3",
    "99999999999999999999",
  ],
  ...["'x'", "'", "''", "(", ")", ",", ";", "/", "=", " ", "%20", "+", "%27", "%00", "%ZZ", "%C3%28", "@p1", "*"],
  ...["contains(", "any(", "all(", "o:o/", "asc", "desc", "$ref", "$value", "$count", "2026-02-30", "{", "}", "[", '"'],
  ...[
    "Microsoft.Dynamics.CRM.",
    "LastXDays(PropertyName='createdon',PropertyValue=7)",
    "In(PropertyName='subject',PropertyValues=[",
  ],
  ...["groupby((", "))", "aggregate(", "$count as n", " with sum as s", "filter("],
  ...[
    '<fetch aggregate="true">',
    "<fetch>",
    '<entity name="lead">',
    '<attribute name="subject"/>',
    "</entity></fetch>",
  ],
  ...['<link-entity name="account" from="accountid" to="parentaccountid" link-type="any"/>', "<filter>", "</filter>"],
  ...['<condition attribute="statecode" operator="eq" value="0"/>', '<order attribute="subject"/>', "%26%23x41;"],
  ...["0195c0de-0000-7000-8000-000000000001", "1e309", "0x10", "\u0141", "\ud83d\ude42", "$select=", "$expand="],
);
const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(""));
const options = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "$select",
        "$filter",
        "$orderby",
        "$top",
        "$count",
        "$expand",
        "$skiptoken",
        "$apply",
        "fetchXml",
        "@p1",
        "x",
      ),
      text,
    ),
    { maxLength: 4 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));
const path = fc.oneof(
  fc.constantFrom("leads", "accounts", "activitypointers", "owners", "EntityDefinitions", "systemusers", "WhoAmI"),
  fc.constant("leads(ID)"),
  text.map((rest) => `leads(ID)/${rest}`),
  text.map((rest) => `EntityDefinitions(LogicalName='lead')/${rest}`),
  text.map((rest) => `RetrieveTotalRecordCount(EntityNames=${rest})`),
  text,
);
const url = fc.tuple(path, options).map(([where, query]) => (query === "" ? where : `${where}?${query}`));

test("any URL", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("GET", "GET", "GET", "DELETE", "PUT"), url, async (method, raw) => {
      const target = raw.replaceAll("ID", method === "DELETE" ? crypto.randomUUID() : lead);
      check(await app.admin.send(method, `${app.admin.base}${target}`), `${method} ${target}`);
    }),
    runs,
  );
});

/** Columns of tables that are written in different ways, each by the name it has in the API. */
const column = fc.constantFrom(
  ...["lead", "account", "opportunity", "task", "annotation", "systemuser", "transactioncurrency"].flatMap((name) => {
    const table = standardSchema().tables.get(name);
    return [...(table?.columns.values() ?? [])].map((each) => ({
      set: table?.entitySet ?? "",
      property: readProperty(each),
    }));
  }),
);
const literal = fc.oneof(
  fc.constantFrom(
    "null",
    "true",
    "5",
    "-1",
    "1e308",
    "99999999999999999999",
    "''",
    "'%'",
    "'_\\'",
    "'%00'",
    "2026-01-01",
    "9999-12-31T23:59:59Z",
  ),
  fc.constantFrom("0195c0de-0000-7000-8000-000000000001", "subject", "createdon", "'Nguy%E1%BB%85n'"),
  fc.string({ maxLength: 8 }).map((value) => `'${encodeURIComponent(value.replaceAll("'", "''"))}'`),
);
const question = fc.oneof(
  fc
    .constantFrom("eq", "ne", "gt", "le")
    .map((operator) => (name: string, value: string) => `${name} ${operator} ${value}`),
  fc
    .constantFrom("contains", "startswith", "endswith")
    .map((fn) => (name: string, value: string) => `${fn}(${name},${value})`),
  fc
    .constantFrom(
      "In",
      "On",
      "LastXDays",
      "Between",
      "Today",
      "EqualUserId",
      "ThisFiscalYear",
      "Under",
      "OlderThanXYears",
    )
    .map((fn) => (name: string, value: string) => {
      const many = fn === "In" || fn === "Between" ? `,PropertyValues=[${value},${value}]` : `,PropertyValue=${value}`;
      return `Microsoft.Dynamics.CRM.${fn}(PropertyName='${name}'${fn.startsWith("T") || fn === "EqualUserId" ? "" : many})`;
    }),
);

test("any question about any column", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(column, question, literal, fc.boolean(), async ({ set, property }, ask, value, ordered) => {
      const target = `${set}?$top=1&$filter=${ask(property, value)}${ordered ? `&$orderby=${property} desc` : ""}`;
      check(await app.admin.get(target, { prefer: 'odata.include-annotations="*"' }), target);
    }),
    runs,
  );
});

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    1,
    -1,
    3,
    1e308,
    "",
    "x",
    "\u0000",
    "2026-02-30",
    "2026-01-01T00:00:00Z",
    "NaN",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.double(),
  fc.bigInt().map(String),
);
const keys = fc.constantFrom(
  ...["subject", "lastname", "leadid", "statecode", "statuscode", "estimatedamount", "numberofemployees", "donotemail"],
  ...[
    "estimatedclosedate",
    "schedulefollowup_prospect",
    "parentaccountid",
    "parentaccountid@odata.bind",
    "ownerid@odata.bind",
  ],
  ...[
    "Lead_Tasks",
    "Lead_Tasks@odata.bind",
    "__proto__",
    "constructor",
    "toString",
    "",
    "@odata.type",
    "@odata.id",
    "value",
  ],
  ...[
    "_ownerid_value",
    "versionnumber",
    "createdon",
    "overriddencreatedon",
    "transactioncurrencyid@odata.bind",
    "nope",
  ],
);
const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.constantFrom("/accounts(0195c0de-0000-7000-8000-000000000001)", "leads(x)", "$1", "http://x/y"),
    // No text can be made of these: whoever takes them for one without a look falls.
    fc.constantFrom<unknown>({ toString: {} }, [{ toString: null, valueOf: 1 }]),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(keys, tie("value")), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;
const operations = fc.constantFrom(
  ...(["POST leads", "PATCH leads(ID)", "POST accounts", "PATCH leads(NEW)", "PUT leads(ID)/subject"] as const),
  ...(["POST leads(ID)/Lead_Tasks", "POST leads(ID)/Lead_Tasks/$ref", "PUT leads(ID)/parentaccountid/$ref"] as const),
  ...(["POST leads(ID)/Microsoft.Dynamics.CRM.QualifyLead", "POST GrantAccess", "POST InsertOptionValue"] as const),
  ...(["POST EntityDefinitions(LogicalName='lead')/Attributes", "POST tasks", "POST annotations"] as const),
);

test("any body", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      operations,
      fc.oneof(
        json,
        json.map((value) => ({ subject: "S", lastname: "B", name: "N", ...(value as object) })),
      ),
      async (operation, body) => {
        const [method = "", where = ""] = operation.split(" ");
        const target = where.replace("ID", lead).replace("NEW", crypto.randomUUID());
        check(await app.admin.send(method, target, { body }), `${operation} ${JSON.stringify(body)}`);
      },
    ),
    runs,
  );
});

test("any value in any column", { timeout: 60_000 }, async () => {
  const valid = {
    subject: "S",
    lastname: "B",
    name: "N",
    currencyname: "C",
    currencysymbol: "c",
    isocurrencycode: "XTS",
  };
  await fc.assert(
    fc.asyncProperty(column, scalar, async ({ set, property }, value) => {
      const table = standardSchema().byEntitySet.get(set);
      const own = Object.entries(valid).filter(([name]) => table?.columns.has(name));
      const body = { ...Object.fromEntries(own), [property]: value };
      check(await app.admin.post(set, body), `POST ${set} ${JSON.stringify(body)}`);
    }),
    runs,
  );
});

test("any bytes as a body, any headers", { timeout: 60_000 }, async () => {
  const header = fc.constantFrom(
    "*",
    "null",
    'W/"1"',
    'W/"99999999999999999999"',
    '"',
    "odata.maxpagesize=0",
    "return=representation",
  );
  const names = fc.constantFrom(
    "if-match",
    "if-none-match",
    "prefer",
    "mscrmcallerid",
    "accept-language",
    "content-type",
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.dictionary(names, header), async (body, headers) => {
      check(
        await app.admin.send("PATCH", `leads(${lead})`, { body, headers }),
        `PATCH ${JSON.stringify([body, headers])}`,
      );
    }),
    { ...runs, numRuns: 150 },
  );
});
